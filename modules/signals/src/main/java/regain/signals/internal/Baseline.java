package regain.signals.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import regain.signals.Thresholds;

/**
 * What is usual in one series: a rate for each hour of the week (from Monday, by the clock of one zone), and how much counts vary beyond chance.
 *
 * <p>A rate is the mean of a Gamma distribution after the counts of that hour (Gelman and others, Bayesian Data Analysis, 3rd
 * edition, section 2.6): before them it is what day of the week and time of day would say if they had nothing to do with each
 * other, and that counts as much as {@link #NEIGHBOURS} that were seen. What goes on beyond chance is the moment estimate of the
 * negative-binomial distribution, week by week, and of these the median, so that bad weeks do not hide the next one.
 */
final class Baseline {
  static final int WEEK = 168;
  private static final int DAY = 24;
  /** In counts. */
  private static final double NEIGHBOURS = 3;
  /** In an hour: nothing is expected less than this. */
  private static final double LEAST = 0.01;
  /** Between which bounds the variance of a rate may lie, as a share of its square: for an hour, and for a day. */
  private static final double[] HOURLY = {0.05, 1};
  private static final double[] DAILY = {0.005, 0.5};

  /** Of whom next to nothing was seen so far. */
  static final Baseline NOTHING = new Baseline(filled(LEAST), HOURLY[1], DAILY[1], 1, ZoneOffset.UTC);

  private final double[] rates;
  /** The squared coefficient of variation of the rate of an hour. */
  final double spread;
  /** The same for a day. */
  final double daySpread;
  /** How many weeks it rests on. */
  final double weeks;
  private final ZoneId zone;

  private Baseline(double[] rates, double spread, double daySpread, double weeks, ZoneId zone) {
    this.rates = rates;
    this.spread = spread;
    this.daySpread = daySpread;
    this.weeks = weeks;
    this.zone = zone;
  }

  /** As {@link #rates()} wrote it. */
  static Baseline of(String rates, double spread, double daySpread, double weeks, ZoneId zone) {
    double[] read = new double[WEEK];
    int from = 0;
    for (int slot = 0; slot < WEEK; slot++) {
      int blank = rates.indexOf(' ', from);
      int to = blank < 0 ? rates.length() : blank;
      read[slot] = Integer.parseInt(rates, from, to, 10) / 1000.0;
      from = to + 1;
    }
    return new Baseline(read, spread, daySpread, weeks, zone);
  }

  /**
   * Learns from whole weeks. An hour enters with no more than would have raised no alarm, or than half more than the second
   * highest week had in that hour, whichever is more.
   *
   * @param hours how many in each hour; they begin at {@code start}, the beginning of a day, and are whole weeks
   * @param age since when there is something to count, in weeks
   */
  static Baseline fit(int[] hours, Instant start, double age, Thresholds thresholds) {
    int whole = hours.length / WEEK;
    double weeks = Math.clamp(age, 1, whole);
    int[][] seen = table(hours, start, thresholds.zone(), (int) Math.ceil(weeks));

    double[] sums = new double[WEEK];
    double[] days = new double[7];
    double[] times = new double[DAY];
    for (int slot = 0; slot < WEEK; slot++) {
      int most = most(seen, slot, thresholds.floor() - 1);
      for (int[] week : seen) {
        week[slot] = Math.min(week[slot], most);
        sums[slot] += week[slot];
      }
      days[slot / DAY] += sums[slot];
      times[slot % DAY] += sums[slot];
    }
    double all = Math.max(1, Arrays.stream(days).sum());
    double[] rates = new double[WEEK];
    double[] kept = new double[WEEK];
    for (int slot = 0; slot < WEEK; slot++) {
      double neighbours = Math.max(LEAST, days[slot / DAY] * smooth(times, slot % DAY) / all / weeks);
      double own = 1 / (NEIGHBOURS / neighbours + weeks);
      rates[slot] = Math.max(LEAST, (NEIGHBOURS + sums[slot]) * own);
      kept[slot] = (1 - own) * (1 - own) + (weeks - 1) * own * own;
    }
    double[] dayRates = Arrays.stream(days).map(it -> it / weeks).toArray();
    double[] dayKept = new double[7];
    Arrays.fill(dayKept, 1 - 1 / weeks);
    return new Baseline(
        rates,
        Math.clamp(spread(seen, 1, rates, kept), HOURLY[0], HOURLY[1]),
        Math.clamp(spread(seen, DAY, dayRates, dayKept), DAILY[0], DAILY[1]),
        weeks,
        thresholds.zone());
  }

