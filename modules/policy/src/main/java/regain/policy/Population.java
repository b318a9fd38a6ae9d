package regain.policy;

/**
 * Groups of people with a path of their own, each at least as strict as the one before it. Read from the directory; the
 * strictest group that fits counts.
 */
public enum Population {
  EMPLOYEE,
  /** Works under a contract that ends. */
  CONTRACTOR,
  /** Works where a regulator wants to know who it was: somebody vouches whenever they come back without a passkey. */
  REGULATED,
  /** Answers for others at the service desk of another company. */
  OUTSOURCED_DESK,
  /** Holds privileged access: recovers inside a just-in-time grant and in no other way. */
  PRIVILEGED,
  /** Runs Regain itself: reviewers, policy owners, custodians. Recovers as privileged people do. */
  GOVERNANCE;

  /** Whether they come back, and have a password set anew, only inside a just-in-time grant over that case. */
  public boolean isPrivileged() {
    return this == PRIVILEGED || this == GOVERNANCE;
  }

  /** Whether two proofs of their own never suffice to come back: somebody has to vouch. */
  public boolean isAlwaysVouchedFor() {
    return this == REGULATED || this == OUTSOURCED_DESK;
  }

  /** Whether somebody looks at whatever they do afterwards, also where nothing is unusual. */
  public boolean isFollowedUp() {
    return isAlwaysVouchedFor();
  }
}
