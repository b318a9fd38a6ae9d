package regain.bench;

import java.util.List;
import java.util.stream.Stream;

/** What somebody with a stopwatch learns. */
public final class Guess {
  private Guess() {}

  /**
   * How often the best single threshold, whichever way round, tells one kind of times from the other, in percent: 50 is
   * chance. It is chosen after the fact from these very times, so on noise it finds a little more.
   */
  public static double bestPercent(List<Long> known, List<Long> unknown) {
    double best = Stream.concat(known.stream(), unknown.stream())
        .mapToDouble(
            it -> (double) (known.stream().filter(each -> each >= it).count()
                + unknown.stream().filter(each -> each < it).count()) / (known.size() + unknown.size()))
        .map(it -> Math.max(it, 1 - it))
        .max()
        .orElseThrow();
    return 100 * best;
  }
}
