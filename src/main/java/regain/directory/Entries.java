package regain.directory;

import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import regain.kernel.PersonId;

/**
 * Looks people up by what was typed, never more than one. The directory is asked for two, so that it shows when a name would fit several:
 * then it fits nobody. What was typed goes into a filter as a value and is never parsed as one (RFC 4515).
 */
final class Entries {
  /** Longer than any name or address in use (RFC 5321 section 4.5.3.1.3 allows 254). */
  private static final int LONGEST_NAME = 256;

  private static final int AMBIGUOUS = 2;

  private static final int PAGE = 200;

  private final LdapSettings settings;
  private final Dialect dialect;

  Entries(LdapSettings settings, Dialect dialect) {
    this.settings = settings;
    this.dialect = dialect;
  }

  Optional<Entry> named(LDAPInterface directory, String name) throws LDAPException {
    if (!plausible(name)) {
      return Optional.empty();
    }
    List<Filter> names = settings.nameAttributes().stream().map(it -> Filter.createEqualityFilter(it, name.strip()))
        .toList();
    return one(directory, settings.baseDn(), SearchScope.SUB, Filter.createORFilter(names));
  }

  Optional<Entry> identified(LDAPInterface directory, PersonId person) throws LDAPException {
    return one(directory, settings.baseDn(), SearchScope.SUB, dialect.identity(person));
  }

  /** Whoever of them is there. */
  List<? extends Entry> among(LDAPInterface directory, Set<PersonId> people) throws LDAPException {
    List<Filter> each = people.stream().map(dialect::identity).toList();
    SearchRequest request = request(settings.baseDn(), SearchScope.SUB, Filter.createORFilter(each));
    request.setSizeLimit(people.size());
    return directory.search(request).getSearchEntries();
  }

  /** Who has one of these addresses, or one with something behind a plus sign. Two are enough to see that it is not one. */
  List<? extends Entry> reachedAt(LDAPInterface directory, Set<String> addresses) throws LDAPException {
    List<Filter> ways = addresses.stream()
        .filter(it -> it.length() <= LONGEST_NAME && it.contains("@"))
        .flatMap(address -> settings.mailboxAttributes().stream().flatMap(it -> reaches(it, address)))
        .toList();
    try {
      return directory.search(request(settings.baseDn(), SearchScope.SUB, Filter.createORFilter(ways)))
          .getSearchEntries();
    } catch (LDAPSearchException failed) {
      if (nobody(failed, SearchScope.SUB)) {
        return failed.getSearchEntries();
      }
      throw failed;
    }
  }

  private static Stream<Filter> reaches(String attribute, String address) {
    int at = address.lastIndexOf('@');
    return Stream.of(
        Filter.createEqualityFilter(attribute, address),
        Filter.createSubstringFilter(
            attribute, address.substring(0, at) + "+", new String[0], address.substring(at)));
  }

  List<Entry> everybody(LDAPInterface directory, int most) throws LDAPException {
    return all(directory, settings.person().filter(), most);
  }

  /**
   * All for whom this holds, page by page (RFC 2696), until more than {@code most} were read. Each page is bounded in time; a directory
   * that does not know pages answers with an error, not with some of the people.
   */
  List<Entry> all(LDAPInterface directory, Filter whom, int most) throws LDAPException {
    SearchRequest page = request(settings.baseDn(), SearchScope.SUB, whom);
    page.setSizeLimit(0);
    return pages(directory, page, most);
  }

  static List<Entry> pages(LDAPInterface directory, SearchRequest page, int most) throws LDAPException {
    var found = new ArrayList<Entry>();
    @Nullable ASN1OctetString more = null;
    do {
      page.setControls(new SimplePagedResultsControl(PAGE, more, true));
      SearchResult result = directory.search(page);
      found.addAll(result.getSearchEntries());
      more = next(result);
    } while (more != null && found.size() <= most);
    return found;
  }

  private static @Nullable ASN1OctetString next(SearchResult result) throws LDAPException {
    var answer = SimplePagedResultsControl.get(result);
    return answer != null && answer.moreResultsToReturn() ? answer.getCookie() : null;
  }

  /** The person at a DN that another entry names right now. */
  Optional<Entry> at(LDAPInterface directory, String dn) throws LDAPException {
    return one(directory, dn, SearchScope.BASE, settings.person().filter());
  }

  private static boolean plausible(String name) {
    return !name.isBlank()
        && name.length() <= LONGEST_NAME
        && name.codePoints().noneMatch(Entries::unprintable);
  }

  static boolean unprintable(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  private Optional<Entry> one(LDAPInterface directory, String base, SearchScope scope, Filter filter)
      throws LDAPException {
    try {
      SearchResult result = directory.search(request(base, scope, filter));
      return result.getEntryCount() == 1 ? Optional.of(result.getSearchEntries().getFirst()) : Optional.empty();
    } catch (LDAPSearchException failed) {
      if (nobody(failed, scope)) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  /** More than two is ambiguous. A DN that leads nowhere is nobody, but a base that is missing is a wrong setting. */
  private static boolean nobody(LDAPSearchException failed, SearchScope scope) {
    return switch (failed.getResultCode().intValue()) {
      case ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE -> failed.getEntryCount() >= AMBIGUOUS;
      case ResultCode.NO_SUCH_OBJECT_INT_VALUE -> scope.equals(SearchScope.BASE);
      default -> false;
    };
  }

  private SearchRequest request(String base, SearchScope scope, Filter filter) throws LDAPException {
    int seconds = Math.toIntExact(Math.max(1, settings.answerTimeout().toSeconds()));
    Filter people = Filter.createANDFilter(settings.person().filter(), filter);
    return new SearchRequest(
        base, scope, DereferencePolicy.NEVER, AMBIGUOUS, seconds, false, people, attributes().toArray(String[]::new));
  }

  /** Only what is read: a password's hash never travels. */
  private Set<String> attributes() {
    Set<String> names = new LinkedHashSet<>(Reading.ATTRIBUTES);
    names.add(dialect.idAttribute());
    names.addAll(settings.nameAttributes());
    names.addAll(settings.mailboxAttributes());
    names.addAll(settings.groups().attributes());
    names.addAll(settings.standing().attributes());
    return names;
  }
}
