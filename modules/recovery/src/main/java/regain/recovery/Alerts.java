package regain.recovery;

import java.util.List;
import java.util.Optional;
import regain.enrollment.Enrollment.Holder;
import regain.review.Judgement;
import regain.review.Reviews.Item;
import regain.signals.Alarm;
import regain.signals.Calibration.InForce;
import regain.signals.Volumes.Line;
import regain.signals.Volumes.Outlook;

/** Alerts of unusual volume and of repeated failures: each is reviewed like a case, and what is found counts. */
public interface Alerts {
  /** Looks for what is unusual and puts it up for review. To be called once a minute by each node. Returns how much is new. */
  int look();

  /** @throws IllegalArgumentException when somebody without the role came so far */
  Picture picture(Holder by);

  /**
   * @param raised within thirty days, newest first
   * @param precision of those that were judged
   * @param now resets in the whole organisation by the hour, with what was expected
   * @param busiest populations, channels and units
   */
  record Picture(
      List<Raised> raised, Precision precision, Outlook now, List<Line> busiest, InForce inForce) {
    public Picture {
      raised = List.copyOf(raised);
      busiest = List.copyOf(busiest);
    }
  }

  /** @param found the last verdict */
  record Raised(Alarm alarm, Optional<Item> item, Optional<Judgement> found) {}

  /** @param attacks judged as abuse, of so many that were judged */
  record Precision(int attacks, int judged) {}
}
