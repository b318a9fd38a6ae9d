package regain.policy;

/** Why there is a case. SP 800-63B-4 section 4.2 tells binding and recovery apart. */
public enum Purpose {
  /** The first passkey of a person who has none. */
  ENROLLMENT,
  /** A working authenticator is at hand, and something else, such as a password, is reset. */
  BINDING,
  /** No working authenticator is at hand: two independent proofs carry a new one. */
  RECOVERY,
  /** Nothing is at hand: only people who know the person could vouch. Nobody can do so here yet. */
  EXCEPTION,
  /** Something was lost or stolen. It can only reduce access: nothing is set and nothing is bound. */
  REPORT
}
