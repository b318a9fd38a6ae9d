package regain.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import regain.recovery.Alerts;
import regain.recovery.Alerts.Picture;
import regain.recovery.Alerts.Raised;
import regain.review.Judgement;
import regain.review.Reviews.Item;
import regain.signals.Calibration.InForce;

/** What was more than usual, and what became of it. */
@Path("/reviews/alerts")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class AlertsResource {
  private final Alerts alerts;
  private final Stories stories;
  private final Visit visit;

  @Inject
  public AlertsResource(Alerts alerts, Stories stories, Visit visit) {
    this.alerts = alerts;
    this.stories = stories;
    this.visit = visit;
  }

  @Named("alerts")
  record Page(List<Told> told, Alerts.Precision precision, InForce inForce) {
    /** Which tab is open. */
    public String tab() {
      return "alerts";
    }
  }

  /** @param item where it is reviewed */
  record Told(String words, Instant at, Optional<UUID> item, boolean open, Optional<Judgement> found) {}

  @GET
  public Object page() {
    Picture picture = alerts.picture(visit.holder());
    return new Page(picture.raised().stream().map(this::told).toList(), picture.precision(), picture.inForce());
  }

  private Told told(Raised raised) {
    return new Told(
        stories.alarm(raised.alarm(), visit.language()),
        raised.alarm().raisedAt(),
        raised.item().map(Item::id),
        raised.item().filter(it -> it.closedAt().isEmpty()).isPresent(),
        raised.found());
  }
}
