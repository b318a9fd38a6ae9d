package regain.signals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * By which numbers alarms are raised, and whether they are: every set that was ever in force. Who may change it is for the
 * caller to say. Everything joins the caller's transaction.
 */
public interface Calibration {
  InForce now();

  /** What was in force, newest first, and what Regain comes with as the last. */
  List<InForce> history();

  /**
   * Writes down a set that is not in force yet.
   *
   * @param change what it is adopted under
   * @param turned dials that are turned away from where they stand now
   * @throws IllegalArgumentException when one was turned too far, or nothing would change
   */
  void draft(UUID change, boolean on, Map<Dial, Double> turned);

  /** Empty when there is none, or it was made for a set that is no longer in force. */
  Optional<Draft> draft(UUID change);

  /**
   * From now on this set counts.
   *
   * @throws IllegalStateException when {@link #draft(UUID)} is empty
   */
  InForce adopt(UUID change);

  /**
   * @param change under which it was adopted; empty for what Regain comes with
   * @param version counted from 1, which Regain comes with
   * @param on whether alarms are raised at all
   */
  record InForce(Optional<UUID> change, int version, boolean on, Thresholds thresholds, Optional<Instant> since) {}

  /** @param turns in the order of the dials */
  record Draft(boolean wasOn, boolean on, List<Turn> turns) {
    public Draft {
      turns = List.copyOf(turns);
    }
  }

  record Turn(Dial dial, double from, double to) {}
}
