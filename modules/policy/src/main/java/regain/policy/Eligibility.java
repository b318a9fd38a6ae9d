package regain.policy;

/** Whether the directory says that this account may be used at all. */
public enum Eligibility {
  ELIGIBLE,
  DISABLED,
  EXPIRED,
  LOCKED,
  LEFT,
  CONTRACT_ENDED
}
