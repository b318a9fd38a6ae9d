package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.Notices;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.policy.Purpose;

/**
 * While somebody who lost everything waits, the person to whom they report, or who is their sponsor, is told until when it can be stopped, with the
 * means to do so: whoever pretends to be somebody has perhaps everything else of theirs by then.
 */
@Dependent
class Forewarning implements DutyHandler {
  private static final String KIND = "TELL_SUPERVISOR";

  private final Directory directory;
  private final Duties duties;
  private final Notices notices;
  private final CaseStore store;
  private final Transactions transactions;

  @Inject
  Forewarning(Directory directory, Duties duties, Notices notices, CaseStore store, Transactions transactions) {
    this.directory = directory;
    this.duties = duties;
    this.notices = notices;
    this.store = store;
    this.transactions = transactions;
  }

  /** Owes it, once for each time until which it waits. Joins the caller's transaction. */
  void owe(CaseRow row, Account account, Instant until) {
    if (row.purpose() == Purpose.EXCEPTION) {
      duties.owe(
          new Duty(
              KIND, "supervisor:" + row.id + ":" + once(until), Optional.of(row.caseId()),
              Map.of("until", until.toString(), "who", account.displayName())));
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    Optional<CaseRow> row = transactions.begin(() -> store.find(duty.caseId().orElseThrow()))
        .filter(it -> it.state().isOpen());
    Fact<Optional<Account>> supervisor = row.flatMap(CaseRow::subject)
        .map(directory::account)
        .map(
            it -> it.unavailableNow()
                ? it
                : it.known().flatMap(found -> found).flatMap(Account::supervisor).map(directory::account)
                    .orElse(Fact.known(Optional.empty())))
        .orElse(Fact.known(Optional.empty()));
    if (supervisor.unavailableNow()) {
      return new Outcome.Again("the directory did not answer");
    }
    return supervisor.known()
        .flatMap(it -> it)
        .<Outcome>map(it -> new Outcome.Done("told", () -> tell(duty, row.orElseThrow(), it)))
        .orElseGet(() -> new Outcome.Done("nobody"));
  }

  private void tell(Duty duty, CaseRow row, Account supervisor) {
    String until = duty.detail("until");
    notices.warnOther(
        supervisor,
        row.subject().orElseThrow(),
        Post.Kind.WAITING_FOR_OTHER,
        row.caseId(),
        Map.of(
            Notices.ONCE, once(Instant.parse(until)), "who", duty.detail("who"), "when", row.openedAt.toString(),
            "until",
            until));
  }

  /** A minute more or less is no other time. */
  static String once(Instant until) {
    return until.truncatedTo(ChronoUnit.MINUTES).toString();
  }
}
