package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.Notices;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;

/**
 * Tells everybody concerned that a password may have been changed. It is a duty of its own because the addresses are in the
 * directory, and a directory that did not answer the change may not answer this question either: it is asked until it does.
 */
@Dependent
class Doubts implements DutyHandler {
  private static final String KIND = "TELL_UNCLEAR";

  private final Directory directory;
  private final Duties duties;
  private final Notices notices;
  private final CaseStore store;
  private final Transactions transactions;

  @Inject
  Doubts(Directory directory, Duties duties, Notices notices, CaseStore store, Transactions transactions) {
    this.directory = directory;
    this.duties = duties;
    this.notices = notices;
    this.store = store;
    this.transactions = transactions;
  }

  /** Joins the caller's transaction. */
  void owe(CaseRow row, UUID attempt, Instant now) {
    duties.owe(new Duty(KIND, "unclear:" + attempt, Optional.of(row.caseId()), Map.of("when", now.toString())));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    CaseId caseId = duty.caseId().orElseThrow();
    PersonId person = transactions.begin(() -> store.find(caseId).flatMap(CaseRow::subject)).orElseThrow();
    Fact<Optional<Account>> account = directory.account(person);
    if (account.unavailableNow()) {
      return new Outcome.Again("the directory did not answer");
    }
    return account.known().flatMap(it -> it).map(it -> tell(duty, caseId, it)).orElse(new Outcome.Done("nobody"));
  }

  private Outcome tell(Duty duty, CaseId caseId, Account account) {
    Instant when = Instant.parse(duty.detail("when"));
    transactions.run(
        () -> notices.tell(
            account,
            Post.Kind.PASSWORD_UNCLEAR,
            caseId,
            Announcing.values(store.find(caseId).orElseThrow(), when)));
    return new Outcome.Done("told");
  }
}
