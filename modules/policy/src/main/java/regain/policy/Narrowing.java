package regain.policy;

/**
 * What an elevated posture asks for beyond the rest, for as long as it lasts. Each can only ask for more; what narrows one way
 * narrows every weaker one as well, so that nobody is pushed to a weaker way; and none touches a passkey that is at hand.
 */
public enum Narrowing {
  /** A first passkey only with an invitation that somebody has witnessed; whoever has none comes back with no other. */
  WITNESSED_ENROLLMENT,
  /** Whoever comes back without a passkey waits for a day after they began. */
  DAY_LONG_WAITS,
  /** Nobody comes back without a passkey before it ends. */
  PASSKEYS_ONLY,
  /** Nobody who has lost everything comes back before it ends. An appeal, which rests on two proofs of their own, is none of it. */
  EXCEPTIONS_PAUSED,
  /** The desk starts nothing for anybody: whoever calls begins by themselves. */
  DESK_PAUSED
}
