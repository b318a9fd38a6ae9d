package regain.signals.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.kernel.Chance;
import regain.signals.Alarm.Rule;
import regain.signals.Happening;
import regain.signals.Segment;
import regain.signals.Segment.Kind;
import regain.signals.Thresholds;
import regain.signals.Thresholds.Counter;
import regain.signals.Thresholds.Window;

/**
 * The rules that hold whatever is usual: nobody can train them. They look at times of happening and not at the time of the
 * look, so that it makes no difference when somebody looks.
 */
@Dependent
class Sequences {
  /** For so much longer than a rule looks back its rows are kept: looks may be late. */
  private static final Duration LATE = Duration.ofHours(1);
  private static final Set<Happening> STRIPPING = Set.of(
      Happening.RESET, Happening.FACTOR_REMOVED, Happening.FACTOR_ADDED);

  private final EntityManager database;
  private final Chance chance;

  @Inject
  Sequences(EntityManager database, Chance chance) {
    this.database = database;
    this.chance = chance;
  }

  List<Finding> found(Map<Series, List<Instant>> told, Thresholds thresholds) {
    told.forEach((series, times) -> keptFor(series, thresholds).ifPresent(it -> keep(series, times, it)));
    var found = new ArrayList<Finding>();
    found.addAll(repeated(told, thresholds));
    found.addAll(windows(told.keySet(), thresholds));
    found.addAll(stripped(told.keySet(), thresholds.stripped()));
    return found;
  }

  /** How far the rules look back on it, if any does. */
  static Optional<Duration> keptFor(Series series, Thresholds thresholds) {
    Stream<Duration> stripped = series.segment().kind() == Kind.ACCOUNT && STRIPPING.contains(series.what())
        ? Stream.of(thresholds.stripped())
        : Stream.empty();
    return Stream.concat(window(series, thresholds).map(Window::within).stream(), stripped).max(Duration::compareTo);
  }

  static Optional<Window> window(Series series, Thresholds thresholds) {
    return thresholds.windows().stream().filter(it -> series.is(it.what(), it.kind())).findFirst();
  }

  private void keep(Series series, List<Instant> times, Duration span) {
    times.forEach(
        it -> database.persist(new RecentRow(chance.uuid(), series, it, it.plus(span).plus(LATE))));
  }

  private List<Finding> repeated(Map<Series, List<Instant>> told, Thresholds thresholds) {
    var counters = new HashMap<Series, Counter>();
    for (Counter counter : thresholds.counters()) {
      told.keySet().stream()
          .filter(it -> it.is(counter.what(), counter.kind()))
          .forEach(it -> counters.put(it, counter));
    }
    Map<String, CounterRow> rows = rows(counters.keySet());
    var found = new ArrayList<Finding>();
    counters.forEach((series, counter) -> {
      List<Instant> times = told.getOrDefault(series, List.of()).stream().sorted().toList();
      CounterRow row = rows.computeIfAbsent(series.text(), any -> begin(series, times.getFirst()));
      Decayed count = row.decayed().plus(times, counter.halfLife());
      row.set(count);
      repeated(series, times.getFirst(), count, counter).ifPresent(found::add);
    });
    return found;
  }

  /** @param first of those that were counted last */
  static Optional<Finding> repeated(Series series, Instant first, Decayed count, Counter counter) {
    return count.count() < counter.from()
        ? Optional.empty()
        : Optional.of(
            new Finding(Rule.REPEATED, series, first, count.at(), count.count(), counter.from(), Optional.empty()));
  }

  private Map<String, CounterRow> rows(Set<Series> series) {
    var rows = new HashMap<String, CounterRow>();
    if (!series.isEmpty()) {
      database.createQuery("from CounterRow where series in :series", CounterRow.class)
          .setParameter("series", texts(series))
          .getResultStream()
          .forEach(it -> rows.put(it.series, it));
    }
    return rows;
  }

  private CounterRow begin(Series series, Instant at) {
    var row = new CounterRow(series, at);
    database.persist(row);
    return row;
  }

  private List<Finding> windows(Set<Series> told, Thresholds thresholds) {
    var found = new ArrayList<Finding>();
    recent(told.stream().filter(it -> window(it, thresholds).isPresent()).collect(Collectors.toSet()))
        .forEach(
            (series, times) -> window(series, thresholds).flatMap(it -> full(series, times, it)).ifPresent(found::add));
    return found;
  }

  /** The newest window that is full, with all that is in it. */
  static Optional<Finding> full(Series series, List<Instant> rising, Window window) {
    for (int last = rising.size() - 1; last >= 0; last--) {
      Instant to = rising.get(last);
      List<Instant> in = rising.subList(0, last + 1)
          .stream()
          .filter(it -> it.isAfter(to.minus(window.within())))
          .toList();
      if (in.size() >= window.from()) {
        return Optional.of(
            new Finding(Rule.WINDOW, series, in.getFirst(), to, in.size(), window.from(), Optional.empty()));
      }
    }
    return Optional.empty();
  }

  private List<Finding> stripped(Set<Series> told, Duration within) {
    Set<Segment> accounts = told.stream()
        .filter(it -> it.is(Happening.FACTOR_ADDED, Kind.ACCOUNT) || it.is(Happening.FACTOR_REMOVED, Kind.ACCOUNT))
        .map(Series::segment)
        .collect(Collectors.toSet());
    Map<Series, List<Instant>> recent = recent(
        accounts.stream()
            .flatMap(account -> STRIPPING.stream().map(it -> new Series(it, account)))
            .collect(Collectors.toSet()));
    return accounts.stream().flatMap(it -> stripped(it, recent, within).stream()).toList();
  }

  /** The last removal that has a reset before it and an addition after it, all within that time. */
  static Optional<Finding> stripped(Segment account, Map<Series, List<Instant>> recent, Duration within) {
    Series added = new Series(Happening.FACTOR_ADDED, account);
    List<Instant> resets = recent.getOrDefault(new Series(Happening.RESET, account), List.of());
    List<Instant> additions = recent.getOrDefault(added, List.of());
    List<Instant> removals = recent.getOrDefault(new Series(Happening.FACTOR_REMOVED, account), List.of());
    return removals.reversed().stream().flatMap(removal -> {
      Optional<Instant> reset = resets.reversed().stream().filter(it -> !it.isAfter(removal)).findFirst();
      Optional<Instant> addition = additions.stream().filter(it -> !it.isBefore(removal)).findFirst();
      return reset.isEmpty()
          ? Stream.empty()
          : addition.stream()
              .filter(it -> !it.isAfter(reset.get().plus(within)))
              .map(it -> new Finding(Rule.STRIPPED, added, reset.get(), it, removals.size(), 1, Optional.empty()));
    }).findFirst();
  }

  /** What is kept of these series, in rising order. */
  private Map<Series, List<Instant>> recent(Set<Series> series) {
    var recent = new TreeMap<String, List<Instant>>();
    if (!series.isEmpty()) {
      database.createQuery("from RecentRow where series in :series order by at", RecentRow.class)
          .setParameter("series", texts(series))
          .getResultStream()
          .forEach(it -> recent.computeIfAbsent(it.series, any -> new ArrayList<>()).add(it.at));
    }
    return recent.entrySet().stream().collect(Collectors.toMap(it -> Series.of(it.getKey()), Map.Entry::getValue));
  }

  private static List<String> texts(Set<Series> series) {
    return series.stream().map(Series::text).toList();
  }
}
