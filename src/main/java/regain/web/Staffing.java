package regain.web;

import java.util.Optional;
import regain.recovery.Founders;
import regain.recovery.Founders.Standing;
import regain.recovery.Reviewers;
import regain.recovery.Reviewers.Count;

/**
 * Whether there are people enough, for the pages of those who can do something about it.
 *
 * @param founding set while founding is not finished
 * @param few set while fewer can review than should
 */
record Staffing(Optional<Standing> founding, Optional<Count> few) {
  static Staffing of(Founders founders, Reviewers reviewers) {
    return new Staffing(founders.standing(), reviewers.counted().filter(Count::few));
  }

  public int people() {
    return Founders.PEOPLE;
  }
}
