package regain.signals.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import regain.signals.Alarm.Rule;
import regain.signals.Happening;
import regain.signals.Segment;
import regain.signals.Segment.Kind;
import regain.signals.internal.Organisation.Unit;
import regain.signals.internal.Year.Attack;

/** What is attempted in the year of attacks beside bursts and growth: what the rules are for that know no usual. */
final class Attacks {
  private static final int HOUR = 3600;
  /** Of each, in different weeks. */
  private static final int EACH = 20;

  private final Organisation organisation;
  private final List<Unit> units;

  Attacks(Organisation organisation, List<Unit> units) {
    this.organisation = organisation;
    this.units = units;
  }

  /** By what they are. */
  Map<String, List<Attack>> all() {
    var all = new LinkedHashMap<String, List<Attack>>();
    all.put("20 resets in an hour by one desk agent", each(this::desk));
    all.put("five words of one supervisor in eight hours", each(this::words));
    all.put("a word for the same person each week, four times", each(this::pair));
    all.put("8 \"not me\" in twelve hours about one network", each(hour -> notMe(hour, 8, true)));
    all.put("30 \"not me\" in twelve hours", each(hour -> notMe(hour, 30, false)));
    all.put("100 people tried from one network in half an hour", each(hour -> spray(hour, 100, HOUR / 2)));
    all.put("200 people tried from one network in eight hours", each(hour -> spray(hour, 200, 8 * HOUR)));
    all.put("60 people of one unit tried from everywhere in an hour", each(this::unit));
    all.put("40 tries on one account in two hours", each(this::stuffing));
    all.put("30 tries on the people of one supervisor in an hour", each(hour -> tries(hour, Kind.SUPERVISOR)));
    all.put("30 tries at the side of one desk agent in an hour", each(hour -> tries(hour, Kind.AGENT)));
    all.put("reset, removal, addition within six hours", each(this::stripping));
    return all;
  }

  private List<Attack> each(IntFunction<Attack> attack) {
    int apart = (Year.END - Year.TRAINING) / EACH;
    return IntStream.range(0, EACH)
        .map(it -> Year.TRAINING + it * apart + organisation.chance(apart - 48))
        .mapToObj(attack)
        .toList();
  }

  private Unit anywhere() {
    return units.get(organisation.chance(units.size()));
  }

  private Told reset(int hour) {
    return organisation.reset(anywhere(), hour);
  }

  /** So many within some seconds from that hour on. */
  private List<Told> within(int hour, int seconds, int count, IntFunction<Told> at) {
    return IntStream.range(0, count)
        .map(any -> organisation.between(hour * HOUR, hour * HOUR + seconds - 1))
        .mapToObj(at)
        .sorted(Comparator.comparingInt(Told::second))
        .toList();
  }

  private static Attack attack(Rule rule, Kind kind, List<Told> told) {
    return new Attack(rule, new Series(told.getFirst().what(), told.getFirst().in(kind)), told);
  }

  private Segment abroad() {
    return organisation.in(Kind.NETWORK, "abroad " + organisation.chance(100_000));
  }

  private static Told atDesk(Told told, Segment agent) {
    return told.without(Kind.CHANNEL).with(new Segment(Kind.CHANNEL, "desk")).with(agent);
  }

  private Attack desk(int hour) {
    Segment agent = organisation.agent();
    return attack(
        Rule.WINDOW,
        Kind.AGENT,
        within(hour, HOUR, 20, at -> atDesk(reset(hour), agent).but(Happening.RESET, at)));
  }

  private Attack words(int hour) {
    Unit unit = anywhere();
    Segment supervisor = organisation.reset(unit, hour).in(Kind.SUPERVISOR);
    return attack(
        Rule.WINDOW,
        Kind.SUPERVISOR,
        within(hour, 8 * HOUR, 5, at -> Organisation.word(organisation.reset(unit, hour).with(supervisor), at)));
  }

  /** The last of them in that hour. */
  private Attack pair(int hour) {
    Told reset = reset(hour);
    return attack(
        Rule.WINDOW,
        Kind.PAIR,
        IntStream.range(0, 4)
            .mapToObj(it -> Organisation.word(reset, reset.second() + (it - 3) * Year.WEEK * HOUR))
            .toList());
  }

  private Attack notMe(int hour, int count, boolean together) {
    Segment network = abroad();
    List<Told> told = within(hour, 12 * HOUR, count, at -> reset(hour).but(Happening.NOT_ME, at)
        .without(Kind.FACTOR, Kind.AGENT, Kind.CHANNEL).with(together ? network : abroad()));
    return together
        ? attack(Rule.WINDOW, Kind.NETWORK, told)
        : new Attack(Rule.WINDOW, new Series(Happening.NOT_ME, Segment.ORGANISATION), told);
  }

  private Attack spray(int hour, int count, int seconds) {
    Segment network = abroad();
    return attack(
        Rule.REPEATED,
        Kind.NETWORK,
        within(hour, seconds, count, at -> organisation.failure(reset(hour), at).with(network)));
  }

  private Attack unit(int hour) {
    Unit unit = anywhere();
    return attack(
        Rule.VOLUME,
        Kind.UNIT,
        within(hour, HOUR, 60, at -> organisation.failure(organisation.reset(unit, hour), at).with(abroad())));
  }

  private Attack stuffing(int hour) {
    Told reset = reset(hour);
    return attack(
        Rule.REPEATED,
        Kind.ACCOUNT,
        within(hour, 2 * HOUR, 40, at -> organisation.failure(reset, at).with(abroad())));
  }

  private Attack tries(int hour, Kind kind) {
    Unit unit = anywhere();
    Segment agent = organisation.agent();
    Segment supervisor = organisation.reset(unit, hour).in(Kind.SUPERVISOR);
    return attack(Rule.REPEATED, kind, within(hour, HOUR, 30, at -> {
      Told failure = organisation.failure(organisation.reset(unit, hour), at).with(abroad());
      return kind == Kind.AGENT ? atDesk(failure, agent) : failure.with(supervisor);
    }));
  }

  private Attack stripping(int hour) {
    Told reset = reset(hour);
    Told account = new Told(Happening.RESET, reset.second(), List.of(reset.in(Kind.ACCOUNT)));
    int removal = organisation.between(reset.second(), reset.second() + 3 * HOUR);
    var told = new ArrayList<Told>();
    told.add(reset);
    told.add(account.but(Happening.FACTOR_REMOVED, removal));
    told.add(account.but(Happening.FACTOR_ADDED, organisation.between(removal, removal + 3 * HOUR)));
    return new Attack(
        Rule.STRIPPED, new Series(Happening.FACTOR_ADDED, reset.in(Kind.ACCOUNT)), told);
  }
}
