package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import regain.enrollment.Passkey;
import regain.enrollment.Passkeys;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.Arrival;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Eligibility;
import regain.policy.Evidence;
import regain.policy.Fact;
import regain.policy.Facts;
import regain.policy.Method;
import regain.policy.Population;
import regain.signals.Picture;
import regain.signals.Signals;

/** Gathers facts: from the directory outside any transaction, from our own tables inside one. */
@Dependent
class Gathering {
  private final Directory directory;
  private final Signals signals;
  private final Passkeys passkeys;
  private final CaseStore store;
  private final Transactions transactions;

  @Inject
  Gathering(Directory directory, Signals signals, Passkeys passkeys, CaseStore store, Transactions transactions) {
    this.directory = directory;
    this.signals = signals;
    this.passkeys = passkeys;
    this.store = store;
    this.transactions = transactions;
  }

  /** What the world says of a person, and when it was asked. */
  record World(PersonId person, Fact<Optional<Account>> account, Arrival arrival, Instant asOf) {
    Optional<Account> known() {
      return account.known().flatMap(it -> it);
    }

    Fact<Population> population() {
      return known().map(it -> Fact.known(it.population())).orElseGet(Fact::unavailable);
    }

    /** Somebody whom the directory no longer knows has left. */
    Fact<Eligibility> eligibility() {
      return account
          .known()
          .map(it -> Fact.known(it.map(Account::eligibility).orElse(Eligibility.LEFT)))
          .orElseGet(Fact::unavailable);
    }
  }

  /** Asks the directory. Not in a transaction: a slow directory must hold no lock. */
  World world(PersonId person, Arrival arrival) {
    Instant asOf = transactions.begin(store::now);
    return new World(person, directory.account(person), arrival, asOf);
  }

  /** The facts of a case at this moment. Joins the caller's transaction, which holds the case's lock. */
  Facts facts(CaseRow row, World world) {
    Instant now = store.now();
    List<Evidence> evidence = EvidenceRow.telling(store.evidence(row.caseId()), now);
    List<Passkey> held = passkeys.of(world.person());
    Picture picture = signals.picture(world.person(), world.arrival());
    return new Facts(
        row.purpose(),
        world.population(),
        world.eligibility(),
        !held.isEmpty(),
        evidence.stream().filter(it -> it.freshUntil().isAfter(now) && stillHeld(it, held)).toList(),
        picture.browserRecognised(),
        picture.networkSeen(),
        picture.countryUsual(),
        store.recentFailures(world.person()),
        store.earlierCases(world.person()),
        provisional(evidence, held),
        store.frozenUntil(world.person()),
        row.openedAt,
        world.asOf(),
        now);
  }

  /** A passkey that was removed or suspended since it was shown proves nothing any more. */
  private static boolean stillHeld(Evidence evidence, List<Passkey> held) {
    return evidence.method() != Method.PASSKEY || held.stream().anyMatch(it -> means(it).equals(evidence.means()));
  }

  private static Optional<Instant> provisional(List<Evidence> evidence, List<Passkey> held) {
    return held.stream()
        .filter(it -> evidence.stream().anyMatch(shown -> shown.means().equals(means(it))))
        .flatMap(it -> it.provisionalUntil().stream())
        .max(Instant::compareTo);
  }

  private static String means(Passkey passkey) {
    return Method.PASSKEY + ":" + passkey.id();
  }
}
