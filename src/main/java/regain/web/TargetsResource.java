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
import regain.privileged.Targets;
import regain.privileged.Targets.Lock;

/** The targets of privilege: whether they answer, what they have, what could not be taken back, and what nobody was given. */
@Path("/reviews/targets")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class TargetsResource {
  private static final String PATH = "/reviews/targets";

  private final Targets targets;
  private final Visit visit;

  @Inject
  public TargetsResource(Targets targets, Visit visit) {
    this.targets = targets;
    this.visit = visit;
  }

  @Named("targets")
  record Page(Targets.Overview seen) {
    /** Which tab is open. */
    public String tab() {
      return "targets";
    }

    public boolean locked(String target) {
      return seen.locks().stream().anyMatch(it -> it.kind() == Lock.On.TARGET && it.object().equals(target));
    }
  }

  @GET
  public Object page() {
    return new Page(targets.overview(visit.holder()));
  }

  /** It takes access away and gives none. */
  @POST
  @Path("{id}/lock-holder")
  public Response lockHolder(@PathParam("id") String id) {
    boolean done = targets.lockHolder(visit.holder(), Form.id(id).orElseThrow(NotFoundException::new));
    visit.say(done ? "privilege-locked" : "change-GONE");
    return To.page(PATH);
  }

  @POST
  @Path("lock")
  public Response lockTarget() {
    visit.say(targets.lockTarget(visit.holder(), visit.form().text("target")) ? "privilege-locked" : "change-GONE");
    return To.page(PATH);
  }

  /** It gives access back, and wants a passkey. */
  @POST
  @Path("{id}/lift")
  public Object lift(@PathParam("id") String id) {
    if (!visit.holder().fresh()) {
      return Outcome.Proofs.first(PATH);
    }
    boolean done = targets.lift(visit.holder(), Form.id(id).orElseThrow(NotFoundException::new));
    visit.say(done ? "privilege-lifted" : "change-GONE");
    return To.page(PATH);
  }

  /** It takes access away and gives none. */
  @POST
  @Path("{id}/take-back")
  public Response takeBack(@PathParam("id") String id) {
    boolean done = targets.takeBack(visit.holder(), Form.id(id).orElseThrow(NotFoundException::new));
    visit.say(done ? "privilege-taken" : "change-GONE");
    return To.page(PATH);
  }
}
