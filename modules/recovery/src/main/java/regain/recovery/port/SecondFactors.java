package regain.recovery.port;

import regain.kernel.PersonId;
import regain.kernel.Secret;

/** A system that holds second factors of a person: authenticator apps, passkeys of its own. */
public interface SecondFactors {
  /** Stable, in the record and on the receipt: {@code keycloak}. */
  String name();

  /** False when the operator has not set this system up: then it is never asked, and stands on no receipt. */
  default boolean configured() {
    return true;
  }

  /**
   * Replaces every second factor of this person by one authenticator app with this key (RFC 6238: SHA-1, six digits, half a
   * minute), so that at no moment there is none: whoever waits at that step would be let through. Somebody who has no
   * second factor gets none. It may be called again.
   *
   * @param key text whose octets are the key
   */
  Replacement replace(PersonId person, Secret key);

  /** @param removed how many were there; -1 when the system has not confirmed */
  record Replacement(int removed) {
    public static Replacement notConfirmed() {
      return new Replacement(-1);
    }

    public boolean confirmed() {
      return removed >= 0;
    }
  }
}
