package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import regain.audit.Trail;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Account;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Policy;
import regain.policy.Purpose;
import regain.recovery.Attestations;
import regain.recovery.RecoveryEvent;
import regain.recovery.State;
import regain.recovery.internal.AttestationSigning.Signed;
import regain.recovery.internal.Attesters.Pair;
import regain.signals.Limits;
import regain.signals.Limits.Limit;

/**
 * People who vouch. What they sign is evidence in the case and nothing more: the case goes on when its own person asks it to,
 * and policy decides then. {@link Attesters} says who may, {@link AttestationSigning} takes what they sign.
 */
@Dependent
class Attesting implements Attestations {
  private final Transactions transactions;
  private final CaseStore store;
  private final AttestationBook book;
  private final Attesters attesters;
  private final AttestationSigning signing;
  private final Appeals appeals;
  private final Policy policy;
  private final Limits limits;
  private final Claims claims;
  private final Trail trail;
  private final Chance chance;

  @Inject
  Attesting(
      Transactions transactions,
      CaseStore store,
      AttestationBook book,
      Attesters attesters,
      AttestationSigning signing,
      Appeals appeals,
      Policy policy,
      Limits limits,
      Claims claims,
      Trail trail,
      Chance chance) {
    this.transactions = transactions;
    this.store = store;
    this.book = book;
    this.attesters = attesters;
    this.signing = signing;
    this.appeals = appeals;
    this.policy = policy;
    this.limits = limits;
    this.claims = claims;
    this.trail = trail;
    this.chance = chance;
  }

  @Override
  public boolean open() {
    return policy.hasAttestations();
  }

  @Override
  public List<Waiting> waiting(Holder by) {
    if (!open()) {
      return List.of();
    }
    var seen = new HashSet<PersonId>();
    List<CaseRow> open = transactions.begin(
        () -> store.vouchable(by.person()).stream().filter(attesters::wanted).toList());
    return open.stream()
        .filter(it -> it.subject().filter(seen::add).isPresent())
        .flatMap(
            row -> row.subject().flatMap(attesters::account).stream()
                .filter(it -> it.supervisor().filter(by.person()::equals).isPresent())
                .map(it -> new Waiting(it.displayName(), it.name(), row.openedAt)))
        .toList();
  }

  @Override
  public List<Given> given(Holder by) {
    List<AttestationRow> rows = transactions.begin(
        () -> book.signed(by.person(), store.now().minus(Attesters.MONTH)).stream()
            .filter(AttestationRow::counts)
            .filter(it -> store.find(it.caseId()).filter(CaseRow::canBeVoided).isPresent())
            .toList());
    return rows.stream().flatMap(it -> attesters.account(it.subject()).map(subject -> given(it, subject)).stream())
        .toList();
  }

  private static Given given(AttestationRow row, Account subject) {
    return new Given(
        row.caseId(),
        subject.displayName(),
        subject.name(),
        row.how().orElseThrow(),
        Optional.ofNullable(row.signedAt).orElse(row.foundAt));
  }

  @Override
  public Sight find(Holder by, String number) {
    Optional<CaseRow> found = transactions.begin(
        () -> store.numbered(number).stream().filter(attesters::wanted).findFirst());
    return found.isEmpty() ? new Sight.Barred(No.NO_SUCH) : sight(by, found.get().caseId(), true);
  }

  @Override
  public Sight look(Holder by, CaseId id) {
    return sight(by, id, false);
  }

  private Sight sight(Holder by, CaseId id, boolean finding) {
    return attesters.within(
        by,
        id,
        Sight.Barred::new,
        (row, pair) -> {
          Optional<AttestationRow> mine = book.unsigned(id, by.person());
          if (mine.isEmpty() && !finding) {
            return new Sight.Barred(No.NO_SUCH);
          }
          AttestationRow mineNow = mine.orElseGet(() -> found(by, row, pair));
          trail.record(
              new Actor.Human(by.person()), new RecoveryEvent.AttestationRead(id, row.subject(), by.person()));
          return new Sight.Open(asked(row, mineNow, pair.subject()));
        });
  }

  private AttestationRow found(Holder by, CaseRow row, Pair pair) {
    var made = new AttestationRow(
        chance.uuid(), row, pair.subject().person(), by.person(), pair.as(), store.now());
    store.add(made);
    return made;
  }

  private Asked asked(CaseRow row, AttestationRow mine, Account subject) {
    return new Asked(
        row.caseId(),
        subject.person(),
        subject.displayName(),
        subject.name(),
        mine.method(),
        row.purpose(),
        row.openedAt,
        row.openedFrom,
        row.openedWith,
        inPersonOnly(row, subject),
        appeals.reasons(row),
        mine.how(),
        Optional.ofNullable(mine.text));
  }

  @Override
  public Optional<No> draft(Holder by, CaseId id, How how) {
    return attesters.within(
        by,
        id,
        Optional::of,
        (row, pair) -> {
          if (how != How.IN_PERSON && inPersonOnly(row, pair.subject())) {
            return Optional.of(No.IN_PERSON_ONLY);
          }
          Optional<AttestationRow> mine = book.unsigned(id, by.person());
          mine.ifPresent(it -> signing.draft(by, row, pair, it, how));
          return mine.isPresent() ? Optional.empty() : Optional.of(No.NO_SUCH);
        });
  }

  private static boolean inPersonOnly(CaseRow row, Account subject) {
    return row.purpose() == Purpose.EXCEPTION && (row.wasPrivileged() || subject.population().isPrivileged());
  }

  @Override
  public Optional<String> ask(Holder by, CaseId id) {
    return transactions.begin(() -> signing.ask(by, id));
  }

  @Override
  public Outcome attest(Holder by, CaseId id, String answer) {
    // Counted in a transaction of its own, so that many at once are many.
    return limits.take(Limit.ATTESTATION_BY_PERSON, by.person().toString()).isPresent()
        ? new Outcome.Refused(No.QUOTA)
        : attesters.within(by, id, Outcome.Refused::new, (row, pair) -> attest(by, row, pair, answer));
  }

  private Outcome attest(Holder by, CaseRow row, Pair pair, String answer) {
    return switch (signing.sign(by, row, pair, answer)) {
      case Signed.Done(AttestationRow mine) -> new Outcome.Done(asked(row, mine, pair.subject()));
      case Signed.NotSigned not -> new Outcome.NotSigned();
      case Signed.Refused(No why) -> new Outcome.Refused(why);
    };
  }

  @Override
  public boolean withdraw(Holder by, CaseId id) {
    return transactions.begin(
        () -> {
          CaseRow row = store.lock(id).orElse(null);
          List<AttestationRow> mine = book.of(id).stream()
              .filter(it -> it.attester().equals(by.person()) && it.counts())
              .toList();
          if (row == null || !row.canBeVoided() || mine.isEmpty()) {
            return false;
          }
          mine.forEach(it -> book.voided(row, it));
          if (row.state() == State.EXECUTING) {
            claims.abandoned(row);
          }
          trail.record(
              new Actor.Human(by.person()), new RecoveryEvent.AttestationWithdrawn(id, row.subject(), by.person()));
          return true;
        });
  }
}
