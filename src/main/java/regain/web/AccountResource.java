package regain.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import regain.enrollment.Drills;
import regain.enrollment.Enrollment;
import regain.recovery.Elsewhere;
import regain.recovery.Readiness;

/** What a signed-in person holds, and what happened to it. */
@Path("/account")
@RolesAllowed(Doors.HOLDER)
@Dependent
public class AccountResource {
  private final Enrollment enrollment;
  private final Readiness readiness;
  private final Drills drills;
  private final Elsewhere elsewhere;
  private final Stories stories;
  private final Visit visit;

  @Inject
  public AccountResource(
      Enrollment enrollment, Readiness readiness, Drills drills, Elsewhere elsewhere, Stories stories,
      Visit visit) {
    this.enrollment = enrollment;
    this.readiness = readiness;
    this.drills = drills;
    this.elsewhere = elsewhere;
    this.stories = stories;
    this.visit = visit;
  }

  @GET
  public Object look() {
    return AccountPage.of(
        visit.holder(),
        enrollment.overview(visit.holder()),
        readiness.of(visit.holder().account()),
        drills.look(visit.holder()).passedAt(),
        elsewhere.any(),
        stories,
        visit.language());
  }

  @POST
  @Path("sessions/{id}/end")
  public Response endSession(@PathParam("id") String id) {
    return Outcome.of(
        Form.id(id)
            .map(it -> enrollment.endSession(visit.holder(), it))
            .orElse(Enrollment.Change.GONE),
        "session-ended")
        .back(visit, "/account", "/account");
  }

  /** Ends every other one. What is ended is only this person's own, and it gives no access: it needs no new proof. */
  @POST
  @Path("sessions/end")
  public Response endOtherSessions() {
    int ended = enrollment.endOtherSessions(visit.holder());
    visit.say(ended > 0 ? "sessions-ended" : "change-GONE");
    return To.page("/account");
  }
}
