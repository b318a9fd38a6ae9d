package regain.signals;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that somebody should look at: one for each rule and segment as long as it goes on.
 *
 * @param segment as it is stored: a pseudonym in place of a person or a network
 * @param from the beginning of what was seen
 * @param to its end, exclusive; later than now for an hour that is not over
 * @param seen how many; for {@link Rule#REPEATED} with those before decayed
 * @param expected how many are usual ({@link Rule#VOLUME}, {@link Rule#RAMP}), or the number from which on the rule speaks
 * @param chance how probable so many or more are when nothing is the matter; empty but for {@link Rule#VOLUME}
 */
public record Alarm(
    UUID id,
    Rule rule,
    Happening what,
    Segment segment,
    Instant raisedAt,
    Instant from,
    Instant to,
    double seen,
    double expected,
    Optional<Double> chance) {

  /** Why. */
  public enum Rule {
    /** More in an hour than this hour of the week explains. */
    VOLUME,
    /** Somewhat more than usual, day after day. */
    RAMP,
    /** Again and again, each time before the last was forgotten. */
    REPEATED,
    /** A reset, then factors removed, then a new one added, in one account. */
    STRIPPED,
    /** So many within a sliding window. */
    WINDOW
  }
}
