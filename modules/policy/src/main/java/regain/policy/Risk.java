package regain.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The rule that refuses because of risk. It is no part of the floor: the house may do without it, and what it refuses can be
 * appealed against. It speaks only where nothing about the surroundings is known and many proofs have failed as well: failing
 * can be done by anybody who knows the name, so that it must do nothing to the owner in a usual place. It never denies, and
 * leaves whoever has shown a passkey alone.
 *
 * @param appeals whether people can vouch for others here; while they cannot, nothing meets this objection
 */
record Risk(boolean appeals) implements Rule {
  static final String NAME = "RISK";
  /** After the second word: everybody has been told, and can object. */
  static final Duration OBJECTING = Duration.ofHours(4);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Decision> object(Facts facts) {
    if (rests(facts) || !signals(facts).equals(EnumSet.allOf(Signal.class))) {
      return Optional.empty();
    }
    Optional<Instant> until = facts.appealMet().filter(it -> appeals).map(it -> it.plus(OBJECTING));
    if (until.isEmpty()) {
      return Optional.of(Decision.Needs.one(new Need.Appeal(signals(facts), missing(facts))));
    }
    return until.filter(facts.now()::isBefore).map(it -> Decision.Needs.one(new Need.Time(it)));
  }

  /** What wants a passkey anyway is guarded by it, and a report of a loss gives access to nobody. */
  private static boolean rests(Facts facts) {
    return facts.purpose() == Purpose.BINDING
        || facts.purpose() == Purpose.REPORT
        || facts.freshEvidence().stream().anyMatch(it -> it.method() == Method.PASSKEY);
  }

  /** Where nobody has set up what a signal is read from, there is no such signal, and the rule rests. */
  static Set<Signal> signals(Facts facts) {
    Set<Signal> signals = EnumSet.noneOf(Signal.class);
    add(signals, Signal.BROWSER, facts.browserRecognised());
    add(signals, Signal.NETWORK, facts.networkSeen());
    add(signals, Signal.COUNTRY, facts.countryUsual());
    if (facts.recentFailures() >= Floor.MANY_FAILURES) {
      signals.add(Signal.FAILURES);
    }
    return signals;
  }

  private static void add(Set<Signal> signals, Signal signal, Fact<Boolean> seen) {
    if (seen.is(false) || seen.unavailableNow()) {
      signals.add(signal);
    }
  }

  /** Two words of one person are one word. */
  private static Set<Method> missing(Facts facts) {
    Set<Method> missing = EnumSet.copyOf(Method.ATTESTATIONS);
    facts.appealWords().forEach(it -> missing.remove(it.method()));
    return missing.isEmpty() ? EnumSet.of(Method.INDEPENDENT_ATTESTATION) : missing;
  }
}
