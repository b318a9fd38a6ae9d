package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.review.Reviews;

/** A passkey whose counter went back becomes something to review. The passkeys' own module may not reach the reviews. */
@Dependent
class Clones implements DutyHandler {
  static final String KIND = "REVIEW_CLONE";
  /** The detail that names the passkey; older duties have none. */
  static final String PASSKEY = "passkey";

  private final Transactions transactions;
  private final Reviews reviews;

  @Inject
  Clones(Transactions transactions, Reviews reviews) {
    this.transactions = transactions;
    this.reviews = reviews;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    PersonId person = PersonId.of(duty.detail("person"));
    transactions.run(() -> reviews.open(duty.caseId().orElseThrow(), person, Reviews.Cause.CLONED));
    return new Outcome.Done("opened");
  }
}
