package regain.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import regain.policy.Eligibility;

/**
 * Whether an account may be used, read from its entry; and the same as an assertion, so that it can be made to hold in
 * the very operation that changes a password.
 *
 * @param locked an administrator's lock. What slapd sets after too many wrong passwords is not one: that is what people
 *     recover from.
 * @param contractor who has a contract with an end, and nothing without one
 */
record Standing(
    Optional<Condition> left,
    Optional<Condition> disabled,
    Optional<Condition> locked,
    Optional<Condition> contractor,
    Optional<EndDate> contractEnd,
    Optional<EndDate> expiry) {

  /** What slapd's ppolicy overlay means by "locked until an administrator unlocks it" (slapo-ppolicy(5)). */
  private static final String LOCKED = "(pwdAccountLockedTime=000001010000Z)";

  static Standing of(Keys keys) {
    return new Standing(
        keys.condition("left"),
        keys.condition("disabled"),
        keys.condition("locked").or(() -> Optional.of(Condition.parse(LOCKED))),
        keys.condition("population.contractor"),
        keys.text("contract-end-attribute").map(EndDate::new),
        keys.text("expiry-attribute").map(EndDate::new));
  }

  Eligibility at(Instant now, Entry entry) throws LDAPException {
    if (holds(left, entry)) {
      return Eligibility.LEFT;
    }
    if (holds(disabled, entry)) {
      return Eligibility.DISABLED;
    }
    if (holds(locked, entry)) {
      return Eligibility.LOCKED;
    }
    if (passed(contractEnd, entry, now) || hasNoContract(entry)) {
      return Eligibility.CONTRACT_ENDED;
    }
    return passed(expiry, entry, now) ? Eligibility.EXPIRED : Eligibility.ELIGIBLE;
  }

  /** True of the entry as long as everything that was judged is as it was. */
  List<Filter> unchanged(Entry entry) {
    return Stream.concat(conditions().map(Condition::negated), dates().map(it -> it.unchanged(entry))).toList();
  }

  Set<String> attributes() {
    Set<String> names = new LinkedHashSet<>();
    Stream.concat(conditions(), contractor.stream()).forEach(it -> names.addAll(it.attributes()));
    dates().forEach(it -> names.add(it.attribute()));
    return names;
  }

  private Stream<Condition> conditions() {
    return Stream.of(left, disabled, locked).flatMap(Optional::stream);
  }

  private Stream<EndDate> dates() {
    return Stream.of(contractEnd, expiry).flatMap(Optional::stream);
  }

  private static boolean holds(Optional<Condition> condition, Entry entry) throws LDAPException {
    return condition.isPresent() && condition.get().holds(entry);
  }

  /** A contractor of whom nobody says until when they are one is none any more. */
  private boolean hasNoContract(Entry entry) throws LDAPException {
    return holds(contractor, entry) && contractEnd.filter(it -> it.named(entry)).isEmpty();
  }

  private static boolean passed(Optional<EndDate> date, Entry entry, Instant now) throws LDAPException {
    return date.isPresent() && date.get().passed(entry, now);
  }
}
