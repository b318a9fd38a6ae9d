package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.kernel.Transactions;

/**
 * When the process died between the intent and the outcome, nobody knows whether the password was changed. This duty says
 * so to everybody concerned, and leads the person back to a fresh proof; a password set afresh settles it.
 */
@Dependent
class Settling implements DutyHandler {
  static final String KIND = "SETTLE_ATTEMPT";

  private final CaseStore store;
  private final Claims claims;
  private final Transactions transactions;

  @Inject
  Settling(CaseStore store, Claims claims, Transactions transactions) {
    this.store = store;
    this.claims = claims;
    this.transactions = transactions;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    UUID attempt = UUID.fromString(duty.detail("attempt"));
    return transactions.begin(
        () -> {
          Optional<CaseRow> row = store.lock(duty.caseId().orElseThrow()).filter(it -> it.report(attempt));
          row.ifPresent(it -> claims.passwordUnclear(it, attempt));
          return new Outcome.Done(row.isPresent() ? "unclear" : "settled before");
        });
  }
}
