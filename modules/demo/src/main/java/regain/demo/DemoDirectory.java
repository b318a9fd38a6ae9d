package regain.demo;

import com.unboundid.ldap.listener.Base64PasswordEncoderOutputFormatter;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.listener.SaltedMessageDigestInMemoryPasswordEncoder;
import com.unboundid.ldap.sdk.AddRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldap.sdk.unboundidds.controls.IgnoreNoUserModificationRequestControl;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The directory of Nordhafen Logistics: UnboundID's in-memory server, LDAPS on loopback only, with {@link DemoPeople}
 * in it. It is for looking at Regain and for tests. Anybody on this machine who can read the data folder can be its
 * service account.
 */
public final class DemoDirectory implements AutoCloseable {
  private static final String LISTENER = "ldaps";

  private static final Map<String, String> HOW_IT_IS_READ = Map.ofEntries(
      entry("bind-dn", DemoTree.SERVICE),
      entry("base-dn", DemoPerson.PEOPLE),
      entry("own-domains", "nordhafen.example"),
      entry("population.governance", "(employeeType=governance)"),
      entry("population.privileged", "(employeeType=administrator)"),
      entry("population.outsourced-desk", "(employeeType=desk)"),
      entry("population.regulated", "(employeeType=regulated)"),
      entry("population.contractor", "(employeeType=contractor)"),
      entry("role.security", "(employeeType=security)"),
      entry("role.attester", "(employeeType=attester)"),
      entry("role.desk", "(employeeType=desk)"),
      entry("groups", "operators,it-leads,security"),
      entry("group.operators", "(|(employeeType=administrator)(uid=b.stein)(uid=e.santos))"),
      entry("group.it-leads", "(uid=s.oezdemir)"),
      entry("group.security", "(employeeType=security)"),
      entry("disabled", "(employeeType=disabled)"),
      entry("left", "(employeeType=former)"),
      entry("expiry-attribute", "shadowExpire"),
      entry("contract-end-attribute", "schacExpiryDate"));

  private final InMemoryDirectoryServer server;
  private final DemoPlace place;

  private DemoDirectory(InMemoryDirectoryServer server, DemoPlace place) {
    this.server = server;
    this.place = place;
  }

  /**
   * Starts it and writes what a client needs into the data folder: the certificate and the service account's password.
   *
   * @param port 0 for any free one
   * @throws IllegalStateException when the port is taken or the folder cannot be written
   */
  public static DemoDirectory start(Path data, int port, InstantSource clock) {
    return start(new DemoPlace(data, port, 0), clock, new InMemoryOperationInterceptor() {});
  }

  /**
   * The same with somebody who watches the operations, and may hold them up: for tests.
   *
   * @param watcher is asked before all others
   */
  public static DemoDirectory start(
      Path data, int port, InstantSource clock, InMemoryOperationInterceptor watcher) {
    return start(new DemoPlace(data, port, 0), clock, watcher);
  }

  static DemoDirectory start(DemoPlace place, InstantSource clock) {
    return start(place, clock, new InMemoryOperationInterceptor() {});
  }

  private static DemoDirectory start(DemoPlace place, InstantSource clock, InMemoryOperationInterceptor watcher) {
    try {
      Files.createDirectories(place.data());
      SelfSigned identity = SelfSigned.make(InetAddress.getLoopbackAddress(), clock.instant());
      Files.writeString(place.certificate(), identity.pem());
      var kept = new KeptPasswords(place.passwords());
      List<Entry> entries = DemoTree.entries(DemoPeople.read(), servicePassword(place), clock.instant());
      kept.restore(entries);
      InMemoryDirectoryServer server = server(place, identity, clock, kept, watcher);
      for (Entry each : entries) {
        server.add(seed(each));
      }
      server.startListening();
      return new DemoDirectory(server, place);
    } catch (IOException | GeneralSecurityException | LDAPException | LDIFException wrong) {
      throw new IllegalStateException("the demo's directory does not start: " + wrong.getMessage(), wrong);
    }
  }

  /** The settings {@code regain.directory.*} that lead here. */
  public Map<String, String> settings() {
    return settings(place, server.getListenPort(LISTENER));
  }

  /** The settings that lead to any server that holds {@link DemoTree}. */
  public static Map<String, String> settings(String url, Path certificate, Path passwordFile) {
    Map<String, String> settings = new TreeMap<>(HOW_IT_IS_READ);
    settings.put("regain.directory.url", url);
    settings.put("regain.directory.trust", certificate.toString());
    settings.put("regain.directory.bind-password-file", passwordFile.toString());
    return settings;
  }

  /** The directory without its rules: whoever holds this may add, lock and delete. For tests. */
  public LDAPInterface administrator() {
    return server;
  }

  @Override
  public void close() {
    server.shutDown(true);
  }

  static Map<String, String> settings(DemoPlace place, int port) {
    String url = "ldaps://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
    return settings(url, place.certificate(), place.servicePassword());
  }

  private static InMemoryDirectoryServer server(
      DemoPlace place,
      SelfSigned identity,
      InstantSource clock,
      KeptPasswords kept,
      InMemoryOperationInterceptor watcher)
      throws LDAPException, LDIFException, IOException, GeneralSecurityException {
    var config = new InMemoryDirectoryServerConfig(DemoTree.BASE);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPSConfig(
            LISTENER,
            InetAddress.getLoopbackAddress(),
            place.directoryPort(),
            identity.context().getServerSocketFactory(),
            null));
    config.setSchema(schema());
    config.setEqualityIndexAttributes("entryUUID", "uid", "mail", "serialNumber", "owner");
    config.setAuthenticationRequiredOperationTypes(
        OperationType.SEARCH, OperationType.MODIFY, OperationType.ADD, OperationType.DELETE);
    config.setPasswordEncoders(
        new SaltedMessageDigestInMemoryPasswordEncoder(
            "{SSHA512}",
            Base64PasswordEncoderOutputFormatter.getInstance(),
            MessageDigest.getInstance("SHA-512"),
            16,
            false,
            true));
    var started = new CompletableFuture<InMemoryDirectoryServer>();
    config.addInMemoryOperationInterceptor(watcher);
    config.addInMemoryOperationInterceptor(new PolicyStandIn(clock, started, kept));
    var server = new InMemoryDirectoryServer(config);
    started.complete(server);
    return server;
  }

  private static Map.Entry<String, String> entry(String key, String value) {
    return Map.entry("regain.directory." + key, value);
  }

  /** With its {@code entryUUID}, which a server otherwise gives out itself. */
  private static AddRequest seed(Entry entry) {
    var request = new AddRequest(entry);
    request.addControl(new IgnoreNoUserModificationRequestControl(true));
    return request;
  }

  private static Schema schema() throws LDAPException, LDIFException, IOException {
    try (InputStream in = DemoDirectory.class.getResourceAsStream("schema.ldif")) {
      if (in == null) {
        throw new IllegalStateException("schema.ldif is missing from the demo's jar");
      }
      return Schema.mergeSchemas(Schema.getDefaultStandardSchema(), Schema.getSchema(in));
    }
  }

  /** Made at the first start and kept, so that a running Regain survives a restart of its directory. */
  private static String servicePassword(DemoPlace place) throws IOException {
    if (!Files.exists(place.servicePassword())) {
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      Path fresh = Files.createTempFile(place.data(), "service", ".txt");
      Files.writeString(fresh, HexFormat.of().formatHex(random));
      Files.move(fresh, place.servicePassword());
    }
    return Files.readString(place.servicePassword());
  }
}
