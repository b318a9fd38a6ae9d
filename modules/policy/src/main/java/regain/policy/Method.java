package regain.policy;

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
  MANAGED_DEVICE(true);

  private final boolean phishingResistant;

  Method(boolean phishingResistant) {
    this.phishingResistant = phishingResistant;
  }

  public boolean phishingResistant() {
    return phishingResistant;
  }
}
