package regain.policy;

/**
 * What makes a request look like an attack. Each of them alone is common, and none of them proves anything; one that could
 * not be told counts as if it were there.
 */
public enum Signal {
  /** The browser was not seen with this person before. */
  BROWSER,
  /** The network was not. */
  NETWORK,
  /** The country was not. */
  COUNTRY,
  /** Many proofs failed within a day. Anybody who knows the name can bring this one about. */
  FAILURES
}
