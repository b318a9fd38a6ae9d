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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import regain.recovery.Alerts;
import regain.recovery.Alerts.Picture;
import regain.recovery.Alerts.Raised;
import regain.review.Judgement;
import regain.review.Reviews.Item;
import regain.signals.Calibration.InForce;
import regain.signals.Volumes.Hour;
import regain.signals.Volumes.Line;

/** What is more than usual: resets now against what was expected, the alerts, and what became of earlier ones. */
@Path("/reviews/alerts")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class AlertsResource {
  private final Alerts alerts;
  private final Stories stories;
  private final InstantSource clock;
  private final Visit visit;

  @Inject
  public AlertsResource(Alerts alerts, Stories stories, InstantSource clock, Visit visit) {
    this.alerts = alerts;
    this.stories = stories;
    this.clock = clock;
    this.visit = visit;
  }

  /**
   * @param learnsUntil set while nobody knows yet what is usual
   * @param busy other segments in which something was reset, with how many in the last hour and how many are usual in it
   */
  @Named("alerts")
  record Page(
      List<Told> told,
      Alerts.Precision precision,
      Optional<Instant> learnsUntil,
      Chart chart,
      List<Busy> busy,
      InForce inForce) {
    /** Which tab is open. */
    public String tab() {
      return "alerts";
    }
  }

  /** @param item where it is reviewed */
  record Told(String words, Instant at, Optional<UUID> item, boolean open, Optional<Judgement> found) {}

  record Busy(String segment, int seen, double expected) {}

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

  @GET
  public Object page() {
    Picture picture = alerts.picture(visit.holder());
    Instant learns = picture.now().learnsUntil();
    List<Hour> hours = picture.now().lines().stream().findFirst().map(Line::hours).orElse(List.of());
    return new Page(
        picture.raised().stream().map(this::told).toList(),
        picture.precision(),
        Stream.of(learns).filter(clock.instant()::isBefore).findFirst(),
        Chart.of(hours),
        picture.busiest().stream().map(this::busy).toList(),
        picture.inForce());
  }

  private Told told(Raised raised) {
    return new Told(
        stories.alarm(raised.alarm(), visit.language()),
        raised.alarm().raisedAt(),
        raised.item().map(Item::id),
        raised.item().filter(it -> it.closedAt().isEmpty()).isPresent(),
        raised.found());
  }

  private Busy busy(Line line) {
    Hour last = line.hours().getLast();
    return new Busy(stories.segment(line.segment(), visit.language()), last.seen(), last.expected());
  }
}
