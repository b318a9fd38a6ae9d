package regain.web;

import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import regain.recovery.MassResets.Condition;
import regain.recovery.MassResets.Progress;
import regain.recovery.MassResets.Report;
import regain.recovery.MassResets.Stage;

/** A mass reset that was started, in numbers: on its way, and at its end. */
final class MassResetPage {
  private MassResetPage() {}

  /** @param left where its part of the bar begins, in people */
  record Part(Stage stage, int people, int left) {}

  /** The parts of a bar, in the order in which people go through them. */
  private static List<Part> bar(Map<Stage, Integer> counts) {
    var parts = new ArrayList<Part>();
    int left = 0;
    for (Stage stage : Stage.values()) {
      int people = counts.getOrDefault(stage, 0);
      if (people > 0) {
        parts.add(new Part(stage, people, left));
      }
      left += people;
    }
    return parts;
  }

  private static int people(Map<Stage, Integer> counts) {
    return counts.values().stream().mapToInt(it -> it).sum();
  }

  @Named("mass-reset-progress")
  record Course(Progress progress) {
    public List<Part> bar() {
      return MassResetPage.bar(progress.counts());
    }

    public int people() {
      return MassResetPage.people(progress.counts());
    }

    public boolean open() {
      return progress.plan().condition() != Condition.ENDED;
    }

    /** Which tab is open. */
    public String tab() {
      return "mass-reset";
    }
  }

  @Named("mass-reset-report")
  record Closing(Report report) {
    public List<Part> bar() {
      return MassResetPage.bar(report.counts());
    }

    public int people() {
      return MassResetPage.people(report.counts());
    }

    /** Which tab is open. */
    public String tab() {
      return "mass-reset";
    }
  }
}
