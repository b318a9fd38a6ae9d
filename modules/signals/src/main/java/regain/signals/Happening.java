package regain.signals;

/** What is told and counted. */
public enum Happening {
  /** A password was set, or a new factor was bound without an old one. */
  RESET,
  /** A proof that did not fit. */
  FAILURE,
  /** Somebody said that it was not them. */
  NOT_ME,
  /** A supervisor vouched for somebody. */
  ATTESTATION,
  /** A factor was removed or suspended. */
  FACTOR_REMOVED,
  /** A factor was added beside what the reset itself bound. */
  FACTOR_ADDED
}
