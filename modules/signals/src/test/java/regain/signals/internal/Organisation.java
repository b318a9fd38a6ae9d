package regain.signals.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import regain.signals.Happening;
import regain.signals.Segment;
import regain.signals.Segment.Kind;

/**
 * An organisation that does not exist, and the resets in it, hour by hour from a Monday. Its counts are none that {@link
 * Baseline} assumes: what varies beyond chance varies by the hour, by the day and for all units together, the year has a wave,
 * festivals and the rush after them, and clocks are changed, not everywhere on one day. A reset has a unit and, by that unit's
 * habits, all the other segments, so that segments overlap as real ones do. An attack's resets look like those of their unit.
 */
final class Organisation {
  static final int WEEK = 168;
  private static final Set<Integer> FESTIVALS = Set.of(60, 88, 89, 131, 172, 230, 275, 276, 318, 353, 354, 380, 402);
  private static final double[] DAY_AT_WORK = {0.1, 0.05, 0.05, 0.05, 0.1, 0.3, 1, 3, 5, 4.5, 4, 3.5, 2.5, 3.5, 3.5, 3,
      2.5, 1.5, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2};
  private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");

  /** @param rate the mean number of resets in an hour, over all hours of a week */
  record Unit(String name, double rate, IntToDoubleFunction season) {
    Series series() {
      return Organisation.series(Kind.UNIT, name);
    }
  }

  private final SplittableRandom random;
  private final Map<Unit, Double> days = new HashMap<>();
  private final Map<String, Series> known = new HashMap<>();
  private double day = 1;

  Organisation(long seed) {
    random = new SplittableRandom(seed);
  }

  private Series in(Kind kind, String key) {
    return known.computeIfAbsent(kind + key, any -> series(kind, key));
  }

  static Series series(Kind kind, String key) {
    return new Series(Happening.RESET, new Segment(kind, key));
  }

  /** So many units of one size, with the seasons in turn. */
  static List<Unit> units(String name, int count, double rate) {
    var units = new ArrayList<Unit>();
    for (int i = 0; i < count; i++) {
      units.add(new Unit(name + " " + i, rate, season(i)));
    }
    return units;
  }

  /** Offices in four time zones, and work in shifts. With a mean of one over the week. */
  private static IntToDoubleFunction season(int number) {
    return switch (number % 5) {
      case 0, 1 -> season("Europe/Berlin", Organisation::office);
      case 2 -> season(number % 2 == 0 ? "Asia/Kolkata" : "America/New_York", Organisation::office);
      case 3 -> season("Europe/London", Organisation::office);
      default -> season("Europe/Berlin", local -> local % 8 == 6 ? 3 : 1);
    };
  }

  private static IntToDoubleFunction season(String zone, IntToDoubleFunction work) {
    double mean = IntStream.range(0, WEEK).mapToDouble(work).average().orElseThrow();
    ZoneRules rules = ZoneId.of(zone).getRules();
    return hour -> {
      int ahead = Math.round(rules.getOffset(at(hour)).getTotalSeconds() / 3600f);
      return work.applyAsDouble(Math.floorMod(hour + ahead, WEEK)) / mean;
    };
  }

  private static double office(int local) {
    double weekend = local / 24 >= 5 ? 0.15 : 1;
    double monday = local / 24 == 0 ? 1.5 : 1;
    return DAY_AT_WORK[local % 24] * weekend * monday;
  }

  static Instant at(int hour) {
    return MONDAY.plus(Duration.ofHours(hour));
  }

  /** Each day is a little different for all, and for each. */
  void dawn() {
    day = gamma(150);
    days.clear();
  }

  /** How many in this unit in this hour, by its season and chance, with {@code more} times as many as usual. */
  int resets(Unit unit, int hour, double more) {
    int date = hour / 24;
    double mean = unit.rate * unit.season.applyAsDouble(hour) * more;
    mean *= 1 + 0.1 * Math.sin(2 * Math.PI * date / 365);
    mean *= FESTIVALS.contains(date) ? 0.35 : FESTIVALS.contains(date - 1) ? 1.3 : 1;
    return poisson(mean * day * days.computeIfAbsent(unit, any -> gamma(80)) * gamma(40));
  }

  /** The segments of one reset in this unit. */
  List<Series> reset(Unit unit) {
    var all = new ArrayList<Series>();
    all.add(in(Kind.ORGANISATION, ""));
    all.add(in(Kind.UNIT, unit.name));
    all.add(in(Kind.POPULATION, random.nextInt(100) < 85 ? "employee" : "contractor"));
    all.add(in(Kind.FACTOR, pick(List.of("passkey", "code", "invitation", "computer"), 2)));
    all.add(in(Kind.NETWORK, pick(
        List.of(unit.name, "vpn " + unit.name.length() % 3, "home " + random.nextInt(100_000)), 2)));
    all.add(in(Kind.SUPERVISOR, unit.name + " " + random.nextInt(2)));
    if (random.nextInt(100) < 20) {
      all.add(in(Kind.CHANNEL, "desk"));
      all.add(in(Kind.AGENT, "agent " + random.nextInt(12)));
    } else {
      all.add(in(Kind.CHANNEL, "self-service"));
    }
    return all;
  }

  /** The first most often, each other half as often. */
  private String pick(List<String> of, int half) {
    int i = 0;
    while (i < of.size() - 1 && random.nextInt(half) == 0) {
      i++;
    }
    return of.get(i);
  }

  int chance(int bound) {
    return random.nextInt(bound);
  }

  /** Of mean one (Marsaglia and Tsang, A Simple Method for Generating Gamma Variables, 2000). */
  private double gamma(double shape) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v / shape;
      }
    }
  }

  /** By multiplying (Knuth); means are small. */
  private int poisson(double mean) {
    double limit = Math.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }
}
