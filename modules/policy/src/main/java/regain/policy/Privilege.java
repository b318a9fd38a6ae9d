package regain.policy;

/**
 * What counts for people with privileged rights alone.
 *
 * @param deviceBound whether no passkey that was shown may be copied between devices (WebAuthn Level 3 section 6.1.3)
 * @param inPerson whether everybody who vouched had the person in front of them
 * @param grant how far the grant is inside which alone they come back
 */
public record Privilege(boolean deviceBound, boolean inPerson, Stage grant) {
  /** How far a grant over one case is. */
  public enum Stage {
    /** Nobody was asked yet. */
    NONE,
    /** Not everybody has agreed yet, or it cannot be told whether they still may. */
    WAITING,
    /** Everybody has agreed whom policy names, and still may. */
    AGREED,
    /** Somebody refused, nobody answered, or it is over. */
    REFUSED
  }
}
