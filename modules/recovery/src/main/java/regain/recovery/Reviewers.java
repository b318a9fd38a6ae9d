package regain.recovery;

import java.time.Instant;
import java.util.Optional;

/**
 * How many independent people can review at this moment: who has the role, and a passkey that somebody witnessed and that is not
 * held back. Two accounts of one person count once. Too few are an alert.
 */
public interface Reviewers {
  int ENOUGH = 3;

  /**
   * Counts them, if that is due, and says so when they are too few: once, and again after a day. To be called once a minute by
   * each node. While the directory does not answer, nothing is counted.
   *
   * @return whether it was said
   */
  boolean look();

  /** What was counted last; empty before the first time. */
  Optional<Count> counted();

  record Count(int able, Instant at) {
    public boolean few() {
      return able < ENOUGH;
    }
  }
}
