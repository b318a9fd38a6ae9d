package regain.enrollment;

import java.time.Instant;
import java.util.UUID;
import regain.kernel.PersonId;

/**
 * Signs a text with a passkey. The challenge is SHA-256(domain, 0x00, nonce of 32 bytes, SHA-256 of the canonical text
 * shown); text, nonce, public key, authenticator data, client data and signature are stored, so that the statement can be
 * verified offline for ever. It proves what the server recorded as shown. Every method joins the caller's transaction.
 */
public interface Signing {
  /**
   * What somebody typed, for a text that is signed: on one line, so that nothing in it can look like the lines of the house; without
   * what turns the direction of a line.
   */
  static String line(String typed) {
    return OneLine.of(typed);
  }

  /** Options for {@code navigator.credentials.get}, as JSON. */
  String ask(String binding, String domain, String text);

  /** Verifies the answer and stores the statement. */
  Signature sign(String binding, PersonId signer, String domain, String text, String answer);

  /** Whether this is to the letter what this person has signed there, and what the passkey itself says that it was asked for. */
  boolean isSigned(UUID statement, PersonId signer, String domain, String text);

  sealed interface Signature {
    /**
     * @param unrestricted whether the passkey was never provisional, and is neither new nor held back: nothing of weight is signed
     *     with another, in whatever session
     * @param passkey with which it was signed
     * @param passkeyMadeAt when the passkey was bound
     */
    record Signed(UUID statement, boolean unrestricted, UUID passkey, Instant passkeyMadeAt) implements Signature {}

    record Failed(String why) implements Signature {}
  }
}
