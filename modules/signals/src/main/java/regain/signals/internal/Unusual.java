package regain.signals.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import regain.signals.Alarm.Rule;
import regain.signals.Thresholds;

/**
 * Which series have more in one hour than chance explains. What is tested is the whole hour, so that one that is not over can
 * only be unusual too late. Tested are the series in which there was anything: each as probable as it is where there is at
 * least one, so that those that are silent need not be counted as tests.
 */
final class Unusual {
  private record Tested(Series series, int seen, double expected, double chance) {}

  private Unusual() {}

  /**
   * @param seen all series that have something in this hour
   * @param usual the baselines of those that reach the floor, as far as they have one
   */
  static List<Finding> in(
      Instant hour, Map<Series, Integer> seen, Map<Series, Baseline> usual, Thresholds thresholds) {
    List<Tested> tested = seen.entrySet()
        .stream()
        .filter(it -> it.getValue() >= thresholds.floor())
        .map(it -> test(hour, it.getKey(), it.getValue(), usual.getOrDefault(it.getKey(), Baseline.NOTHING)))
        .toList();
    double[] chances = tested.stream().mapToDouble(Tested::chance).toArray();
    double believed = Math.min(
        thresholds.tail(), Discoveries.believedUpTo(chances, seen.size(), thresholds.discoveries()));
    return tested.stream().filter(it -> it.chance <= believed).map(it -> finding(hour, it)).toList();
  }

  private static Tested test(Instant hour, Series series, int seen, Baseline usual) {
    double expected = usual.expected(hour);
    return new Tested(series, seen, expected, Tail.atLeastGivenAny(seen, expected, usual.size(hour)));
  }

  private static Finding finding(Instant hour, Tested it) {
    return new Finding(
        Rule.VOLUME,
        it.series,
        hour,
        hour.plus(Duration.ofHours(1)),
        it.seen,
        it.expected,
        Optional.of(it.chance));
  }
}
