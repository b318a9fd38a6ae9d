package regain.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.enrollment.Enrollment.Holder;
import regain.policy.Narrowing;

/**
 * The elevated posture: during an attack two reviewers narrow, for a while, what everybody may do by themselves. One proposes,
 * another confirms, both sign, and both have to want it ended as well before its time. Every method looks at the role itself,
 * and throws {@link IllegalArgumentException} when somebody without it came so far.
 */
public interface Postures {
  /** It never lasts longer than this; whoever wants more decides again. */
  Duration LONGEST = Duration.ofHours(72);

  /** A proposal that nobody has confirmed within this time is none. */
  Duration OPEN = Duration.ofHours(1);

  /** The longest reason, in characters. */
  int MOST_BECAUSE = 500;

  /** What is in force now, and what waits for a second person. */
  State look(Holder by);

  /**
   * Writes down a change that nobody has signed yet.
   *
   * @param narrows empty to end what is in force
   * @param lasts from the moment at which it is confirmed; at most {@link #LONGEST}
   * @param because not blank, at most {@link #MOST_BECAUSE} characters
   */
  UUID draft(Holder by, Set<Narrowing> narrows, Duration lasts, String because);

  /** What this person would sign: that they propose it, or that they confirm what somebody else has proposed. */
  Optional<String> text(Holder by, UUID change);

  /** Options for signing it. */
  Optional<String> ask(Holder by, UUID change);

  /** @param answer the passkey's, as JSON */
  Outcome sign(Holder by, UUID change, String answer);

  /** @param waiting what somebody has proposed, newest first; nobody confirms their own */
  record State(Optional<InForce> inForce, Optional<Proposed> waiting) {}

  record InForce(Set<Narrowing> narrows, Instant since, Instant until, String because, String by, String confirmedBy) {
    public InForce {
      narrows = Set.copyOf(narrows);
    }
  }

  /** @param own whether it is this reader's, so that somebody else has to confirm it */
  record Proposed(
      UUID id, Set<Narrowing> narrows, Duration lasts, String because, String by, Instant at, boolean own) {
    public Proposed {
      narrows = Set.copyOf(narrows);
    }
  }

  /** What came of a signature. */
  enum Outcome {
    /** Somebody else has to confirm it now. */
    PROPOSED,
    IN_FORCE,
    ENDED,
    /** The passkey's answer does not fit: it can be tried again. */
    NOT_SIGNED,
    /** It is not there any more, or not for this person to sign. */
    GONE
  }
}
