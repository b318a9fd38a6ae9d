package regain.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import regain.enrollment.Enrollment;
import regain.enrollment.RecoveryCodes;
import regain.kernel.Secret;

/** The person's own recovery codes. */
@Path("/account/codes")
@RolesAllowed(Doors.HOLDER)
@Dependent
public class CodesResource {
  private static final String PATH = "/account/codes";

  private final Enrollment enrollment;
  private final Visit visit;

  @Inject
  public CodesResource(Enrollment enrollment, Visit visit) {
    this.enrollment = enrollment;
    this.visit = visit;
  }

  /** @param kit the set that counts now, and would be replaced */
  @Named("codes-new")
  record Fresh(Optional<RecoveryCodes.Kit> kit) {}

  @GET
  public Object page() {
    return visit.holder().fresh()
        ? new Fresh(enrollment.overview(visit.holder()).codes())
        : Outcome.Proofs.first(PATH);
  }

  /** The codes are in this answer and nowhere else, so there is nothing to come back to. */
  @POST
  public Object draw() {
    Optional<List<Secret>> drawn = enrollment.drawCodes(visit.holder());
    if (drawn.isPresent()) {
      return CodesPage.drawn(visit.holder().account().name(), drawn.get());
    }
    return Outcome.of(
        visit.holder().quarantinedUntil().isPresent()
            ? Enrollment.Change.QUARANTINED
            : Enrollment.Change.PROVE_AGAIN,
        "")
        .back(visit, "/account", PATH);
  }

  @POST
  @Path("kept")
  public Response keep() {
    if (visit.form().maybe("saved").isEmpty()) {
      visit.say("codes-not-kept");
      return To.page(PATH);
    }
    return Outcome.of(enrollment.keepCodes(visit.holder(), visit.arrival()), "codes-kept")
        .back(visit, "/account", PATH);
  }
}
