package regain.demo;

import com.unboundid.ldap.sdk.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole directory of Nordhafen Logistics as entries: people and their computers, two password policies, the service
 * account that Regain binds as, and the place of privilege for a while with an account of its own. The same entries load in slapd.
 */
public final class DemoTree {
  public static final String BASE = "dc=nordhafen,dc=example";
  public static final String SERVICE = "cn=regain,ou=services," + BASE;
  /** Below it privilege is given for a while, by an account of its own. */
  public static final String GRANTS = "ou=grants," + BASE;
  public static final String GRANTS_SERVICE = "cn=grants,ou=services," + BASE;
  public static final String STANDARD = "cn=standard,ou=policies," + BASE;

  /** For those whose password may be changed once a day only. */
  public static final String DAILY = "cn=daily,ou=policies," + BASE;

  private DemoTree() {}

  /** Parents first. {@code start} is what contract ends and expiries are relative to. */
  public static List<Entry> entries(DemoPeople people, String servicePassword, Instant start) {
    List<Entry> all = new ArrayList<>();
    all.add(entry(BASE, "domain"));
    all.add(entry("ou=people," + BASE, "organizationalUnit"));
    all.add(entry("ou=services," + BASE, "organizationalUnit"));
    all.add(entry("ou=policies," + BASE, "organizationalUnit"));
    all.add(policy(STANDARD, 0));
    all.add(policy(DAILY, 86_400));
    Entry service = entry(SERVICE, "device", "simpleSecurityObject");
    service.addAttribute("userPassword", servicePassword);
    all.add(service);
    Entry grants = entry(GRANTS_SERVICE, "device", "simpleSecurityObject");
    grants.addAttribute("userPassword", servicePassword);
    all.add(grants);
    all.add(entry(GRANTS, "organizationalUnit"));
    all.add(entry("ou=cranes," + GRANTS, "organizationalUnit"));
    people.all().forEach(it -> all.add(it.entry(start)));
    all.add(entry(DemoDevices.BASE, "organizationalUnit"));
    all.addAll(DemoDevices.entries());
    return all;
  }

  private static Entry policy(String dn, int minAgeSeconds) {
    Entry policy = entry(dn, "device", "pwdPolicy");
    policy.addAttribute("pwdAttribute", "userPassword");
    policy.addAttribute("pwdInHistory", "5");
    policy.addAttribute("pwdMinAge", String.valueOf(minAgeSeconds));
    policy.addAttribute("pwdMinLength", "12");
    policy.addAttribute("pwdCheckQuality", "2");
    policy.addAttribute("pwdLockout", "TRUE");
    policy.addAttribute("pwdMaxFailure", "10");
    return policy;
  }

  private static Entry entry(String dn, String... classes) {
    var entry = new Entry(dn);
    entry.addAttribute("objectClass", classes);
    String rdn = dn.substring(0, dn.indexOf(','));
    entry.addAttribute(rdn.substring(0, rdn.indexOf('=')), rdn.substring(rdn.indexOf('=') + 1));
    return entry;
  }
}
