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
 * only be unusual too late. Tested are the series in which there was more than one: each as probable as it is where there is
 * more than one, so that those that are silent, or see a single one, need not be counted as tests.
 */
final class Unusual {
  /** So many are a test. */
  private static final int TESTED = 2;

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
        .filter(it -> whole(it, thresholds) >= thresholds.floor())
        .map(it -> test(hour, it, usual.getOrDefault(it.getKey(), Baseline.NOTHING), thresholds))
        .toList();
    int tests = (int) seen.entrySet().stream().filter(it -> whole(it, thresholds) >= TESTED).count();
    double[] chances = tested.stream().mapToDouble(Tested::chance).toArray();
    double believed = Math.min(
        thresholds.tail(), Discoveries.believedUpTo(chances, tests, thresholds.discoveries()));
    return tested.stream().filter(it -> it.chance <= believed).map(it -> finding(hour, it)).toList();
  }

  private static int whole(Map.Entry<Series, Integer> seen, Thresholds thresholds) {
    return seen.getValue() / thresholds.together(seen.getKey().what());
  }

  private static Tested test(
      Instant hour, Map.Entry<Series, Integer> seen, Baseline usual, Thresholds thresholds) {
    Series series = seen.getKey();
    double expected = usual.expected(hour);
    double chance = Tail.atLeastGiven(
        TESTED,
        whole(seen, thresholds),
        expected / thresholds.together(series.what()),
        usual.size(hour));
    return new Tested(series, seen.getValue(), expected, chance);
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
