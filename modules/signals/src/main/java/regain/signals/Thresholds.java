package regain.signals;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import regain.signals.Segment.Kind;

/**
 * When alarms are raised. Data and nothing else, so that owners can read and, elsewhere, change it.
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
      0.005,
      0.75,
      8,
      10,
      8,
      0.05,
      Duration.ofHours(12),
      Duration.ofHours(36),
      List.of(
          new Window(Happening.RESET, Kind.AGENT, 5, Duration.ofMinutes(60)),
          new Window(Happening.ATTESTATION, Kind.SUPERVISOR, 10, Duration.ofDays(1)),
          new Window(Happening.ATTESTATION, Kind.PAIR, 3, Duration.ofDays(30)),
          new Window(Happening.NOT_ME, Kind.NETWORK, 3, Duration.ofDays(1)),
          new Window(Happening.NOT_ME, Kind.ORGANISATION, 10, Duration.ofDays(1))),
      List.of(
          new Counter(Happening.FAILURE, Kind.ACCOUNT, 15, Duration.ofHours(2)),
          new Counter(Happening.FAILURE, Kind.NETWORK, 40, Duration.ofHours(2)),
          new Counter(Happening.FAILURE, Kind.SUPERVISOR, 15, Duration.ofHours(2)),
          new Counter(Happening.FAILURE, Kind.AGENT, 15, Duration.ofHours(2))));

  public Thresholds {
    windows = List.copyOf(windows);
    counters = List.copyOf(counters);
  }

  /** As many or more within so long raise {@link Alarm.Rule#WINDOW}. */
  public record Window(Happening what, Kind kind, int from, Duration within) {}

  /** Each counts one and half as much after each half-life; so many or more raise {@link Alarm.Rule#REPEATED}. */
  public record Counter(Happening what, Kind kind, double from, Duration halfLife) {}
}
