package regain.signals.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import regain.signals.Happening;
import regain.signals.Segment.Kind;
import regain.signals.Thresholds;
import regain.signals.Thresholds.Counter;

/** Holds in memory what {@link Sequences} holds in tables, and judges with its rules. */
final class Remembered {
  private final Thresholds thresholds;
  private final Map<Happening, Set<Kind>> judged;
  private final Map<Series, List<Instant>> recent = new HashMap<>();
  private final Map<Series, Decayed> counts = new HashMap<>();

  Remembered(Thresholds thresholds) {
    this.thresholds = thresholds;
    this.judged = List.of(Happening.values())
        .stream()
        .collect(
            Collectors.toMap(
                it -> it,
                what -> List.of(Kind.values())
                    .stream()
                    .filter(it -> isJudged(Organisation.series(what, it, "")))
                    .collect(Collectors.toSet())));
  }

  private boolean isJudged(Series series) {
    return Sequences.keptFor(series, thresholds).isPresent() || counter(series).isPresent();
  }

  private Optional<Counter> counter(Series series) {
    return thresholds.counters().stream().filter(it -> series.is(it.what(), it.kind())).findFirst();
  }

  /** Whether any rule that knows no usual looks at it. */
  boolean judges(Series series) {
    return judged.getOrDefault(series.what(), Set.of()).contains(series.segment().kind());
  }

  /** @param told since the last look, in rising order */
  List<Finding> found(Map<Series, List<Instant>> told) {
    var found = new ArrayList<Finding>();
    told.forEach((series, times) -> {
      Sequences.keptFor(series, thresholds)
          .ifPresent(any -> recent.computeIfAbsent(series, first -> new ArrayList<>()).addAll(times));
      counter(series).flatMap(it -> repeated(series, times, it)).ifPresent(found::add);
      Sequences.window(series, thresholds)
          .flatMap(it -> Sequences.full(series, recent.getOrDefault(series, List.of()), it))
          .ifPresent(found::add);
    });
    told.keySet()
        .stream()
        .filter(it -> it.is(Happening.FACTOR_ADDED, Kind.ACCOUNT) || it.is(Happening.FACTOR_REMOVED, Kind.ACCOUNT))
        .map(Series::segment)
        .distinct()
        .forEach(it -> Sequences.stripped(it, recent, thresholds.stripped()).ifPresent(found::add));
    return found;
  }

  private Optional<Finding> repeated(Series series, List<Instant> times, Counter counter) {
    Decayed before = counts.getOrDefault(series, Decayed.none(times.getFirst()));
    Decayed count = before.plus(times, counter.halfLife());
    counts.put(series, count);
    return Sequences.repeated(series, times.getFirst(), count, counter);
  }

  /** What no rule looks back on any more goes, once a day. */
  void tidy(Instant now) {
    recent.forEach((series, times) -> {
      Instant before = now.minus(Sequences.keptFor(series, thresholds).orElseThrow());
      times.removeIf(it -> it.isBefore(before));
    });
    recent.values().removeIf(List::isEmpty);
    counts.values().removeIf(it -> it.at().isBefore(now.minus(Duration.ofDays(1))));
  }
}
