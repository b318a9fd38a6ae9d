package regain.privileged;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import regain.enrollment.Enrollment.Holder;

/**
 * What somebody privileged could know when they came back, and outlives what they had: where the target can, it was renewed with their
 * recovery, and the rest is here until somebody has done it.
 */
public interface Secrets {
  /**
   * What is not renewed yet, oldest first, at most {@link #MOST}.
   *
   * @throws IllegalArgumentException when somebody without the role came so far
   */
  List<Due> due(Holder by);

  int MOST = 200;

  /**
   * Takes somebody's word that they have renewed what a target cannot, or does not: a fresh one, and not that of whoever could know it, by any
   * account of theirs. Returns whether it counts.
   *
   * @throws IllegalArgumentException when somebody without the role came so far
   */
  boolean renewed(Holder by, UUID id);

  /**
   * @param says what it is, in the operator's words; nothing to whoever could know it, as the target
   * @param number of the recovery for which it is renewed
   * @param why what the target said last, where it was tried
   * @param own whether whoever looks at it could know it, and so has to leave it to somebody else
   * @param forPeople whether somebody's word is wanted
   */
  record Due(UUID id, String says, String target, String number, Instant since, Stage stage, Optional<String> why,
      boolean own, boolean forPeople) {}

  enum Stage {
    /** The target is asked to. */
    TRIED,
    /** It was asked often, and in vain. */
    STUCK,
    /** There is a new one, and the one before works on for a while. */
    OVERLAPS,
    /** The target cannot: somebody has to. */
    BY_HAND
  }
}
