package regain.recovery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.enrollment.Passkey;
import regain.kernel.Arrival;
import regain.kernel.Secret;
import regain.policy.Purpose;

/**
 * The person's side of a case. Every step carries the ticket of the browser's cookie and the key of the step that its page
 * showed: a step is done once, and repeating it gives the same outcome. A ticket that is not ours, or not this case's
 * newest, gives empty. No step signs anybody in.
 *
 * <p>Policy is asked at each step, on facts at most 30 seconds old, in the transaction that writes.
 */
public interface Recovery {
  /** Opens a case. The same for every name, known or not: nothing is looked up here. */
  default Turn open(Purpose purpose, String name, Arrival arrival) {
    return open(purpose, name, Optional.empty(), arrival);
  }

  /** The same for somebody whom a registered application sent here. */
  Turn open(Purpose purpose, String name, Optional<CameFrom> cameFrom, Arrival arrival);

  /** The case as it stands. Changes nothing. */
  Optional<CaseView> look(String ticket);

  /** Options for {@code navigator.credentials.get}, as JSON; they list no credential. */
  Optional<String> askPasskey(String ticket);

  Optional<Turn> provePasskey(String ticket, int step, String answer, Arrival arrival);

  Optional<Turn> provePassword(String ticket, int step, Secret password, Arrival arrival);

  Optional<Turn> proveInvitation(String ticket, int step, Secret typed, Arrival arrival);

  /**
   * Has a code sent to one of the contacts of the view. In a report of a loss, where nothing need be proven before, it goes
   * to an address of the owner that is not shown, if there is an owner; the answer is the same for every name.
   */
  Optional<Turn> sendCode(String ticket, int step, int contact, Arrival arrival);

  Optional<Turn> proveCode(String ticket, int step, Secret typed, Arrival arrival);

  /** Asks policy again, after a wait. */
  Optional<Turn> resume(String ticket, int step, Arrival arrival);

  /** Sets the new password: the claim of a case whose purpose is BINDING. */
  Optional<Turn> setPassword(String ticket, int step, Secret password, Arrival arrival);

  Optional<Turn> proveRecoveryCode(String ticket, int step, Secret typed, Arrival arrival);

  /**
   * Shows the computer that the request comes from. The same refusal for every reason, and at the same cost for every name.
   * Where the operator has set none up, this step does not exist.
   */
  Optional<Turn> proveDevice(String ticket, int step, ShownDevice shown, Arrival arrival);

  /**
   * A code with which a case that waits goes on in another browser: 80 secret bits behind a name, good once. Asking again
   * makes another and kills the one before. Empty when the case does not wait.
   */
  Optional<Secret> continuation(String ticket, int step);

  /** Goes on with such a code, and kills the ticket before. It proves nothing: the claim wants a fresh proof. */
  Optional<Turn> goOn(Secret typed, Arrival arrival);

  /** The passkeys of which a proven report of a loss may name some; empty for every other case. */
  List<Passkey> reportable(String ticket);

  /**
   * Suspends these passkeys and ends every session: the claim of a case whose purpose is REPORT. It gives access to nobody.
   */
  Optional<Turn> reportLoss(String ticket, int step, Set<UUID> passkeys, Arrival arrival);

  /** Draws recovery codes from the receipt of an enrolment or of a recovery, once, and announces them. */
  Optional<NewCodes> drawCodes(String ticket);

  /**
   * Draws a new second factor for another system from the receipt of a recovery, once: the old ones were removed there.
   * Empty when there is none to draw, and when that system has not confirmed; then it may be tried again.
   */
  Optional<NewFactor> drawFactor(String ticket);

  /** Options for {@code navigator.credentials.create}, as JSON; only while policy allows. */
  Optional<String> askNewPasskey(String ticket);

  /**
   * Binds the new passkey: the claim of a case whose purpose is ENROLLMENT or RECOVERY. In a recovery it is pending until
   * older sessions are dead.
   */
  Optional<Turn> bindPasskey(String ticket, int step, String answer, String label, Arrival arrival);

  /** Half an hour more, at most ten times (WCAG 2.2 success criterion 2.2.1). */
  Optional<Turn> extend(String ticket, int step);

  Optional<Turn> cancel(String ticket, int step);

  /** @param ticket for the browser's cookie */
  record Turn(String ticket) {}
}
