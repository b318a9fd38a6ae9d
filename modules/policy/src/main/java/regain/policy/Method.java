package regain.policy;

import java.util.Set;

/** A way to prove who one is. There is none for knowledge questions, shared inboxes or callbacks, and there will be none. */
public enum Method {
  /** A passkey with user verification: two factors in one, resistant to phishing (SP 800-63B-4 section 3.2.5). */
  PASSKEY(true),
  /** A code sent to a contact that was verified before. Typed by hand, so never called phishing-resistant. */
  CONTACT_CODE(false),
  /** The password in the directory. Counts for a first enrolment only. */
  DIRECTORY_PASSWORD(false),
  /** A one-time code that a supervisor handed over in person and signed for. */
  INVITATION(false),
  /** One of the saved recovery codes of a person (SP 800-63B-4 section 4.2.1.1). Each is good once. */
  RECOVERY_CODE(false),
  /**
   * A computer that the organisation manages, by its certificate in the TLS handshake. That is bound to the channel, so it
   * cannot be phished (SP 800-63B-4 section 3.2.5); but it is a thing, and says nothing of who sits at it.
   */
  MANAGED_DEVICE(true),
  /**
   * What the supervisor or sponsor states who has verified the person with their own eyes, signed by passkey. Never enough
   * alone, and there only where the operator has accepted its risk in writing (SP 800-63B-4 section 4.2.1).
   */
  SUPERVISOR_ATTESTATION(false),
  /** The same by somebody whom the organisation has named for it, and who belongs to another line. */
  INDEPENDENT_ATTESTATION(false);

  /** What other people state about the subject. The subject holds nothing of it. */
  static final Set<Method> ATTESTATIONS = Set.of(SUPERVISOR_ATTESTATION, INDEPENDENT_ATTESTATION);

  private final boolean phishingResistant;

  Method(boolean phishingResistant) {
    this.phishingResistant = phishingResistant;
  }

  /** Whether somebody else states it, and the subject holds nothing. */
  public boolean isAttested() {
    return ATTESTATIONS.contains(this);
  }

  public boolean phishingResistant() {
    return phishingResistant;
  }
}
