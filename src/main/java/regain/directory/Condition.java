package regain.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A configured LDAP filter (RFC 4515) that is looked at here, in an entry that was read, with the directory's own
 * matching rules where it publishes them. The same filter can be sent along as an assertion.
 */
record Condition(Filter filter) {
  /** @throws IllegalArgumentException when it is no filter, or one that cannot be evaluated here */
  static Condition parse(String text) {
    try {
      Filter filter = Filter.create(text);
      if (tree(filter).anyMatch(it -> it.getFilterType() == Filter.FILTER_TYPE_EXTENSIBLE_MATCH)) {
        throw new IllegalArgumentException("extensible matches are evaluated by servers only: " + text);
      }
      return new Condition(filter);
    } catch (LDAPException wrong) {
      throw new IllegalArgumentException("not an LDAP filter: " + text, wrong);
    }
  }

  /**
   * Where a rule cannot compare, texts are compared: ppolicy's mark for an administrator's lock, 000001010000Z, is no
   * generalized time, though that is the attribute's syntax.
   *
   * @throws LDAPException when that gives no answer either: then nothing may be concluded
   */
  boolean holds(Entry entry) throws LDAPException {
    try {
      return filter.matchesEntry(entry);
    } catch (LDAPException incomparable) {
      return filter.matchesEntry(entry, null);
    }
  }

  Filter negated() {
    return Filter.createNOTFilter(filter);
  }

  Set<String> attributes() {
    return tree(filter).map(Filter::getAttributeName).filter(it -> it != null).collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<Filter> tree(Filter filter) {
    Filter not = filter.getNOTComponent();
    Stream<Filter> below = not == null ? Stream.of(filter.getComponents()) : Stream.of(not);
    return Stream.concat(Stream.of(filter), below.flatMap(Condition::tree));
  }
}
