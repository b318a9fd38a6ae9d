package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.audit.Trail;
import regain.audit.Word;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.Contacts;
import regain.enrollment.EnrollmentEvent;
import regain.enrollment.Passkeys;
import regain.enrollment.RecoveryCodes;
import regain.enrollment.Sessions;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.recovery.MassResetEvent;
import regain.recovery.RecoveryEvent;
import regain.recovery.State;
import regain.recovery.MassResets.Standing;

/**
 * What a mass reset does in our own database: at the start it suspends what was added since the incident may have begun, of
 * everybody at once; with each wave open cases become void and sessions end. Passkeys, addresses and codes from before stay:
 * with them people come back.
 */
@Dependent
class Calling implements DutyHandler {
  private static final String KIND = "SUSPEND_ADDED";
  private static final String PART = "mass-reset";

  private final Transactions transactions;
  private final MassResetBook book;
  private final CaseStore store;
  private final Duties duties;
  private final Passkeys passkeys;
  private final Contacts contacts;
  private final RecoveryCodes codes;
  private final Sessions sessions;
  private final Revocations revocations;
  private final Quarantine quarantine;
  private final Trail trail;

  @Inject
  Calling(
      Transactions transactions,
      MassResetBook book,
      CaseStore store,
      Duties duties,
      Passkeys passkeys,
      Contacts contacts,
      RecoveryCodes codes,
      Sessions sessions,
      Revocations revocations,
      Quarantine quarantine,
      Trail trail) {
    this.transactions = transactions;
    this.book = book;
    this.store = store;
    this.duties = duties;
    this.passkeys = passkeys;
    this.contacts = contacts;
    this.codes = codes;
    this.sessions = sessions;
    this.revocations = revocations;
    this.quarantine = quarantine;
    this.trail = trail;
  }

  /** Owes that what was added is suspended. Joins the caller's transaction. */
  void oweSuspension(MemberRow member) {
    duties.owe(new Duty(KIND, "suspend:" + member.id, Optional.of(member.act()), Map.of()));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    UUID id = duty.caseId().orElseThrow().value();
    return transactions.begin(
        () -> {
          MemberRow member = book.member(id).orElseThrow();
          MassResetRow reset = book.find(member.reset).orElseThrow();
          return new Outcome.Done(
              reset.since().isEmpty() ? "nothing" : "suspended " + suspend(member, reset, reset.since().get()));
        });
  }

  /** Sessions at the account page end with it: some may have begun with what is suspended. */
  private int suspend(MemberRow member, MassResetRow reset, Instant since) {
    PersonId person = member.person().orElseThrow();
    int kits = codes.of(person).filter(it -> !it.madeAt().isBefore(since)).isPresent() ? 1 : 0;
    if (kits > 0) {
      codes.end(person);
    }
    int suspended = passkeys.suspend(person, Set.of(), since, member.act())
        + contacts.suspend(person, since, member.act()) + kits;
    signOut(person, store.now());
    if (suspended > 0) {
      trail.record(
          new Actor.House(PART),
          new MassResetEvent.AddedSuspended(member.act(), member.person(), reset.act(), suspended));
    }
    return suspended;
  }

  /** Joins the caller's transaction. Returns false while a target is being asked: nobody could take that back. */
  boolean call(MemberRow member, MassResetRow reset, PersonId person, Standing standing) {
    List<CaseRow> open = store.unfinished(person);
    if (!open.stream().allMatch(CaseRow::canBeVoided)) {
      return false;
    }
    Instant now = store.now();
    open.forEach(it -> close(it, member.act(), now));
    int ended = signOut(person, now);
    revocations.oweCalled(member.act(), person, now);
    member.begin(standing, now);
    trail.record(
        new Actor.House(PART),
        new MassResetEvent.MemberCalled(member.act(), member.person(), reset.act(), ended, open.size()));
    return true;
  }

  /** What it bound and never activated goes with it. */
  private void close(CaseRow row, CaseId act, Instant now) {
    row.close(State.CANCELLED, now);
    quarantine.ended(row);
    passkeys.discard(row.caseId());
    trail.record(
        new Actor.House(PART), new RecoveryEvent.SiblingVoided(row.caseId(), row.subject(), act));
  }

  private int signOut(PersonId person, Instant now) {
    int ended = sessions.endAll(person, now);
    if (ended > 0) {
      trail.record(
          new Actor.House(PART), new EnrollmentEvent.SessionEnded(Optional.of(person), new Word(PART), ended));
    }
    return ended;
  }
}
