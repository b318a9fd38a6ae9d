package regain.policy;

import java.util.stream.Stream;

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
  /** Holds privileged access: recovers inside a just-in-time grant, elsewhere. */
  PRIVILEGED,
  /** Runs Regain itself: reviewers, policy owners, custodians. */
  GOVERNANCE;

  /** Whether no path of this house gives back what somebody has lost. */
  public boolean recoversElsewhere() {
    return Stream.of(Purpose.values()).filter(Purpose::comesBack).allMatch(it -> Path.of(this, it).isEmpty());
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
