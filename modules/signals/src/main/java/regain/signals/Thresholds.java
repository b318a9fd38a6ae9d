package regain.signals;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import regain.signals.Segment.Kind;

/**
 * When alarms are raised. Data and nothing else, so that owners can read it, and two of them turn its {@link Dial}s.
 *
 * @param version what an owner calls this set
 * @param zone by whose clock people work: hours of the week are its
 * @param floor an hour with fewer is never unusual
 * @param tail nor is one that is more probable than this
 * @param discoveries the share of false ones among the unusual segments of an hour (Benjamini-Hochberg). Below 1/168 it is
 *     also less than one false hour a week when nothing is the matter
 * @param slack how many standard deviations a day may lie above what is usual before the ramp counts it
 * @param limit the sum of what lies above, in standard deviations, from which on there is a ramp
 * @param rampFloor a ramp of fewer above what is usual is none
 * @param trainingWeeks how many weeks are looked back on, and for how long a new house only learns
 * @param rise by which share what is usual may rise in a week, so that slow training moves it slowly or is noticed
 * @param tries so many failures in one segment count for as much as one reset where it is asked what is unusual and whether
 *     there is a ramp: whoever fails often fails again, so that ten failures are rarely ten people
 * @param stripped how long reset, removal and addition may take together
 * @param quiet an alarm goes on until nothing was seen for so long
 */
public record Thresholds(
    String version,
    ZoneId zone,
    int floor,
    double tail,
    double discoveries,
    double slack,
    double limit,
    int rampFloor,
    int trainingWeeks,
    double rise,
    int tries,
    Duration stripped,
    Duration quiet,
    List<Window> windows,
    List<Counter> counters) {

  /** What Regain comes with. */
  public static final Thresholds FIRST = new Thresholds(
      "1",
      ZoneId.of("Europe/Berlin"),
      5,
      1e-4,
      0.004,
      0.75,
      8,
      20,
      8,
      0.05,
      5,
      Duration.ofHours(12),
      Duration.ofHours(36),
      List.of(
          new Window(Happening.RESET, Kind.AGENT, 15, Duration.ofMinutes(60)),
          // Below what anybody may state in a day: an alarm beyond that would never be raised.
          new Window(Happening.ATTESTATION, Kind.SUPERVISOR, 4, Duration.ofDays(1)),
          new Window(Happening.ATTESTATION, Kind.PAIR, 4, Duration.ofDays(30)),
          new Window(Happening.NOT_ME, Kind.NETWORK, 5, Duration.ofDays(1)),
          new Window(Happening.NOT_ME, Kind.ORGANISATION, 15, Duration.ofDays(1))),
      List.of(
          new Counter(Happening.FAILURE, Kind.ACCOUNT, 20, Duration.ofHours(2)),
          new Counter(Happening.FAILURE, Kind.NETWORK, 60, Duration.ofHours(2)),
          new Counter(Happening.FAILURE, Kind.SUPERVISOR, 20, Duration.ofHours(2)),
          new Counter(Happening.FAILURE, Kind.AGENT, 22, Duration.ofHours(2))));

  public Thresholds {
    windows = List.copyOf(windows);
    counters = List.copyOf(counters);
  }

  /** How many of this count for one. */
  public int together(Happening what) {
    return what == Happening.FAILURE ? tries : 1;
  }

  /** What this dial stands at. */
  public double at(Dial dial) {
    return switch (dial) {
      case FLOOR -> floor;
      case TAIL -> tail;
      case DISCOVERIES -> discoveries;
      case SLACK -> slack;
      case LIMIT -> limit;
      case RAMP_FLOOR -> rampFloor;
      case RISE -> rise;
      default -> Stream
          .concat(
              windows.stream().filter(dial::turns).map(it -> (double) it.from()),
              counters.stream().filter(dial::turns).map(Counter::from))
          .findFirst()
          .orElseThrow();
    };
  }

  /**
   * The same with some dials turned.
   *
   * @throws IllegalArgumentException when one was turned too far
   */
  public Thresholds turned(String name, Map<Dial, Double> to) {
    to.forEach((dial, value) -> {
      if (!dial.allows(value)) {
        throw new IllegalArgumentException(dial + " does not go to " + value);
      }
    });
    ToDoubleFunction<Dial> value = it -> to.getOrDefault(it, at(it));
    return new Thresholds(
        name,
        zone,
        (int) value.applyAsDouble(Dial.FLOOR),
        value.applyAsDouble(Dial.TAIL),
        value.applyAsDouble(Dial.DISCOVERIES),
        value.applyAsDouble(Dial.SLACK),
        value.applyAsDouble(Dial.LIMIT),
        (int) value.applyAsDouble(Dial.RAMP_FLOOR),
        trainingWeeks,
        value.applyAsDouble(Dial.RISE),
        tries,
        stripped,
        quiet,
        windows.stream().map(it -> dial(it::isTurnedBy).map(by -> it.from((int) value.applyAsDouble(by))).orElse(it))
            .toList(),
        counters.stream().map(it -> dial(it::isTurnedBy).map(by -> it.from(value.applyAsDouble(by))).orElse(it))
            .toList());
  }

  private static Optional<Dial> dial(Predicate<Dial> which) {
    return Arrays.stream(Dial.values()).filter(which).findFirst();
  }

  /** As many or more within so long raise {@link Alarm.Rule#WINDOW}. */
  public record Window(Happening what, Kind kind, int from, Duration within) {
    private boolean isTurnedBy(Dial dial) {
      return dial.turns(this);
    }

    private Window from(int other) {
      return new Window(what, kind, other, within);
    }
  }

  /** Each counts one and half as much after each half-life; so many or more raise {@link Alarm.Rule#REPEATED}. */
  public record Counter(Happening what, Kind kind, double from, Duration halfLife) {
    private boolean isTurnedBy(Dial dial) {
      return dial.turns(this);
    }

    private Counter from(double other) {
      return new Counter(what, kind, other, halfLife);
    }
  }
}
