package regain.duties;

import java.time.Duration;
import java.util.List;

/**
 * Does duties of one kind beside all others, and many of them together: those of one lane one after the other or in one go, and the lanes
 * side by side. For what is done at systems that may be slow, so that a slow one keeps nothing else waiting.
 */
public interface LaneHandler extends DutyHandler {
  /** A lease is longer by what one answer of a slow system takes. */
  Duration BEGUN_WITHIN = Duration.ofSeconds(20);

  /** Where it is done, as far as the duty says. */
  String lane(Duty duty);

  /**
   * Does them as {@link #perform} does each, and says of each what came of it as soon as that is known. What it says nothing of was not begun, and is
   * tried by anybody without counting as a try: so it begins nothing more once {@link #BEGUN_WITHIN} is over. An exception counts as {@link Outcome.Again}
   * for all of which nothing was said.
   */
  void perform(List<Duty> duties, Outcomes outcomes);

  /** Where it is said what came of a duty. */
  interface Outcomes {
    void of(Duty duty, Outcome outcome);
  }
}
