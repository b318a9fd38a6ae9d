package regain.web;

import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import regain.duties.Duties;
import regain.recovery.CaseFile.Line;
import regain.review.Reviews.Cause;
import regain.review.Reviews.Place;
import regain.review.Reviews.Risk;
import regain.review.Reviews.Tally;

/**
 * What waits for reviewers.
 *
 * @param kind what was chosen, a risk or a cause; empty for all
 * @param typed the account that was looked for
 * @param next the address of the next page
 */
@Named("reviews")
record QueuePage(
    Staffing staffing,
    List<Group> groups,
    Tally tally,
    List<Duties.Status> stuck,
    List<Kind> kinds,
    String kind,
    String typed,
    Optional<String> next) {

  /** @param key of its words */
  record Kind(String value, String key) {}

  /** @param key of its words: overdue, today, later */
  record Group(String key, List<Line> lines) {}

  static QueuePage of(
      Staffing staffing,
      List<Line> lines,
      Tally tally,
      List<Duties.Status> stuck,
      Instant now,
      String kind,
      String typed,
      boolean more) {
    Instant tomorrow = now.plus(Duration.ofDays(1));
    List<Group> groups = Stream.of(
        group("overdue", lines, Instant.MIN, now),
        group("today", lines, now, tomorrow),
        group("later", lines, tomorrow, Instant.MAX))
        .filter(it -> !it.lines().isEmpty())
        .toList();
    Optional<String> next = more ? Optional.of(next(lines.getLast().item().place(), kind)) : Optional.empty();
    return new QueuePage(staffing, groups, tally, stuck, everyKind(), kind, typed, next);
  }

  /** Due after the one and not after the other. */
  private static Group group(String key, List<Line> lines, Instant after, Instant until) {
    return new Group(
        key,
        lines.stream().filter(it -> it.item().dueAt().isAfter(after) && !it.item().dueAt().isAfter(until)).toList());
  }

  /** The kinds among which the list can choose: the risks, and then every cause. */
  private static List<Kind> everyKind() {
    return Stream.concat(
        Arrays.stream(Risk.values()).map(it -> new Kind(it.name(), "kind." + it)),
        Arrays.stream(Cause.values()).map(it -> new Kind(it.name(), "cause." + it)))
        .toList();
  }

  private static String next(Place place, String kind) {
    return "/reviews?kind=" + kind + "&after=" + new After(place.due(), place.item());
  }

  /** Which tab is open. */
  public String tab() {
    return "reviews";
  }
}