  /** The last weeks by hour of the week. Where clocks were changed one hour counts for two, and one for none. */
  private static int[][] table(int[] hours, Instant start, ZoneId zone, int weeks) {
    int[][] table = new int[weeks][WEEK];
    int first = hours.length - weeks * WEEK;
    for (int day = first; day < hours.length; day += DAY) {
      int slot = slot(start.plus(Duration.ofHours(day)), zone);
      for (int i = day; i < day + DAY; i++) {
        table[(day - first) / WEEK][slot] += hours[i];
        slot = slot == WEEK - 1 ? 0 : slot + 1;
      }
    }
    return table;
  }

  private static int most(int[][] seen, int slot, int least) {
    int highest = 0;
    int second = 0;
    for (int[] week : seen) {
      second = Math.max(second, Math.min(highest, week[slot]));
      highest = Math.max(highest, week[slot]);
    }
    return Math.max(least, second + second / 2);
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
  private static double spread(int[][] seen, int length, double[] rates, double[] kept) {
    if (seen.length < 2) {
      return Double.MAX_VALUE;
    }
    double squares = 0;
    double all = 0;
    for (double each : rates) {
      squares += each * each;
      all += each;
    }
    double[] weeks = new double[seen.length];
    for (int week = 0; week < weeks.length; week++) {
      double around = 0;
      for (int piece = 0; piece < rates.length; piece++) {
        double off = sum(seen[week], piece * length, (piece + 1) * length) - rates[piece];
        around += off * off / kept[piece];
      }
      weeks[week] = squares == 0 ? 0 : (around - all) / squares;
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
        Arrays.stream(rates).map(it -> Math.max(LEAST, it * factor)).toArray(), spread, daySpread, weeks, zone);
  }

  /** How many are usual in a week. */
  double level() {
    double sum = 0;
    for (double each : rates) {
      sum += each;
    }
    return sum;
  }

  /** How many are usual in the hour that begins then. */
  double expected(Instant hour) {
    return rates[slot(hour, zone)];
  }

  /** The size of the negative-binomial distribution of that hour: what varies, and what is not known better. */
  double size(Instant hour) {
    return 1 / (spread + 1 / (NEIGHBOURS + expected(hour) * weeks));
  }

  /** How many are usual in the day that begins then. */
  double expectedInDay(Instant day) {
    int first = slot(day, zone);
    double sum = 0;
    for (int i = first; i < first + DAY; i++) {
      sum += rates[i % WEEK];
    }
    return sum;
  }

  /** The standard deviation of that day: what varies, and what is not known better. So many count for one. */
  double deviationOfDay(Instant day, int together) {
    double mean = expectedInDay(day) / together;
    return Math.sqrt((mean + daySpread * mean * mean) * (1 + 1 / weeks));
  }

  /** In thousandths, for each hour of the week, with blanks between. */
  String rates() {
    var text = new StringBuilder(WEEK * 4);
    for (double each : rates) {
      text.append(text.isEmpty() ? "" : " ").append(Math.round(each * 1000));
    }
    return text.toString();
  }

  /** 1970 began on a Thursday. */
  private static int slot(Instant hour, ZoneId zone) {
    long seconds = hour.getEpochSecond() + zone.getRules().getOffset(hour).getTotalSeconds();
    return (int) Math.floorMod(Math.floorDiv(seconds, 3600L) + 3 * DAY, (long) WEEK);
  }

  private static double[] filled(double rate) {
    double[] rates = new double[WEEK];
    Arrays.fill(rates, rate);
    return rates;
  }
}
