package regain.recovery.port;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import regain.kernel.PersonId;
import regain.policy.Fact;
import regain.recovery.Elsewhere.Open;

/** A system in which a person has sessions or tokens. Revoking is idempotent. */
public interface SessionConnector {
  /** False when the operator has not set this system up: then it is never asked, and stands on no receipt. */
  default boolean configured() {
    return true;
  }

  /** Stable, in the record and on the receipt: {@code regain}, {@code keycloak}. */
  String name();

  /**
   * For how long somebody may still finish a login that had begun, because the system cannot end one: after it, sessions
   * are ended once more. Zero when there are no such logins.
   */
  default Duration unfinishedLogins() {
    return Duration.ZERO;
  }

  /**
   * What this person has open there now. Asked outside any transaction, bounded in time; not configured when the system
   * cannot say.
   */
  default Fact<List<Open>> open(PersonId person) {
    return Fact.notConfigured();
  }

  /**
   * Whether the system can be asked afterwards what is still open. False when its word is all that there is: then it says
   * ACCEPTED at best, and the receipt says so.
   */
  default boolean shows() {
    return true;
  }

  /** What a stuck revocation means for the password change that waits behind it. */
  WhenStuck whenStuck();

  /**
   * Ends every session and token of this person that began before {@code before}.
   *
   * @return CONFIRMED only when the system showed it, ACCEPTED when it said that it would
   */
  Revocation revoke(PersonId person, Instant before);

  /** @param ended how many ended; -1 when the system does not say */
  record Revocation(Answer answer, int ended) {
    public static Revocation confirmed(int ended) {
      return new Revocation(Answer.CONFIRMED, ended);
    }

    public static Revocation accepted() {
      return new Revocation(Answer.ACCEPTED, -1);
    }

    public static Revocation notConfirmed() {
      return new Revocation(Answer.NOT_CONFIRMED, -1);
    }
  }

  enum Answer {
    CONFIRMED,
    /** Taken, and not seen. */
    ACCEPTED,
    NOT_CONFIRMED
  }

  enum WhenStuck {
    /** The password is not changed before the sessions are gone. */
    HOLD,
    /** It is changed all the same; the receipt says what is not confirmed, and it is tried again. */
    PROCEED
  }
}
