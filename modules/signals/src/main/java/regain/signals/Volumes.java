package regain.signals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * How much of everything happens, and where it is more than usual. It tells people and decides nothing: no alarm refuses
 * anybody a recovery.
 */
public interface Volumes {
  /** So many segments one thing can happen in. */
  int MOST_SEGMENTS = 25;

  /** So many alarms or segments are shown at once. */
  int MOST_SHOWN = 100;

  /**
   * Writes down that something happened now. Joins the caller's transaction; one row is added and none touched, so that
   * nobody waits for anybody. The organisation as a whole need not be named.
   *
   * @throws IllegalArgumentException for more than {@link #MOST_SEGMENTS}
   */
  void tell(Happening what, Set<Segment> where);

  /**
   * Counts what was told since the last look and returns the alarms that are new: each is returned once, whichever node
   * looks. To be called once a minute. Joins the caller's transaction: what is made of the alarms is committed with them,
   * or both are left to the next look. While another node looks there is nothing to do.
   */
  List<Alarm> look();

  /**
   * The segments of one kind in which something happened within the last hours, busiest first, at most {@link #MOST_SHOWN}.
   * Joins the caller's transaction.
   *
   * @param hours how many, with the hour that is not over as the last
   */
  Outlook outlook(Happening what, Segment.Kind kind, int hours);

  /** What was raised since then, newest first, at most {@link #MOST_SHOWN}. Joins the caller's transaction. */
  List<Alarm> alarms(Instant since);

  /** One alarm, with what was seen since it was raised. Joins the caller's transaction. */
  Optional<Alarm> alarm(UUID id);

  /** This segment as alarms name it. Whoever knows a person or a network can find out whether an alarm is about them. */
  Segment stored(Segment segment);

  /** @param learnsUntil before this moment nobody knows what is usual, and no alarm rests on it */
  record Outlook(Instant learnsUntil, List<Line> lines) {}

  /** One segment, the oldest hour first. */
  record Line(Segment segment, List<Hour> hours) {}

  /** @param expected how many are usual in the whole of this hour of the week, by what is known now */
  record Hour(Instant begins, int seen, double expected) {}
}
