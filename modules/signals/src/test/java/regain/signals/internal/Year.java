package regain.signals.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import regain.signals.Alarm;
import regain.signals.Alarm.Rule;
import regain.signals.Thresholds;
import regain.signals.internal.Organisation.Unit;

/**
 * Lives through eight weeks of training and fifty-two that are scored, and keeps what was attacked, found and raised. It holds
 * in memory what the tables hold, asks once an hour, and judges with the classes with which the house does.
 */
final class Year {
  static final int WEEK = Organisation.WEEK;
  static final int TRAINING = 8 * WEEK;
  static final int END = 60 * WEEK;
  private static final Thresholds THRESHOLDS = Thresholds.FIRST;

  /** @param hour counted from the beginning */
  record Burst(Unit unit, int hour, int resets) {}

  /** From one hour to another, so many times as many as usual, at so many weeks after the beginning. */
  record Growth(Unit unit, int from, int to, DoubleUnaryOperator times) {
    double at(int hour) {
      return hour < from || hour >= to ? 1 : times.applyAsDouble((double) (hour - from) / WEEK);
    }
  }

  private record Hour(Series series, int hour) {}

  private record Subject(Rule rule, Series series) {}

  private final Organisation organisation;
  private final Map<Series, int[]> seen = new HashMap<>();
  private final Map<Series, BaselineRow> rows = new HashMap<>();
  private final Map<Series, Baseline> usual = new HashMap<>();
  private final Set<Hour> attacked = new HashSet<>();
  private final Map<Subject, AlarmRow> newest = new HashMap<>();
  final List<Finding> found = new ArrayList<>();
  final List<Alarm> raised = new ArrayList<>();

  Year(Organisation organisation) {
    this.organisation = organisation;
  }

  void live(List<Unit> units, List<Burst> bursts, List<Growth> growths) {
    Map<Integer, List<Burst>> burstsAt = bursts.stream().collect(Collectors.groupingBy(Burst::hour));
    Map<Unit, Growth> growing = growths.stream().collect(Collectors.toMap(Growth::unit, it -> it));
    for (int hour = 0; hour < END; hour++) {
      if (hour % 24 == 0) {
        organisation.dawn();
        close(hour);
      }
      var counts = new HashMap<Series, Integer>();
      for (Unit unit : units) {
        double times = growing.containsKey(unit) ? growing.get(unit).at(hour) : 1;
        add(unit, organisation.resets(unit, hour, 1), hour, false, counts);
        add(unit, times > 1 ? organisation.resets(unit, hour, times - 1) : 0, hour, true, counts);
      }
      for (Burst each : burstsAt.getOrDefault(hour, List.of())) {
        add(each.unit, each.resets, hour, true, counts);
      }
      look(hour, counts);
    }
  }

  private void add(Unit unit, int resets, int hour, boolean attack, Map<Series, Integer> counts) {
    for (int i = 0; i < resets; i++) {
      for (Series each : organisation.reset(unit)) {
        counts.merge(each, 1, Integer::sum);
        if (attack) {
          attacked.add(new Hour(each, hour));
        }
      }
    }
  }

  private void look(int hour, Map<Series, Integer> counts) {
    counts.forEach((series, count) -> {
      if (!series.segment().key().startsWith("home")) {
        seen.computeIfAbsent(series, any -> new int[TRAINING])[hour % TRAINING] = count;
        rows.computeIfAbsent(series, it -> new BaselineRow(it, at(hour)));
      }
    });
    if (hour >= TRAINING) {
      Unusual.in(at(hour), counts, usual, THRESHOLDS).forEach(this::raise);
    }
  }

  /** The table of hours goes round. */
  private void close(int hour) {
    rows.forEach((series, row) -> {
      int[] hours = seen.get(series);
      int[] ordered = new int[TRAINING];
      for (int i = 0; i < TRAINING; i++) {
        ordered[i] = hours[(hour + i) % TRAINING];
      }
      if (hour >= TRAINING && Baseline.sum(ordered, 0, TRAINING) >= THRESHOLDS.floor()) {
        row.close(at(hour), ordered, THRESHOLDS).ifPresent(this::raise);
        row.baseline(THRESHOLDS).ifPresent(it -> usual.put(series, it));
      }
      Arrays.fill(hours, hour % TRAINING, hour % TRAINING + 24, 0);
    });
  }

  private void raise(Finding finding) {
    found.add(finding);
    var subject = new Subject(finding.rule(), finding.series());
    AlarmRow last = newest.get(subject);
    if (last != null && last.goesOn(finding, THRESHOLDS.quiet())) {
      last.more(finding);
    } else {
      var row = new AlarmRow(new UUID(0, raised.size()), finding, finding.to());
      newest.put(subject, row);
      raised.add(row.alarm());
    }
  }

  static Instant at(int hour) {
    return Organisation.at(hour);
  }

  private static int hour(Instant at) {
    return (int) Duration.between(at(0), at).toHours();
  }

  /** Alarms in whose time no reset of an attack lay in that segment. */
  List<Alarm> falseAlarms() {
    return raised.stream().filter(alarm -> {
      Series series = new Series(alarm.what(), alarm.segment());
      for (int hour = hour(alarm.from()); hour < hour(alarm.to()); hour++) {
        if (attacked.contains(new Hour(series, hour))) {
          return false;
        }
      }
      return true;
    }).toList();
  }

  /** Whether this very hour of this very unit was found unusual. */
  boolean caught(Burst burst) {
    return found.stream()
        .anyMatch(
            it -> it.rule() == Rule.VOLUME && it.series().equals(burst.unit.series())
                && it.from().equals(at(burst.hour)));
  }

  /** After how many days the unit was said to grow, if it was. */
  Optional<Integer> noticed(Growth growth) {
    return found.stream()
        .filter(it -> it.rule() == Rule.RAMP && it.series().equals(growth.unit.series()))
        .map(it -> hour(it.to()))
        .filter(it -> it > growth.from && it <= growth.to + 24)
        .findFirst()
        .map(it -> (it - growth.from) / 24);
  }
}
