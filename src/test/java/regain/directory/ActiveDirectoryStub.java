package regain.directory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedDeleteRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedExtendedRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyDNRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedModifyRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.util.ssl.SSLUtil;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import regain.house.TestConfig;
import regain.kernel.Secret;

/**
 * What [MS-ADTS] says of links that end: members are written as {@code <TTL=n,DN>}, searches show the time with the control LDAP_SERVER_LINK_TTL_OID alone, and a
 * link whose time is over is not shown any more. All that Regain does not need of it is refused. It is not Active Directory, and nobody
 * has compared it with one.
 */
final class ActiveDirectoryStub extends InMemoryOperationInterceptor implements AutoCloseable {
  static final String DOMAIN = "DC=corp,DC=nordhafen,DC=example";
  static final String BASE = "OU=Regain," + DOMAIN;
  static final String PEOPLE = "OU=People," + DOMAIN;
  static final String SERVICE = "CN=regain-grants,OU=Services," + DOMAIN;
  static final String PASSWORD = "the password of the account of grants";
  static final String ID = "extensionAttribute7";
  static final TestCertificate CERTIFICATE = TestCertificate.make();
  private static final String LINK_TTL = "1.2.840.113556.1.4.2309";
  private static final Pattern TIMED = Pattern.compile("<TTL=([1-9][0-9]{0,8}),([^<>]+)>");
  private static final Set<String> OF_A_GROUP = Set.of("objectclass", "cn", "samaccountname", "grouptype");

  /** What comes in place of an answer to a search, or to a change. */
  interface Trouble {
    void before(String operation) throws LDAPException;
  }

  final ExpiringLinksStub links;
  private final InMemoryDirectoryServer server;
  final List<String> undocumented = new CopyOnWriteArrayList<>();
  volatile boolean isEnabled = true;
  volatile boolean showsRanges;
  volatile boolean writesTimeInside;
  volatile boolean hidesAll;
  volatile long keepsLonger;
  volatile int floods;
  volatile Trouble trouble = it -> {};

