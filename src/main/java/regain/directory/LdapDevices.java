package regain.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import regain.kernel.PersonId;
import regain.policy.Fact;
import regain.recovery.port.DeviceRegister;

/**
 * The register of computers in the directory: entries of objectClass {@code device} with {@code serialNumber} and
 * {@code owner} (RFC 4519 section 3.4). A number goes into a filter as a value and is never parsed as one (RFC 4515). Only an
 * entry with one number and one owner, whose number no other entry has, says whose a computer is.
 */
@Dependent
final class LdapDevices implements DeviceRegister {
  private static final String NUMBER = "serialNumber";
  private static final String OWNER = "owner";
  private static final Filter DEVICE = Filter.createEqualityFilter("objectClass", "device");

  /** X.520's upper bound is 64 characters (RFC 5280 appendix A.1, ub-serial-number). */
  private static final int LONGEST_NUMBER = 64;

  /** Whoever owns more is in charge of a store of computers, and sits at none of them. */
  private static final int MOST = 50;

  private static final int MOST_PEOPLE = 20_000;

  private final LdapSettings settings;
  private final LdapConnections connections;
  private final Optional<String> base;
  private final Dialect dialect = new Dialect();
  private final Entries entries;

  @Inject
  LdapDevices(LdapSettings settings, LdapConnections connections, Config config) {
    this(settings, connections, config.getOptionalValue("regain.devices.base-dn", String.class));
  }

  LdapDevices(LdapSettings settings, LdapConnections connections, Optional<String> base) {
    this.settings = settings;
    this.connections = connections;
    this.base = base;
    this.entries = new Entries(settings, dialect);
  }

  @Override
  public Fact<Optional<PersonId>> owner(String serialNumber) {
    return base.isEmpty() ? Fact.notConfigured() : LdapDirectory.ask(() -> ownerOf(serialNumber));
  }

  /** Somebody is looked for even when there is no such computer, at a place where nobody is. */
  private Optional<PersonId> ownerOf(String serialNumber) throws LDAPException {
    LDAPInterface reads = connections.reads();
    List<Entry> devices = plausible(serialNumber)
        ? search(reads, Filter.createEqualityFilter(NUMBER, serialNumber.strip()))
        : List.of();
    String dn = sole(devices).values().stream().findFirst().map(LdapDevices::owner).orElse(settings.baseDn());
    Optional<Entry> person = entries.at(reads, dn);
    return person.isPresent() ? Optional.of(dialect.identity(person.get())) : Optional.empty();
  }

  @Override
  public Fact<Set<String>> of(PersonId person) {
    return base.isEmpty() ? Fact.notConfigured() : LdapDirectory.ask(() -> numbers(person));
  }

  private Set<String> numbers(PersonId person) throws LDAPException {
    LDAPInterface reads = connections.reads();
    Optional<Entry> found = entries.identified(reads, person);
    if (found.isEmpty()) {
      return Set.of();
    }
    List<Filter> numbers = search(reads, Filter.createEqualityFilter(OWNER, found.get().getDN())).stream()
        .filter(LdapDevices::clear)
        .map(it -> Filter.createEqualityFilter(NUMBER, number(it)))
        .toList();
    List<Entry> all = numbers.isEmpty() ? List.of() : search(reads, Filter.createORFilter(numbers));
    var theirs = new HashSet<String>();
    for (Map.Entry<String, Entry> each : sole(all).entrySet()) {
      if (found.get().getParsedDN().equals(new DN(owner(each.getValue())))) {
        theirs.add(each.getKey());
      }
    }
    return theirs;
  }

  @Override
  public Fact<Set<PersonId>> owners() {
    return base.isEmpty() ? Fact.notConfigured() : LdapDirectory.ask(this::everyOwner);
  }

  private Set<PersonId> everyOwner() throws LDAPException {
    try (Lease lease = connections.lease()) {
      List<Entry> people = lease.read(it -> entries.everybody(it, MOST_PEOPLE));
      List<Entry> devices = lease.read(it -> Entries.pages(it, request(DEVICE, 0), 2 * MOST_PEOPLE));
      var owners = new HashSet<DN>();
      for (Entry each : sole(devices).values()) {
        owners.add(new DN(owner(each)));
      }
      var found = new HashSet<PersonId>();
      for (Entry each : people) {
        if (owners.contains(each.getParsedDN())) {
          found.add(dialect.identity(each));
        }
      }
      return found;
    }
  }

  /** By number, the entries that are the only one with it, and say clearly whose they are. */
  private static Map<String, Entry> sole(List<Entry> devices) {
    var sole = new HashMap<String, Entry>();
    var often = new HashSet<String>();
    for (Entry each : devices) {
      for (String number : values(each, NUMBER)) {
        if (sole.put(folded(number), each) != null) {
          often.add(folded(number));
        }
      }
    }
    sole.values().removeIf(it -> !clear(it));
    sole.keySet().removeAll(often);
    return sole;
  }

  private static boolean clear(Entry device) {
    return values(device, NUMBER).length == 1 && values(device, OWNER).length == 1;
  }

  private static String owner(Entry device) {
    return values(device, OWNER)[0];
  }

  private static String number(Entry device) {
    return folded(values(device, NUMBER)[0]);
  }

  private static String folded(String number) {
    return number.strip().toLowerCase(Locale.ROOT);
  }

  private static String[] values(Entry entry, String attribute) {
    return Optional.ofNullable(entry.getAttributeValues(attribute)).orElseGet(() -> new String[0]);
  }

  private static boolean plausible(String number) {
    return !number.isBlank()
        && number.length() <= LONGEST_NUMBER
        && number.codePoints().noneMatch(Entries::unprintable);
  }

  /** More than were asked for is an error, and so no answer: nobody could say which of them were left out. */
  private List<Entry> search(LDAPInterface directory, Filter filter) throws LDAPException {
    SearchRequest request = request(Filter.createANDFilter(DEVICE, filter), MOST);
    return List.copyOf(directory.search(request).getSearchEntries());
  }

  private SearchRequest request(Filter filter, int most) {
    int seconds = Math.toIntExact(Math.max(1, settings.answerTimeout().toSeconds()));
    return new SearchRequest(
        base.orElseThrow(), SearchScope.SUB, DereferencePolicy.NEVER, most, seconds, false, filter, NUMBER, OWNER);
  }
}
