package regain.policy;

/** Groups of people with a path of their own. Read from the directory; the strictest group that fits counts. */
public enum Population {
  EMPLOYEE,
  CONTRACTOR,
  /** Holds privileged access: recovers inside a just-in-time grant, elsewhere. */
  PRIVILEGED,
  /** Runs Regain itself: reviewers, policy owners, custodians. */
  GOVERNANCE;

  /** Whether no path of this house gives back what somebody has lost. */
  public boolean recoversElsewhere() {
    return Path.of(this, Purpose.RECOVERY).isEmpty();
  }
}
