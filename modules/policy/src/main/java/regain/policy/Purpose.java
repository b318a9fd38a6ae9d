package regain.policy;

/** Why there is a case. SP 800-63B-4 section 4.2 tells binding and recovery apart. */
public enum Purpose {
  /** The first passkey of a person who has none. */
  ENROLLMENT,
  /** A working authenticator is at hand, and something else, such as a password, is reset. */
  BINDING,
  /** No working authenticator is at hand: two independent proofs carry a new one. */
  RECOVERY,
  /** Less than that is at hand: people who know the person say so under their signature, and everybody has time to object. */
  EXCEPTION,
  /** Something was lost or stolen. It can only reduce access: nothing is set and nothing is bound. */
  REPORT;

  /** Whether somebody comes back without a working authenticator, and a new passkey takes the place of the old ones. */
  public boolean comesBack() {
    return this == RECOVERY || this == EXCEPTION;
  }

  /** Whether something is set or bound in place of what was lost: what privileged people do inside a grant only. */
  public boolean gives() {
    return comesBack() || this == BINDING;
  }
}
