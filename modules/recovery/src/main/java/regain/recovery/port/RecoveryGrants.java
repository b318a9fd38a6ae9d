package regain.recovery.port;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import regain.enrollment.port.Account;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.policy.Privilege;
import regain.policy.Purpose;
import regain.recovery.CaseView.Agreement;

/**
 * The just-in-time grants inside which alone privileged people come back (NIST SP 800-53, AC-6(2)). There is one for a case, and its id is the
 * case's: it is good for nothing else.
 */
public interface RecoveryGrants {
  /**
   * How far each grant of this person is that was ever asked for and may matter still. Whether everybody who has agreed still may is asked for
   * here, so not inside a transaction.
   */
  Map<CaseId, Privilege.Stage> of(PersonId person);

  /**
   * Asks everybody whom policy names to agree. Does nothing when they were asked already. Joins the caller's transaction.
   *
   * @param openedAt when the case was opened
   * @param from from which network address
   */
  void ask(CaseId caseId, Account person, Purpose purpose, Instant openedAt, String from);

  /** Its time begins, and the case's claim rests on it. Returns whether it still does. Joins the caller's transaction. */
  boolean issue(CaseId caseId);

  /**
   * It is over, if it was not before: used up, or the case ended without it. Joins the caller's transaction.
   */
  void end(CaseId caseId, boolean used);

  /** Who has agreed and who has not, while it waits or is in force. Joins the caller's transaction. */
  Optional<Agreement> agreement(CaseId caseId);
}
