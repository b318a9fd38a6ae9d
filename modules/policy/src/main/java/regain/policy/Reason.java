package regain.policy;

/** Why the floor refuses. Each has words of its own, told only to somebody who has proven something. */
public enum Reason {
  /** No path of this house leads there. */
  NO_PATH,
  /** Privileged and governance people recover inside a grant, and this house has set none up for that. */
  PATH_ELSEWHERE,
  /** Somebody who had to agree to it refused, or not everybody did in time. */
  GRANT_REFUSED,
  /** Whoever is always vouched for, or privileged, comes back by the exceptional path, on which somebody vouches. */
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
