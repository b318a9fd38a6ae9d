package regain.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.enrollment.Enrollment.Holder;
import regain.policy.Narrowing;

/**
 * The elevated posture: during an attack two reviewers narrow, for a while, what everybody may do by themselves ({@link Changes}),
 * and two end it before its time as well. Every method looks at the role itself,
 * and throws {@link IllegalArgumentException} when somebody without it came so far.
 */
public interface Postures {
  /** It never lasts longer than this; whoever wants more decides again. */
  Duration LONGEST = Duration.ofHours(72);

  /** What is in force now, and what waits for a second person. */
  State look(Holder by);

  /**
   * Writes down a change that nobody has signed yet; {@link Changes} has it signed.
   *
   * @param narrows empty to end what is in force
   * @param lasts from the moment at which it is confirmed; at most {@link #LONGEST}
   * @param because not blank, at most {@link Changes#MOST_BECAUSE} characters
   */
  UUID draft(Holder by, Set<Narrowing> narrows, Duration lasts, String because);

  /** @param waiting what has been proposed, newest first; nobody confirms their own */
  record State(Optional<InForce> inForce, List<Waiting> waiting) {
    public State {
      waiting = List.copyOf(waiting);
    }
  }

  record InForce(Set<Narrowing> narrows, Instant since, Instant until, String because, String by, String confirmedBy) {
    public InForce {
      narrows = Set.copyOf(narrows);
    }
  }

  /** @param narrows empty for an end */
  record Waiting(Changes.Proposed proposed, Set<Narrowing> narrows, Duration lasts) {
    public Waiting {
      narrows = Set.copyOf(narrows);
    }
  }
}
