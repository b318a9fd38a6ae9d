package regain.signals.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import regain.signals.Thresholds;

/**
 * What is usual in one series: a rate for each hour of the week (UTC, from Monday), and how much counts vary beyond chance.
 *
 * <p>A rate is the mean of a Gamma distribution after the counts of that hour (Gelman and others, Bayesian Data Analysis, 3rd
 * edition, section 2.6): before them it is what day of the week and time of day would say if they had nothing to do with each
 * other, and that counts as much as {@link #NEIGHBOURS} weeks. What goes on beyond chance is the moment estimate of the
 * negative-binomial distribution, week by week, and of these the median, so that bad weeks do not hide the next one.
 */
final class Baseline {
  static final int WEEK = 168;
  private static final int DAY = 24;
  /** In weeks. */
  private static final double NEIGHBOURS = 8;
  /** In an hour: nothing is expected less than this. */
  private static final double LEAST = 0.01;
  /** Between which bounds the variance of a rate may lie, as a share of its square: for an hour, and for a day. */
  private static final double[] HOURLY = {0.03, 1};
  private static final double[] DAILY = {0.005, 0.5};

  /** Of whom next to nothing was seen so far. */
  static final Baseline NOTHING = new Baseline(filled(LEAST), HOURLY[1], DAILY[1], 1);

  private final double[] rates;
  /** The squared coefficient of variation of the rate of an hour. */
  final double spread;
  /** The same for a day. */
  final double daySpread;
  /** How many weeks it rests on. */
  final double weeks;

  private Baseline(double[] rates, double spread, double daySpread, double weeks) {
    this.rates = rates;
    this.spread = spread;
    this.daySpread = daySpread;
    this.weeks = weeks;
  }

  /** As {@link #rates()} wrote it. */
  static Baseline of(String rates, double spread, double daySpread, double weeks) {
    return new Baseline(
        Arrays.stream(rates.split(" ")).mapToDouble(it -> Integer.parseInt(it) / 1000.0).toArray(),
        spread,
        daySpread,
        weeks);
  }

  /**
   * Learns from whole weeks. An hour enters with no more than would have raised no alarm, or with what the second highest week
   * had in that hour, whichever is more.
   *
   * @param hours how many in each hour; they begin at {@code start}, and are whole weeks
   * @param age since when there is something to count, in weeks
   */
  static Baseline fit(int[] hours, Instant start, double age, Thresholds thresholds) {
    int first = slot(start);
    int whole = hours.length / WEEK;
    int from = whole - (int) Math.ceil(Math.clamp(age, 1, whole));
    double weeks = Math.clamp(age, 1, whole);
    int[] capped = capped(hours, thresholds.floor() - 1);

    double[] sums = new double[WEEK];
    double[] days = new double[7];
    double[] times = new double[DAY];
    for (int i = from * WEEK; i < capped.length; i++) {
      int slot = (first + i) % WEEK;
      sums[slot] += capped[i];
      days[slot / DAY] += capped[i];
      times[slot % DAY] += capped[i];
    }
    double all = Arrays.stream(days).sum();
    double[] rates = filled(LEAST);
    for (int slot = 0; slot < WEEK && all > 0; slot++) {
      double neighbours = days[slot / DAY] * smooth(times, slot % DAY) / all / weeks;
      rates[slot] = Math.max(LEAST, (NEIGHBOURS * neighbours + sums[slot]) / (NEIGHBOURS + weeks));
    }
    double[] dayRates = Arrays.stream(days).map(it -> it / weeks).toArray();
    double own = 1 / (NEIGHBOURS + weeks);
    return new Baseline(
        rates,
        Math.clamp(
            spread(capped, 1, from, first, rates, (1 - own) * (1 - own) + (weeks - 1) * own * own),
            HOURLY[0],
            HOURLY[1]),
        Math.clamp(spread(capped, DAY, from, first, dayRates, 1 - 1 / weeks), DAILY[0], DAILY[1]),
        weeks);
  }

  private static int[] capped(int[] hours, int least) {
    int[] capped = hours.clone();
    for (int slot = 0; slot < WEEK; slot++) {
      int highest = 0;
      int second = 0;
      for (int i = slot; i < hours.length; i += WEEK) {
        second = Math.max(second, Math.min(highest, hours[i]));
        highest = Math.max(highest, hours[i]);
      }
      for (int i = slot; i < hours.length; i += WEEK) {
        capped[i] = Math.min(hours[i], Math.max(least, second));
      }
    }
    return capped;
  }

  private static double smooth(double[] times, int time) {
    return (times[(time + DAY - 1) % DAY] + 2 * times[time] + times[(time + 1) % DAY]) / 4;
  }

  /**
   * The median over the weeks of ((x - m)² / kept - m) / m², each summed over the week.
   *
   * @param length of a piece, in hours
   * @param rates of the pieces of a week
   * @param kept which share of the variance is left when the mean rests on the same counts
   */
  private static double spread(int[] hours, int length, int from, int first, double[] rates, double kept) {
    int whole = hours.length / WEEK;
    if (whole - from < 2) {
      return Double.MAX_VALUE;
    }
    double[] weeks = new double[whole - from];
    for (int week = from; week < whole; week++) {
      double beyond = 0;
      double squares = 0;
      for (int i = week * WEEK; i < (week + 1) * WEEK; i += length) {
        double mean = rates[(first + i) % WEEK / length];
        int seen = sum(hours, i, i + length);
        beyond += (seen - mean) * (seen - mean) / kept - mean;
        squares += mean * mean;
      }
      weeks[week - from] = squares == 0 ? 0 : beyond / squares;
    }
    Arrays.sort(weeks);
    return (weeks[(weeks.length - 1) / 2] + weeks[weeks.length / 2]) / 2;
  }

  static int sum(int[] hours, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += hours[i];
    }
    return sum;
  }

  /** The same shape, with no more than so many a week. */
  Baseline atMost(double level) {
    double factor = Math.min(1, level / level());
    return new Baseline(
        Arrays.stream(rates).map(it -> Math.max(LEAST, it * factor)).toArray(), spread, daySpread, weeks);
  }

  /** How many are usual in a week. */
  double level() {
    return Arrays.stream(rates).sum();
  }

  /** How many are usual in the hour that begins then. */
  double expected(Instant hour) {
    return rates[slot(hour)];
  }

  /** The size of the negative-binomial distribution of that hour: what varies, and what is not known better. */
  double size(Instant hour) {
    return 1 / (spread + 1 / (expected(hour) * (NEIGHBOURS + weeks)));
  }

  /** How many are usual in the day that begins then. */
  double expectedInDay(Instant day) {
    int first = slot(day);
    return Arrays.stream(rates, first, first + DAY).sum();
  }

  /** The standard deviation of that day: what varies, and what is not known better. */
  double deviationOfDay(Instant day) {
    double mean = expectedInDay(day);
    return Math.sqrt((mean + daySpread * mean * mean) * (1 + 1 / weeks));
  }

  /** In thousandths, for each hour of the week, with blanks between. */
  String rates() {
    return Arrays.stream(rates).mapToObj(it -> Long.toString(Math.round(it * 1000))).collect(Collectors.joining(" "));
  }

  /** 1970 began on a Thursday. */
  private static int slot(Instant hour) {
    return (int) Math.floorMod(Duration.between(Instant.EPOCH, hour).toHours() + 3 * DAY, (long) WEEK);
  }

  private static double[] filled(double rate) {
    double[] rates = new double[WEEK];
    Arrays.fill(rates, rate);
    return rates;
  }
}
