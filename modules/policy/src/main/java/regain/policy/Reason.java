package regain.policy;

/** Why the floor refuses. Each has words of its own, told only to somebody who has proven something. */
public enum Reason {
  /** No path of this house leads there. */
  NO_PATH,
  /** Privileged and governance people recover inside a grant, not here. */
  PATH_ELSEWHERE,
  /** Regulated people and outsourced desks come back by the exceptional path, on which somebody vouches. */
  VOUCHED_ONLY,
  DISABLED,
  EXPIRED,
  LOCKED,
  LEFT,
  CONTRACT_ENDED,
  /** There is a passkey already: from the first one on, no password and no invitation binds another. */
  ALREADY_ENROLLED,
  /** Somebody said "that was not me"; passkeys from before that still work. */
  FROZEN
}
