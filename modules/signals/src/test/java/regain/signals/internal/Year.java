package regain.signals.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import regain.signals.Alarm;
import regain.signals.Alarm.Rule;
import regain.signals.Thresholds;
import regain.signals.internal.Organisation.Unit;

/**
 * Lives through eight weeks of training and fifty-two that are scored, and keeps what was attacked, found and raised. It holds
 * in memory what the tables hold, and judges with the classes with which the house does: once an hour what is more than usual,
 * once a minute what knows no usual.
 */
final class Year {
  static final int WEEK = Organisation.WEEK;
  static final int TRAINING = 8 * WEEK;
  static final int END = 60 * WEEK;
  /** In hours: two half-lives of what is counted. */
  private static final int STILL_COUNTED = 4;

  /** @param hour counted from the beginning */
  record Burst(Unit unit, int hour, int resets) {}

  /** From one hour to another, so many times as many as usual, at so many weeks after the beginning. */
  record Growth(Unit unit, int from, int to, DoubleUnaryOperator times) {
    double at(int hour) {
      return hour < from || hour >= to ? 1 : times.applyAsDouble((double) (hour - from) / WEEK);
    }
  }

  /**
   * What somebody does who should not, within some days or weeks.
   *
   * @param rule that is for it, in that series
   */
  record Attack(Rule rule, Series series, List<Told> told) {
    private boolean isFound(Finding finding) {
      return !finding.to().isBefore(told.getFirst().at()) && !finding.from().isAfter(told.getLast().at());
    }
  }

  private record Happened(Told told, boolean attack) {}

  private record Hour(Series series, int hour) {}

  private record Subject(Rule rule, Series series) {}

  private final Organisation organisation;
  private final Thresholds thresholds;
  private final Map<Series, int[]> seen = new HashMap<>();
  private final Map<Series, BaselineRow> rows = new HashMap<>();
  private final Set<Hour> attacked = new HashSet<>();
  private final Map<Subject, AlarmRow> newest = new HashMap<>();
  private final Map<Integer, List<Happened>> coming = new HashMap<>();
  private final Remembered remembered;
  private final Map<Subject, List<Finding>> found = new HashMap<>();
  final List<Alarm> raised = new ArrayList<>();

  Year(Organisation organisation, Thresholds thresholds) {
    this.organisation = organisation;
    this.thresholds = thresholds;
    this.remembered = new Remembered(thresholds);
  }

  void live(List<Unit> units, List<Burst> bursts, List<Growth> growths, List<Attack> attacks) {
    Map<Integer, List<Burst>> burstsAt = bursts.stream().collect(Collectors.groupingBy(Burst::hour));
    Map<Unit, Growth> growing = growths.stream().collect(Collectors.toMap(Growth::unit, it -> it));
    attacks.stream().flatMap(it -> it.told.stream()).forEach(it -> happens(it, true));
    for (int hour = 0; hour < END; hour++) {
      if (hour % 24 == 0) {
        organisation.dawn();
        close(hour);
        remembered.tidy(at(hour));
      }
      for (Unit unit : units) {
        double times = growing.containsKey(unit) ? growing.get(unit).at(hour) : 1;
        add(unit, organisation.resets(unit, hour, 1), hour, false);
        add(unit, times > 1 ? organisation.resets(unit, hour, times - 1) : 0, hour, true);
      }
      for (Burst each : burstsAt.getOrDefault(hour, List.of())) {
        add(each.unit, each.resets, hour, true);
      }
      List<Happened> now = Optional.ofNullable(coming.remove(hour)).orElse(List.of());
      lookEachMinute(now);
      look(hour, now);
    }
  }

  private void add(Unit unit, int resets, int hour, boolean attack) {
    for (int i = 0; i < resets; i++) {
      Told reset = organisation.reset(unit, hour);
      happens(reset, attack);
      if (!attack) {
        organisation.around(reset).forEach(it -> happens(it, false));
      }
    }
  }

  private void happens(Told told, boolean attack) {
    coming.computeIfAbsent(told.hour(), any -> new ArrayList<>()).add(new Happened(told, attack));
  }

