package regain.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import regain.recovery.Alerts;
import regain.recovery.Alerts.Storm;
import regain.recovery.Postures;
import regain.signals.Segment.Kind;
import regain.signals.Volumes.Hour;
import regain.signals.Volumes.Line;
import regain.signals.Volumes.Outlook;

/** How much is reset now beside what is usual, in every part of the organisation, and the brakes. */
@Path("/reviews/storm")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class StormResource {
  private final Alerts alerts;
  private final Postures postures;
  private final Stories stories;
  private final InstantSource clock;
  private final Visit visit;

  @Inject
  public StormResource(Alerts alerts, Postures postures, Stories stories, InstantSource clock, Visit visit) {
    this.alerts = alerts;
    this.postures = postures;
    this.stories = stories;
    this.clock = clock;
    this.visit = visit;
  }

  /**
   * @param learnsUntil set while nobody knows yet what is usual
   * @param brakes what is narrowed, and what can be
   */
  @Named("storm")
  record Page(
      Optional<Instant> learnsUntil, Chart resets, Chart failures, List<Parts> parts, PostureResource.Page brakes) {
    /** Which tab is open. */
    public String tab() {
      return "storm";
    }
  }

  /**
   * Bars for what was seen, and a mark on each for what is usual.
   *
   * @param top how many the height stands for
   */
  record Chart(List<Bar> bars, int width, int height, int top) {
    private static final int STEP = 12;
    private static final int HEIGHT = 120;

    static Chart of(List<Hour> hours) {
      double highest = hours.stream().mapToDouble(it -> Math.max(it.seen(), it.expected())).max().orElse(1);
      double most = Math.ceil(Math.max(1, highest));
      var bars = new ArrayList<Bar>();
      for (Hour each : hours) {
        int high = (int) Math.round(HEIGHT * each.seen() / most);
        int usual = (int) Math.round(HEIGHT * each.expected() / most);
        bars.add(
            new Bar(bars.size() * STEP, HEIGHT - high, high, HEIGHT - usual, each.begins(), each.seen(),
                each.expected()));
      }
      return new Chart(bars, bars.size() * STEP, HEIGHT, (int) most);
    }

    /** The newest hours first, for the table. */
    public List<Bar> newest() {
      return bars.reversed();
    }
  }

  record Bar(int left, int top, int high, int usual, Instant begins, int seen, double expected) {}

  /**
   * All segments of one kind, those with most in this hour first: a bar below each name for what was seen in this hour, a mark
   * for what is usual in it.
   */
  record Parts(Kind kind, List<Part> all, int width, int height) {
    private static final int STEP = 34;
    private static final int WIDTH = 320;
    private static final int DRAWN = 8;

    static Parts of(Kind kind, List<Line> lines, Namer namer) {
      List<Line> busiest = lines.stream()
          .sorted(Comparator.comparingInt((Line it) -> it.hours().getLast().seen()).reversed())
          .toList();
      double most = busiest.stream()
          .limit(DRAWN)
          .map(it -> it.hours().getLast())
          .mapToDouble(it -> Math.max(it.seen(), it.expected()))
          .reduce(1, Math::max);
      var all = new ArrayList<Part>();
      for (Line each : busiest) {
        Hour now = each.hours().getLast();
        all.add(
            new Part(
                namer.name(each),
                all.size() * STEP,
                (int) Math.round(WIDTH * now.seen() / most),
                (int) Math.min(WIDTH - 2, Math.round(WIDTH * now.expected() / most)),
                now.seen(),
                now.expected(),
                each.hours().stream().mapToInt(Hour::seen).sum(),
                each.hours().stream().mapToDouble(Hour::expected).sum()));
      }
      return new Parts(kind, all, WIDTH, Math.min(DRAWN, all.size()) * STEP);
    }

    /** Those that the chart has room for. */
    public List<Part> drawn() {
      return all.subList(0, Math.min(DRAWN, all.size()));
    }
  }

  /** What people call a segment. */
  interface Namer {
    String name(Line line);
  }

  /** @param day seen in a day, with this hour */
  record Part(
      String segment, int top, int wide, int usual, int seen, double expected, int day, double expectedInDay) {}

  @GET
  public Object page() {
    Storm storm = alerts.storm(visit.holder());
    return new Page(
        Stream.of(storm.resets().learnsUntil()).filter(clock.instant()::isBefore).findFirst(),
        chart(storm.resets()),
        chart(storm.failures()),
        storm.parts().entrySet().stream()
            .filter(it -> !it.getValue().isEmpty())
            .map(
                it -> Parts.of(
                    it.getKey(), it.getValue(), line -> stories.segment(line.segment(), visit.language())))
            .toList(),
        new PostureResource.Page(postures.look(visit.holder()), Set.of(), "", ""));
  }

  private static Chart chart(Outlook outlook) {
    return Chart.of(outlook.lines().stream().findFirst().map(Line::hours).orElse(List.of()));
  }
}
