package regain.recovery.port;

import regain.kernel.PersonId;
import regain.kernel.Secret;

/**
 * A system that holds a password of a person, and lets Regain set it while the person is there. The new password is never
 * stored, queued or sent a second time.
 */
public interface CredentialTarget {
  /** Stable, in the record and on the receipt: {@code directory}, {@code keycloak}; letters, digits and hyphens. */
  String name();

  /** False when the operator has not set this system up: then it is never asked, and stands on no receipt. */
  default boolean configured() {
    return true;
  }

  /** The lowest comes first, and decides: the directory is 0. */
  default int rank() {
    return 100;
  }

  /**
   * Sets the password by an attended change. In the very operation that changes it, the target asserts that the account
   * is still the same one, still eligible and carries no administrative lock.
   */
  Outcome set(PersonId person, Secret password);

  /** What became of it. */
  sealed interface Outcome {
    /** The target has taken the new password. */
    record Set() implements Outcome {}

    /** The target refused and nothing was changed. */
    record Refused(Why why) implements Outcome {}

    /** No answer in time: it may have been taken or not. The person proves themselves again and sets one afresh. */
    record Unclear() implements Outcome {}
  }

  /** Why a target refuses; each has words of its own. */
  enum Why {
    IN_HISTORY,
    TOO_YOUNG,
    TOO_SHORT,
    POOR_QUALITY,
    /** The assertion failed: gone, disabled, expired or locked since the decision. */
    NOT_ELIGIBLE,
    /** The target is reachable and will not do it: a right is missing or a setting is wrong. An operator must look. */
    MISCONFIGURED,
    /** The target could not be reached, so nothing was sent. */
    UNREACHABLE
  }
}
