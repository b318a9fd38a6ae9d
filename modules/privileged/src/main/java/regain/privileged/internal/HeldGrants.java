package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import regain.audit.Trail;
import regain.duties.Duties;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.privileged.Grant.Ending;
import regain.privileged.Grant.State;
import regain.privileged.GrantEvent;
import regain.privileged.port.PrivilegePolicy;
import regain.privileged.port.RecoveryTerms;
import regain.recovery.port.Privileges;

/**
 * Whoever recovers, or is said not to have been themselves, loses what they have for a while, and what they wait for. Whoever is privileged is
 * locked with that, until it was seen to be gone.
 */
@Dependent
class HeldGrants implements Privileges {
  /** For so long a request waits that takes back what somebody had. The duties go on without it. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Transactions transactions;
  private final GrantBook book;
  private final LockBook locks;
  private final Endings endings;
  private final Connectors connectors;
  private final PrivilegePolicy policy;
  private final Duties duties;
  private final Chance chance;
  private final Trail trail;
  private final Rotations rotations;
  private final RotationBook secrets;

  @Inject
  HeldGrants(
      Transactions transactions,
      GrantBook book,
      LockBook locks,
      Endings endings,
      Connectors connectors,
      PrivilegePolicy policy,
      Duties duties,
      Chance chance,
      Trail trail,
      Rotations rotations,
      RotationBook secrets) {
    this.transactions = transactions;
    this.book = book;
    this.locks = locks;
    this.endings = endings;
    this.connectors = connectors;
    this.policy = policy;
    this.duties = duties;
    this.chance = chance;
    this.trail = trail;
    this.rotations = rotations;
    this.secrets = secrets;
  }

  @Override
  public void takeBack(PersonId person) {
    takeBack(person, Ending.TAKEN_BACK);
  }

  void takeBack(PersonId person, Ending ending) {
    book.open(person).stream().filter(it -> !it.isRecovery()).forEach(it -> end(it, ending));
    // Their word may not have been theirs.
    book.agreedBy(person).forEach(it -> end(it, Ending.NOT_ELIGIBLE));
  }

  /** What is given to this person by this entitlement, or waits for it. */
  void takeBack(PersonId person, String entitlement, Ending ending) {
    book.open(person).stream().filter(it -> it.entitlement.equals(entitlement)).forEach(it -> end(it, ending));
  }

  /** All that is given on this target, or waits for it. */
  void takeBack(String target, Ending ending) {
    book.live(target).forEach(it -> end(it, ending));
    book.undecided().stream().filter(it -> it.target.equals(target)).forEach(it -> end(it, ending));
  }

  @Override
  public void lock(PersonId person, CaseId caseId) {
    Optional<LockRow> there = locks.ofCase(person, caseId);
    there.ifPresent(LockRow::begin);
    if (there.isEmpty()) {
      locks.add(LockRow.ofCase(chance.uuid(), caseId, person, book.now()));
      trail.record(new Actor.House("grants"), new GrantEvent.Quarantined(caseId, Optional.of(person)));
    }
  }

  @Override
  public void workOff(PersonId person) {
    Instant until = transactions.begin(book::now).plus(PATIENCE);
    for (String key : transactions.begin(() -> onTargets(person).map(Endings::newest).toList())) {
      if (transactions.begin(book::now).isAfter(until)) {
        return;
      }
      duties.workOn(key);
    }
  }

  private Stream<GrantRow> onTargets(PersonId person) {
    return book.open(person).stream().filter(it -> it.state.mayBeOnTarget() && !it.isRecovery());
  }

  @Override
  public List<String> holding(PersonId person) {
    // One that is not set up any more can be asked by nobody; what it has stays with what is stuck.
    return onTargets(person).map(it -> it.target).filter(it -> connectors.named(it).isPresent()).distinct().sorted()
        .toList();
  }

  @Override
  public void renew(PersonId person, CaseId caseId) {
    rotations.owe(person, caseId);
  }

  @Override
  public List<String> renewing(CaseId caseId) {
    return secrets.of(caseId).stream().filter(RotationRow::holds).map(it -> it.secret).toList();
  }

  @Override
  public void release(PersonId person, CaseId caseId) {
    Instant now = book.now();
    Instant until = now.plus(policy.recovery().map(RecoveryTerms::delay).orElse(RecoveryTerms.LONGEST_DELAY));
    List<LockRow> held = locks.ofCases(person).stream()
        .filter(it -> it.isQuarantine() && !isUnderWay(it, caseId))
        .toList();
    held.forEach(it -> it.release(now, until));
    if (!held.isEmpty()) {
      trail.record(new Actor.House("grants"), new GrantEvent.StandardAccess(caseId, Optional.of(person), until));
    }
  }

  /** What was broken off ends with what was completed after it; what was completed, too, ends its own. */
  private boolean isUnderWay(LockRow row, CaseId completed) {
    return row.recovery().filter(it -> !it.equals(completed)).flatMap(book::lock)
        .filter(it -> !it.state.isOver() || it.ending == Ending.USED)
        .isPresent();
  }

  @Override
  public boolean isLocked(PersonId person) {
    return locks.holds(person);
  }

  @Override
  public boolean isQuarantined(PersonId person) {
    return locks.ofCases(person).stream().anyMatch(LockRow::isQuarantine);
  }

  @Override
  public Optional<Quarantine> quarantine(PersonId person, CaseId caseId) {
    return locks.ofCase(person, caseId).map(
        it -> new Quarantine(
            it.setAt, Optional.ofNullable(it.releasedAt),
            book.hadAt(person, it.setAt).stream().filter(row -> !row.isRecovery()).map(HeldGrants::taken).toList(),
            secrets.of(caseId).size(), renewing(caseId).size()));
  }

  private static Taken taken(GrantRow row) {
    return new Taken(
        row.target, row.shown().says(), Optional.ofNullable(row.overAt), row.state == State.REVOKE_STUCK);
  }

  private void end(GrantRow found, Ending ending) {
    book.lock(found.id).filter(it -> !it.state.isOver()).ifPresent(row -> {
      if (row.state.mayBeOnTarget()) {
        endings.begin(row, ending, Optional.empty());
      } else {
        endings.close(row, ending);
      }
    });
  }
}
