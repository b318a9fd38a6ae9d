package regain.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import regain.recovery.Changes;
import regain.recovery.Changes.Deed;
import regain.recovery.Changes.Kind;
import regain.recovery.Changes.Outcome;

/** A change that takes two people: what each of them reads and signs. */
@Path("/reviews/changes/{id}")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class ChangesResource {
  private final Changes changes;
  private final Visit visit;

  @Inject
  public ChangesResource(Changes changes, Visit visit) {
    this.changes = changes;
    this.visit = visit;
  }

  /** @param place where whoever signs came from, and goes afterwards */
  @Named("change")
  record Page(String path, String place, Deed deed, String fingerprint) {
    /** Which tab is open. */
    public String tab() {
      return switch (deed.kind()) {
        case POSTURE -> "posture";
        case CALIBRATION -> "alerts";
        case MASS_RESET -> "mass-reset";
      };
    }
  }

  /** The page of a change. */
  static String path(UUID change) {
    return "/reviews/changes/" + change;
  }

  private static String place(Kind kind) {
    return switch (kind) {
      case POSTURE -> "/reviews/posture";
      case CALIBRATION -> "/reviews/signals";
      case MASS_RESET -> "/reviews/mass-reset";
    };
  }

  @GET
  public Object look(@PathParam("id") String text) {
    UUID id = id(text);
    Optional<Deed> deed = changes.deed(visit.holder(), id);
    return deed.isPresent()
        ? new Page(path(id), place(deed.get().kind()), deed.get(), Fingerprint.of(deed.get().text()))
        : gone();
  }

  private Object gone() {
    visit.say("proposal-GONE");
    return To.page("/reviews");
  }

  private static UUID id(String text) {
    return Form.id(text).orElseThrow(NotFoundException::new);
  }

  @POST
  @Path("options")
  public Response options(@PathParam("id") String id) {
    return Ceremony.options(changes.ask(visit.holder(), id(id)));
  }

  @POST
  @Path("sign")
  public Object sign(@PathParam("id") String text) {
    UUID id = id(text);
    Optional<Deed> deed = changes.deed(visit.holder(), id);
    if (deed.isEmpty()) {
      return gone();
    }
    Outcome outcome = changes.sign(visit.holder(), id, visit.form().text("answer"));
    visit.say(outcome == Outcome.GONE ? "proposal-GONE" : "change-" + outcome);
    return To.page(outcome == Outcome.NOT_SIGNED ? path(id) : place(deed.get().kind()));
  }
}
