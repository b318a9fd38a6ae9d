package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import regain.audit.Trail;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.Passkeys;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.recovery.MassResetEvent;

/**
 * Whoever has chosen a new password, in a case that was opened after the start, is back. A new passkey alone is not enough:
 * the password is still the one that nobody knows. Where the incident may have added things, only a passkey that is still
 * theirs is believed.
 */
@Dependent
class Returning implements DutyHandler {
  private static final String KIND = "MEMBER_BACK";

  private final Transactions transactions;
  private final MassResetBook book;
  private final CaseStore store;
  private final Passkeys passkeys;
  private final Finishing finishing;
  private final Duties duties;
  private final Trail trail;

  @Inject
  Returning(
      Transactions transactions,
      MassResetBook book,
      CaseStore store,
      Passkeys passkeys,
      Finishing finishing,
      Duties duties,
      Trail trail) {
    this.transactions = transactions;
    this.book = book;
    this.store = store;
    this.passkeys = passkeys;
    this.finishing = finishing;
    this.duties = duties;
    this.trail = trail;
  }

  /** A case was completed. Joins the caller's transaction. */
  void completed(CaseRow row, PersonId person) {
    if (row.purpose() == Purpose.BINDING) {
      book.awaited(person).forEach(
          it -> duties.owe(
              new Duty(KIND, "back:" + it.id + ":" + row.id, Optional.of(it.act()),
                  Map.of("case", row.id.toString()))));
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    UUID member = duty.caseId().orElseThrow().value();
    return transactions.begin(
        () -> {
          MassResetRow reset = book.lock(book.member(member).orElseThrow().reset).orElseThrow();
          MemberRow row = book.lockMember(member).orElseThrow();
          CaseRow ended = store.find(CaseId.of(duty.detail("case"))).orElseThrow();
          return new Outcome.Done(row.isOpen() && counts(ended, row, reset) ? back(row, reset, ended) : "over");
        });
  }

  /** If this person is back without having been blocked, or before every system had taken it. Joins, with both locked. */
  boolean isBack(MemberRow row, MassResetRow reset, PersonId person) {
    Optional<CaseRow> ended = store.passwordsSince(person, reset.startedAt()).stream()
        .filter(it -> counts(it, row, reset))
        .findFirst();
    ended.ifPresent(it -> back(row, reset, it));
    return ended.isPresent();
  }

  private boolean counts(CaseRow ended, MemberRow row, MassResetRow reset) {
    boolean after = !ended.openedAt.isBefore(reset.startedAt())
        && (row.blockedAt == null || closed(ended).isAfter(row.blockedAt));
    return after && (reset.since().isEmpty() || shownByTheirs(ended));
  }

  private boolean shownByTheirs(CaseRow ended) {
    Set<String> theirs = passkeys.of(ended.subject().orElseThrow()).stream()
        .map(it -> Method.PASSKEY + ":" + it.id())
        .collect(Collectors.toSet());
    return store.evidence(ended.caseId()).stream().anyMatch(it -> theirs.contains(it.means));
  }

  private static Instant closed(CaseRow ended) {
    return Optional.ofNullable(ended.closedAt).orElse(ended.openedAt);
  }

  private String back(MemberRow row, MassResetRow reset, CaseRow ended) {
    row.back(closed(ended));
    trail.record(
        new Actor.House("mass-reset"), new MassResetEvent.MemberBack(row.act(), row.person(), reset.act()));
    finishing.look(reset);
    return "back";
  }
}
