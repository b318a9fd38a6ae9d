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
  private static final int HOUR = 3600;
  private static final List<String> FACTORS = List.of("passkey", "code", "invitation", "computer");

  private static final Segment BINDING = new Segment(Kind.CHANNEL, "binding");

  // What follows was chosen, as all that varies here was, and measured nowhere.
  /** Resets in an hour for whose people one supervisor can vouch: a department. */
  private static final double SUPERVISED = 0.05;
  /** Its people: each has two resets a year on average. */
  private static final int DEPARTMENT = 220;
  /** One of so many people is clumsy ... */
  private static final int CLUMSY = 55;
  /** ... and one of so many resets is theirs: ten times as many as the others have. */
  private static final int CLUMSY_RESETS = 6;
  /** Of a hundred resets so many are preceded by no, one, two proofs that do not fit; the others by more. */
  private static final int[] FAILING = {75, 15, 6};
  /** Of those, so many in a hundred are really stuck, which is one reset in two hundred; the others fail three to five times. */
  private static final int STUCK_SHARE = 12;
  private static final int STUCK = 6;
  private static final int MOST_TRIES = 12;
  /** Of those who are stuck one of so many is so once more, one to four hours later. */
  private static final int COMES_BACK = 3;
  /** One of so many people fails under a name that nobody has. */
  private static final int MISTYPED = 20;
  /** One reset of so many needs a supervisor's word. */
  private static final int ATTESTED = 33;
  /** One letter of so many is answered with "this was not me" by somebody who has forgotten that it was. */
  private static final int NOT_ME = 500;
  /** Before one reset of so many its owner has reported a loss, which suspends what was lost. */
  private static final int LOST = 50;
  /** After one reset of so many its owner adds another factor ... */
  private static final int ADDS = 50;
  /** ... and after one of so many by somebody who still had one removes one: a recovery leaves none of the old ones. */
  private static final int REMOVES = 500;
  /** Of those who remove one of so many adds one as well, before or after. */
  private static final int REMOVES_AND_ADDS = 10;
  /** Within so many hours. */
  private static final int HOURS_AFTER = 8;

  private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");

  /** @param rate the mean number of resets in an hour, over all hours of a week */
  record Unit(String name, double rate, IntToDoubleFunction season) {
    Series series() {
      return Organisation.series(Happening.RESET, Kind.UNIT, name);
    }

    /** In whole departments. */
    private int people() {
      return Math.max(1, (int) Math.round(rate / SUPERVISED)) * DEPARTMENT;
    }
  }

  private final SplittableRandom random;
  /** For who it is and for all but resets, so that how many resets there are does not depend on what else there is. */
  private final SplittableRandom more;
  private final Map<Unit, Double> days = new HashMap<>();
  private final Map<String, Segment> known = new HashMap<>();
  private double day = 1;

  Organisation(long seed) {
    random = new SplittableRandom(seed);
    more = new SplittableRandom(~seed);
  }

  Segment in(Kind kind, String key) {
    return known.computeIfAbsent(kind + key, any -> new Segment(kind, key));
  }

  static Series series(Happening what, Kind kind, String key) {
    return new Series(what, new Segment(kind, key));
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

  /** One reset in this unit, in this hour, by the unit's habits. */
  Told reset(Unit unit, int hour) {
    var where = new ArrayList<Segment>(person(unit));
    where.add(in(Kind.POPULATION, random.nextInt(100) < 85 ? "employee" : "contractor"));
    where.add(in(Kind.FACTOR, pick(random, FACTORS)));
    where.add(in(Kind.NETWORK, pick(
        random, List.of(unit.name, "vpn " + unit.name.length() % 3, "home " + random.nextInt(100_000)))));
    where.add(in(Kind.CHANNEL, pick(more, List.of("recovery", "binding", "enrollment"))));
    if (random.nextInt(100) < 20) {
      where.add(in(Kind.CHANNEL, "desk"));
      where.add(agent());
    } else {
      where.add(in(Kind.CHANNEL, "self-service"));
    }
    return new Told(Happening.RESET, hour * HOUR + more.nextInt(HOUR), where);
  }

  Segment agent() {
    return in(Kind.AGENT, "agent " + random.nextInt(12));
  }

  /** Somebody of this unit, and whose department it is. */
  List<Segment> person(Unit unit) {
    int number = more.nextInt(CLUMSY_RESETS) == 0
        ? more.nextInt(unit.people() / CLUMSY) * CLUMSY
        : more.nextInt(unit.people());
    return List.of(
        in(Kind.UNIT, unit.name),
        in(Kind.SUPERVISOR, unit.name + " " + number / DEPARTMENT),
        new Segment(Kind.ACCOUNT, unit.name + " " + number));
  }

  /** What comes before and after a reset when it is its owner's. All of it is in the hour of the reset or later. */
  List<Told> around(Told reset) {
    var told = new ArrayList<Told>();
    int began = Math.max(reset.hour() * HOUR, reset.second() - HOUR / 2);
    int tries = tries();
    Told typed = more.nextInt(MISTYPED) > 0
        ? reset
        : reset.without(Kind.ACCOUNT, Kind.UNIT, Kind.SUPERVISOR, Kind.POPULATION);
    fail(typed, began, reset.second(), tries, told);
    if (tries >= STUCK && more.nextInt(COMES_BACK) == 0) {
      int again = reset.second() + HOUR + more.nextInt(3 * HOUR);
      fail(reset, again, again + HOUR / 2, STUCK + more.nextInt(MOST_TRIES - STUCK + 1), told);
    }
    if (more.nextInt(ATTESTED) == 0) {
      told.add(word(reset, between(began, reset.second())));
    }
    if (more.nextInt(NOT_ME) == 0) {
      told.add(reset.but(Happening.NOT_ME, later(reset)).without(Kind.FACTOR, Kind.AGENT, Kind.CHANNEL));
    }
    Told account = new Told(Happening.FACTOR_ADDED, reset.second(), List.of(reset.in(Kind.ACCOUNT)));
    if (more.nextInt(LOST) == 0) {
      told.add(account.but(Happening.FACTOR_REMOVED, between(began, reset.second())));
    }
    boolean removes = reset.where().contains(BINDING) && more.nextInt(REMOVES) == 0;
    if (removes) {
      told.add(account.but(Happening.FACTOR_REMOVED, later(reset)));
    }
    if (more.nextInt(removes ? REMOVES_AND_ADDS : ADDS) == 0) {
      told.add(account.but(Happening.FACTOR_ADDED, later(reset)));
    }
    return told;
  }

  /** The supervisor's word for whose reset it is. */
  static Told word(Told reset, int when) {
    Segment supervisor = reset.in(Kind.SUPERVISOR);
    Segment account = reset.in(Kind.ACCOUNT);
    return new Told(
        Happening.ATTESTATION,
        when,
        List.of(
            reset.in(Kind.NETWORK),
            supervisor,
            account,
            new Segment(Kind.PAIR, supervisor.key() + ", " + account.key())));
  }

  private int tries() {
    int of = more.nextInt(100);
    for (int tries = 0; tries < FAILING.length; tries++) {
      of -= FAILING[tries];
      if (of < 0) {
        return tries;
      }
    }
    return more.nextInt(100) < STUCK_SHARE ? STUCK + more.nextInt(MOST_TRIES - STUCK + 1) : 3 + more.nextInt(3);
  }

  private void fail(Told reset, int from, int to, int tries, List<Told> told) {
    for (int i = 0; i < tries; i++) {
      told.add(failure(reset, between(from, to)));
    }
  }

  /** A proof that did not fit, in the place of this reset. */
  Told failure(Told reset, int when) {
    return reset.but(Happening.FAILURE, when).with(in(Kind.FACTOR, pick(more, FACTORS)));
  }

  private int later(Told reset) {
    return between(reset.second(), reset.second() + HOURS_AFTER * HOUR);
  }

  int between(int from, int to) {
    return from + more.nextInt(to - from + 1);
  }

  /** The first most often, each other half as often. */
  private static String pick(SplittableRandom random, List<String> of) {
    int i = 0;
    while (i < of.size() - 1 && random.nextInt(2) == 0) {
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