  private ActiveDirectoryStub(InstantSource clock) throws Exception {
    var config = new InMemoryDirectoryServerConfig(DOMAIN);
    config.setSchema(null);
    config.setReferentialIntegrityAttributes("member");
    config.addAdditionalBindCredentials(SERVICE, PASSWORD);
    config.addInMemoryOperationInterceptor(this);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPSConfig(
            "ldaps", InetAddress.getLoopbackAddress(), 0,
            new SSLUtil(CERTIFICATE.keys(), null).createSSLServerSocketFactory(), null));
    server = new InMemoryDirectoryServer(config);
    links = new ExpiringLinksStub(server, clock);
    server.add("dn: " + DOMAIN, "objectClass: domain", "dc: corp");
    for (String each : List.of(BASE, PEOPLE, "OU=Elsewhere," + DOMAIN)) {
      server.add("dn: " + each, "objectClass: organizationalUnit");
    }
    group("CN=server-admins," + BASE);
    group("CN=database-admins," + BASE);
    server.startListening();
  }

  static ActiveDirectoryStub start(Path folder, InstantSource clock) {
    try {
      Files.writeString(folder.resolve("ad.pem"), CERTIFICATE.certificate());
      return new ActiveDirectoryStub(clock);
    } catch (Exception wrong) {
      throw new AssertionError(wrong);
    }
  }

  /** What goes there, or elsewhere: with the times of the directory in which people are, and nothing else of that. */
  static ActiveDirectoryGroups target(String url, String base, Path folder, InstantSource clock) {
    var other = new TestConfig(
        Map.of(
            "regain.directory.url", "ldaps://elsewhere.invalid", "regain.directory.bind-dn", "cn=other",
            "regain.directory.bind-password", "other", "regain.directory.base-dn", "dc=other",
            "regain.directory.answer-timeout", "PT1S"));
    return ActiveDirectoryGroups.of(
        other, "corp", url, Optional.of(folder.resolve("ad.pem").toString()), SERVICE, Secret.of(PASSWORD), base,
        PEOPLE,
        ID, true, clock);
  }

  int port() {
    return server.getListenPort();
  }

  /** For what an administrator does there: nothing of it is looked at. */
  LDAPInterface administrator() {
    return server;
  }

  void group(String dn) throws LDAPException {
    var group = new Entry(dn);
    group.addAttribute("objectClass", "group");
    group.addAttribute("cn", new DN(dn).getRDN().getAttributeValues()[0]);
    group.addAttribute("groupType", "-2147483646");
    server.add(group);
  }

  void person(String name, String id) throws LDAPException {
    var person = new Entry("CN=" + name.replace(",", "\\,") + "," + PEOPLE);
    person.addAttribute("objectClass", "user");
    person.addAttribute("cn", name);
    person.addAttribute(ID, id);
    server.add(person);
  }

  @Override
  public void close() {
    server.shutDown(true);
  }

  private LDAPException refused(ResultCode code, String why) {
    undocumented.add(why);
    return new LDAPException(code, why);
  }

  private void plain(String operation, List<Control> controls) throws LDAPException {
    trouble.before(operation);
    links.expire();
    if (!controls.isEmpty()) {
      throw refused(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, operation + " takes no control");
    }
  }

  @Override
  public void processAddRequest(InMemoryInterceptedAddRequest request) throws LDAPException {
    Entry entry = request.getRequest().toEntry();
    plain("add", Arrays.asList(request.getRequest().duplicate().getControls()));
    boolean group = entry.hasObjectClass("group") && "-2147483646".equals(entry.getAttributeValue("groupType"));
    if (!group || !entry.getParsedDN().isDescendantOf(BASE, false)
        || entry.getAttributes().stream()
            .anyMatch(it -> !OF_A_GROUP.contains(it.getName().toLowerCase(Locale.ROOT)))) {
      throw refused(ResultCode.UNWILLING_TO_PERFORM, "no global security group, or not where it may be: " + entry);
    }
  }

  @Override
  public void processModifyRequest(InMemoryInterceptedModifyRequest request) throws LDAPException {
    ModifyRequest asked = request.getRequest().duplicate();
    plain("modify", Arrays.asList(asked.getControls()));
    Modification change = asked.getModifications().getFirst();
    String value = change.getValues().length == 1 ? change.getValues()[0] : "";
    Matcher timed = TIMED.matcher(value);
    if (!isEnabled) {
      throw new LDAPException(ResultCode.UNWILLING_TO_PERFORM, "the feature is not enabled in this forest");
    }
    if (asked.getModifications().size() != 1 || !change.getModificationType().equals(ModificationType.ADD)
        || !change.getAttributeName().equals("member") || !timed.matches()
        || !new DN(asked.getDN()).isDescendantOf(BASE, false)) {
      throw refused(ResultCode.INVALID_ATTRIBUTE_SYNTAX, "no member for a time: " + asked);
    }
    if (server.getEntry(timed.group(2)) == null) {
      throw refused(ResultCode.NO_SUCH_OBJECT, "nobody of that name: " + value);
    }
    links.put(asked.getDN(), timed.group(2), Duration.ofSeconds(Long.parseLong(timed.group(1)) + keepsLonger));
    request.setRequest(
        new ModifyRequest(asked.getDN(), new Modification(ModificationType.ADD, "member", timed.group(2))));
  }

  @Override
  public void processDeleteRequest(InMemoryInterceptedDeleteRequest request) throws LDAPException {
    plain("delete", Arrays.asList(request.getRequest().duplicate().getControls()));
    if (!new DN(request.getRequest().getDN()).getRDNString().startsWith("CN=jit-")) {
      throw refused(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "what is not Regain's is not its to delete");
    }
  }

  @Override
  public void processModifyDNRequest(InMemoryInterceptedModifyDNRequest request) throws LDAPException {
    throw refused(ResultCode.UNWILLING_TO_PERFORM, "nothing is moved");
  }

  @Override
  public void processExtendedRequest(InMemoryInterceptedExtendedRequest request) throws LDAPException {
    throw refused(ResultCode.UNWILLING_TO_PERFORM, "no extended operation");
  }

  @Override
  public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
    SearchRequest asked = request.getRequest().duplicate();
    if (asked.getBaseDN().isEmpty()) {
      return;
    }
    trouble.before("search");
    links.expire();
    boolean shown = false;
    var kept = new ArrayList<Control>();
    for (Control each : asked.getControls()) {
      if (each.getOID().equals(LINK_TTL) && !each.hasValue()) {
        shown = true;
      } else if (each instanceof SimplePagedResultsControl) {
        kept.add(each);
      } else {
        throw refused(ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, "a control of another shape: " + each);
      }
    }
    request.setProperty("shown", shown);
    asked.setControls(kept);
    request.setRequest(asked);
    for (int i = 0; i < floods; i++) {
      var other = new Entry("CN=other-" + i + "," + BASE);
      other.addAttribute("cn", "other-" + i);
      request.sendSearchEntry(other);
    }
  }

  @Override
  public void processSearchEntry(InMemoryInterceptedSearchEntry entry) {
    Entry shown = entry.getSearchEntry().duplicate();
    if (hidesAll
        && shown.getDN().toLowerCase(Locale.ROOT).endsWith(BASE.toLowerCase(Locale.ROOT))) {
      entry.setSearchEntry(null);
      return;
    }
    @Nullable Attribute members = shown.getAttribute("member");
    if (members != null) {
      shown.removeAttribute("member");
      boolean timed = Boolean.TRUE.equals(entry.getProperty("shown"));
      shown.addAttribute(
          showsRanges ? "member;range=0-1499" : "member",
          Arrays.stream(members.getValues()).map(it -> timed ? links.shown(shown.getDN(), it, writesTimeInside) : it)
              .toArray(String[]::new));
    }
    entry.setSearchEntry(shown);
  }
}
