package regain.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import regain.enrollment.Drills;
import regain.kernel.Secret;

/** Trying a recovery while nothing is lost. It changes nothing. */
@Path("/account/drill")
@RolesAllowed(Doors.HOLDER)
@Dependent
public class DrillResource {
  private static final String PATH = "/account/drill";

  private final Drills drills;
  private final Porter porter;
  private final Visit visit;

  @Inject
  public DrillResource(Drills drills, Porter porter, Visit visit) {
    this.drills = drills;
    this.porter = porter;
    this.visit = visit;
  }

  @Named("drill")
  record Page(Drills.Drill drill) {}

  @GET
  public Object page() {
    return new Page(drills.look(visit.holder()));
  }

  @POST
  @Path("saved-code")
  public Response tryCode() {
    porter.limitProof(visit);
    try (Secret typed = visit.form().secret("saved")) {
      visit.say(drills.tryCode(visit.holder(), typed) ? "drill-code" : "drill-no");
      return To.page(PATH);
    }
  }

  @POST
  @Path("code/send")
  public Response send() {
    visit.say(drills.send(visit.holder()) ? "code-sent" : "change-TOO_SOON");
    return To.page(PATH);
  }

  @POST
  @Path("code")
  public Response tryMail() {
    porter.limitProof(visit);
    try (Secret typed = visit.form().secret("code")) {
      boolean fits = drills.tryMail(visit.holder(), typed);
      visit.say(fits ? "drill-passed" : "code-wrong");
      return To.page(fits ? "/account" : PATH);
    }
  }
}
