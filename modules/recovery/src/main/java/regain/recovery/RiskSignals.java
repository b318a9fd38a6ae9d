package regain.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import regain.enrollment.Enrollment.Holder;
import regain.policy.Population;
import regain.recovery.Changes.Proposed;
import regain.signals.Calibration.Draft;
import regain.signals.Calibration.InForce;
import regain.signals.Dial;

/**
 * The risk signals as whoever owns them has to see them (NIST AI RMF, GOVERN 1.6 and 3.2, MEASURE 2.11, MANAGE 2.4): by which
 * numbers alarms are raised and who approved them, whom the signals slow down, and the switch. Every change is one of
 * {@link Changes}. Every method throws {@link IllegalArgumentException} when somebody without the role came so far.
 */
public interface RiskSignals {
  /** Friction is counted over so long. */
  Duration LOOKED_BACK = Duration.ofDays(90);

  Card look(Holder by);

  /**
   * Writes down a change that nobody has signed yet.
   *
   * @param on whether alarms are to be raised
   * @param turned dials that are to stand elsewhere
   * @param because not blank, at most {@link Changes#MOST_BECAUSE} characters
   * @throws IllegalArgumentException when a dial was turned too far, or nothing would change
   */
  UUID draft(Holder by, boolean on, Map<Dial, Double> turned, String because);

  /**
   * @param owner empty while nobody is named
   * @param history with what is in force first
   * @param waiting what can still be confirmed, newest first
   */
  record Card(
      Optional<String> owner, List<Version> history, List<Waiting> waiting, List<Friction> friction) {
    public Card {
      history = List.copyOf(history);
      waiting = List.copyOf(waiting);
      friction = List.copyOf(friction);
    }

    public InForce now() {
      return history.getFirst().inForce();
    }
  }

  /** @param approval empty for what Regain comes with, which nobody of this house has approved */
  record Version(InForce inForce, Optional<Approval> approval) {}

  record Approval(String proposedBy, String confirmedBy, Instant at, String because) {}

  record Waiting(Proposed proposed, Draft draft) {}

  /**
   * @param completed recoveries that were completed and not found to be abuse
   * @param slowed so many of them had to wait, or to show more, because of a risk signal
   * @param unfinished so many more were slowed down and never finished
   */
  record Friction(Population population, long completed, long slowed, long unfinished) {}
}