  private void lookEachMinute(List<Happened> hour) {
    hour.stream()
        .map(Happened::told)
        .collect(Collectors.groupingBy(it -> it.second() / 60, TreeMap::new, Collectors.toList()))
        .forEach((minute, all) -> {
          var told = new HashMap<Series, List<Instant>>();
          all.stream()
              .sorted(Comparator.comparingInt(Told::second))
              .forEach(
                  it -> it.series()
                      .filter(remembered::judges)
                      .forEach(series -> told.computeIfAbsent(series, any -> new ArrayList<>()).add(it.at())));
          List<Finding> findings = remembered.found(told);
          if (minute >= TRAINING * 60) {
            findings.forEach(this::raise);
          }
        });
  }

  private void look(int hour, List<Happened> all) {
    var counts = new HashMap<Series, Integer>();
    for (Happened each : all) {
      each.told.series().forEach(series -> {
        if (series.hasVolume()) {
          counts.merge(series, 1, Integer::sum);
        }
        if (each.attack) {
          attacked.add(new Hour(series, hour));
        }
      });
    }
    counts.forEach((series, count) -> {
      if (!series.segment().key().startsWith("home")) {
        seen.computeIfAbsent(series, any -> new int[TRAINING])[hour % TRAINING] = count;
        rows.computeIfAbsent(series, it -> new BaselineRow(it, at(hour)));
      }
    });
    if (hour >= TRAINING) {
      Unusual.in(at(hour), counts, usual(counts), thresholds).forEach(this::raise);
    }
  }

  private Map<Series, Baseline> usual(Map<Series, Integer> counts) {
    var usual = new HashMap<Series, Baseline>();
    counts.forEach((series, count) -> {
      if (count >= thresholds.floor() && rows.containsKey(series)) {
        rows.get(series).baseline(thresholds).ifPresent(it -> usual.put(series, it));
      }
    });
    return usual;
  }

  /** The table of hours goes round. */
  private void close(int hour) {
    rows.forEach((series, row) -> {
      int[] hours = seen.get(series);
      int[] ordered = new int[TRAINING];
      for (int i = 0; i < TRAINING; i++) {
        ordered[i] = hours[(hour + i) % TRAINING];
      }
      if (hour >= TRAINING && Baseline.sum(ordered, 0, TRAINING) >= thresholds.floor()) {
        row.close(at(hour), ordered, thresholds).ifPresent(this::raise);
      }
      Arrays.fill(hours, hour % TRAINING, hour % TRAINING + 24, 0);
    });
  }

  private void raise(Finding finding) {
    var subject = new Subject(finding.rule(), finding.series());
    found.computeIfAbsent(subject, any -> new ArrayList<>()).add(finding);
    AlarmRow last = newest.get(subject);
    if (last != null && last.goesOn(finding, thresholds.quiet())) {
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

  /** Alarms in whose time nothing of an attack lay in that segment, nor shortly before where what was is still counted. */
  List<Alarm> falseAlarms() {
    return raised.stream().filter(alarm -> {
      Series series = new Series(alarm.what(), alarm.segment());
      int first = hour(alarm.from()) - (alarm.rule() == Rule.REPEATED ? STILL_COUNTED : 0);
      int last = Math.max(hour(alarm.from()), hour(alarm.to().minusMillis(1)));
      return IntStream.rangeClosed(first, last).noneMatch(it -> attacked.contains(new Hour(series, it)));
    }).toList();
  }

  private List<Finding> found(Rule rule, Series series) {
    return found.getOrDefault(new Subject(rule, series), List.of());
  }

  /** Whether this very hour of this very unit was found unusual. */
  boolean caught(Burst burst) {
    return found(Rule.VOLUME, burst.unit.series()).stream().anyMatch(it -> it.from().equals(at(burst.hour)));
  }

  /** Whether the rule that is for it spoke while it went on. */
  boolean caught(Attack attack) {
    return found(attack.rule, attack.series).stream().anyMatch(attack::isFound);
  }

  /** After how many days the unit was said to grow, if it was. */
  Optional<Integer> noticed(Growth growth) {
    return found(Rule.RAMP, growth.unit.series()).stream()
        .map(it -> hour(it.to()))
        .filter(it -> it > growth.from && it <= growth.to + 24)
        .findFirst()
        .map(it -> (it - growth.from) / 24);
  }
}
