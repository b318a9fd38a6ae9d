package regain.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.demo.DemoDirectory;
import regain.demo.DemoPeople;
import regain.demo.DemoTree;

/**
 * A real OpenLDAP server with the ppolicy overlay, on a free loopback port, with StartTLS demanded for everything, and
 * a service account that may write {@code userPassword} and may not read it. It ends with this object.
 */
public record Slapd(Process process, int port, Path folder, LDAPConnection administrator) implements TestServer {
  static final String SERVICE_PASSWORD = "the service account's own";
  static final String READER = "cn=reader,ou=services," + DemoTree.BASE;

  private static final TestCertificate CERTIFICATE = TestCertificate.make();
  private static final String ROOT = "cn=root," + DemoTree.BASE;
  private static final String CONFIG = """
      include /etc/ldap/schema/core.schema
      include /etc/ldap/schema/cosine.schema
      include /etc/ldap/schema/nis.schema
      include /etc/ldap/schema/inetorgperson.schema
      attributetype ( 1.3.6.1.4.1.25178.1.2.17 NAME 'schacExpiryDate' EQUALITY generalizedTimeMatch
        ORDERING generalizedTimeOrderingMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.24 SINGLE-VALUE )
      objectclass ( 1.3.6.1.4.1.25178.1.1.5 NAME 'schacEntryMetadata' SUP top AUXILIARY MAY schacExpiryDate )
      modulepath /usr/lib/ldap
      moduleload back_mdb
      moduleload ppolicy
      moduleload dds
      moduleload memberof
      pidfile FOLDER/slapd.pid
      TLSCertificateFile FOLDER/certificate.pem
      TLSCertificateKeyFile FOLDER/key.pem
      security tls=128
      database mdb
      suffix "BASE"
      rootdn "cn=root,BASE"
      rootpw root
      directory FOLDER/data
      maxsize 1073741824
      dbnosync
      index entryUUID,uid,mail,objectClass eq
      overlay ppolicy
      ppolicy_default "STANDARD"
      ppolicy_hash_cleartext
      overlay dds
      dds-min-ttl 5
      dds-max-ttl 86400
      dds-default-ttl 30
      dds-interval 1
      overlay memberof
      access to dn.subtree="GRANTS" attrs=entryTtl by dn.exact="OFGRANTS" manage by dn.children="ou=services,BASE" read by * none
      access to dn.subtree="GRANTS" by dn.exact="OFGRANTS" write by dn.children="ou=services,BASE" read by * none
      access to attrs=userPassword by dn.exact="SERVICE" =w by anonymous auth by * none
      access to * by dn.children="ou=services,BASE" read by * none
      """;

  public static Slapd start(Path folder) {
    return start(folder, List.of());
  }

  /** The same with more people. */
  public static Slapd start(Path folder, List<Entry> more) {
    try {
      configure(folder, more);
      run("slapadd", "-q", "-f", folder.resolve("slapd.conf").toString(), "-l", folder.resolve("seed.ldif").toString());
      int port = freePort();
      Process process = new ProcessBuilder(
          program("slapd"), "-f", folder.resolve("slapd.conf").toString(), "-d", "none", "-h",
          "ldap://127.0.0.1:" + port + "/")
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("slapd.log").toFile())
          .start();
      return new Slapd(process, port, folder, firstConnection(process, port, folder));
    } catch (Exception wrong) {
      throw new AssertionError("slapd does not start", wrong);
    }
  }

  /** It says that it starts before it listens, so it is asked until it answers or has ended. */
  private static LDAPConnection firstConnection(Process process, int port, Path folder) throws Exception {
    do {
      try {
        return connect(port, folder, ROOT, "root");
      } catch (LDAPException notYet) {
        if (!notYet.getResultCode().equals(ResultCode.CONNECT_ERROR)) {
          process.destroy();
          throw notYet;
        }
      }
    } while (!process.waitFor(20, TimeUnit.MILLISECONDS));
    throw new IOException(Files.readString(folder.resolve("slapd.log")));
  }

  /** A connection as whom the test likes, with StartTLS. */
  static LDAPConnection connect(int port, Path folder, String dn, String password) throws Exception {
    var connection = new LDAPConnection("127.0.0.1", port);
    var tls = Tls.context(Optional.of(folder.resolve("certificate.pem")));
    connection.processExtendedOperation(new StartTLSExtendedRequest(tls));
    connection.bind(dn, password);
    return connection;
  }

  /** Whether the directory takes this password of this person. */
  public boolean binds(String name, String password) {
    try {
      String dn = administrator.search(DemoTree.BASE, SearchScope.SUB, "(uid=" + name + ")").getSearchEntries()
          .getFirst().getDN();
      connect(port, folder, dn, password).close();
      return true;
    } catch (LDAPException refused) {
      return false;
    } catch (Exception wrong) {
      throw new AssertionError(wrong);
    }
  }

  @Override
  public Map<String, String> settings() {
    return DemoDirectory.settings(
        "ldap://127.0.0.1:" + port, folder.resolve("certificate.pem"), folder.resolve("service-password"));
  }

  @Override
  public void close() {
    administrator.close();
    process.destroy();
    process.onExit().join();
  }

  private static void configure(Path folder, List<Entry> more) throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("certificate.pem"), CERTIFICATE.certificate());
    Files.writeString(folder.resolve("key.pem"), CERTIFICATE.key());
    Files.writeString(folder.resolve("service-password"), SERVICE_PASSWORD);
    String config = CONFIG
        .replace("FOLDER", folder.toString())
        .replace("STANDARD", DemoTree.STANDARD)
        .replace("OFGRANTS", DemoTree.GRANTS_SERVICE)
        .replace("GRANTS", DemoTree.GRANTS)
        .replace("SERVICE", DemoTree.SERVICE)
        .replace("BASE", DemoTree.BASE);
    Files.writeString(folder.resolve("slapd.conf"), config);
    List<Entry> entries = new ArrayList<>(
        DemoTree.entries(DemoPeople.read(), SERVICE_PASSWORD, InstantSource.system().instant()));
    Entry reader = new Entry(READER);
    reader.addAttribute("objectClass", "device", "simpleSecurityObject");
    reader.addAttribute("userPassword", SERVICE_PASSWORD);
    entries.add(reader);
    entries.addAll(more);
    Files.writeString(
        folder.resolve("seed.ldif"), entries.stream().map(Entry::toLDIFString).collect(Collectors.joining("\n")));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void run(String name, String... arguments) throws Exception {
    List<String> command = Stream.concat(Stream.of(program(name)), Stream.of(arguments)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(name + " failed: " + said);
    }
  }

  private static String program(String name) {
    return Path.of("/usr/sbin", name).toString();
  }
}
