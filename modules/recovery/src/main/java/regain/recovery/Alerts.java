package regain.recovery;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import regain.enrollment.Enrollment.Holder;
import regain.review.Judgement;
import regain.review.Reviews.Item;
import regain.signals.Alarm;
import regain.signals.Calibration.InForce;
import regain.signals.Segment.Kind;
import regain.signals.Volumes.Line;
import regain.signals.Volumes.Outlook;

/** Alerts of unusual volume and of repeated failures: each is reviewed like a case, and what is found counts. */
public interface Alerts {
  /** Looks for what is unusual and puts it up for review. To be called once a minute by each node. Returns how much is new. */
  int look();

  /** @throws IllegalArgumentException when somebody without the role came so far */
  Picture picture(Holder by);

  /** How much is reset now and where. @throws IllegalArgumentException when somebody without the role came so far */
  Storm storm(Holder by);

  /**
   * @param raised within thirty days, newest first
   * @param precision of those that were judged
   */
  record Picture(List<Raised> raised, Precision precision, InForce inForce) {
    public Picture {
      raised = List.copyOf(raised);
    }
  }

  /**
   * Beside what was expected, by the hour, with the hour that is not over as the last.
   *
   * @param resets in the whole organisation, for two days
   * @param failures likewise
   * @param parts where something was reset within a day, by kind, busiest first
   */
  record Storm(Outlook resets, Outlook failures, Map<Kind, List<Line>> parts) {
    public Storm {
      parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
  }

  /** @param found the last verdict */
  record Raised(Alarm alarm, Optional<Item> item, Optional<Judgement> found) {}

  /** @param attacks judged as abuse, of so many that were judged */
  record Precision(int attacks, int judged) {}
}
