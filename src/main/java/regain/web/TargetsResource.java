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
import java.util.List;
import regain.privileged.Targets;
import regain.privileged.Locks;
import regain.privileged.Locks.Lock;

/** The targets of privilege: whether they answer, what they have, what could not be taken back, and what nobody was given. */
@Path("/reviews/targets")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class TargetsResource {
  private static final String PATH = "/reviews/targets";

  private final Targets targets;
  private final Locks locks;
  private final Visit visit;

  @Inject
  public TargetsResource(Targets targets, Locks locks, Visit visit) {
    this.targets = targets;
    this.locks = locks;
    this.visit = visit;
  }

  @Named("targets")
  record Page(Targets.Overview seen, List<Lock> locks) {
    Page {
      locks = List.copyOf(locks);
    }

    /** Which tab is open. */
    public String tab() {
      return "targets";
    }

    public boolean locked(String target) {
      return locks.stream().anyMatch(it -> it.kind() == Lock.On.TARGET && it.object().equals(target));
    }
  }

  @GET
  public Object page() {
    return new Page(targets.overview(visit.holder()), locks.all(visit.holder()));
  }

  /** It takes access away and gives none. */
  @POST
  @Path("{id}/lock-holder")
  public Response lockHolder(@PathParam("id") String id) {
    boolean done = locks.lockHolder(visit.holder(), Form.id(id).orElseThrow(NotFoundException::new));
    visit.say(done ? "privilege-locked" : "change-GONE");
    return To.page(PATH);
  }

  @POST
  @Path("lock")
  public Response lockTarget() {
    visit.say(locks.lockTarget(visit.holder(), visit.form().text("target")) ? "privilege-locked" : "change-GONE");
    return To.page(PATH);
  }

  /** It gives access back, and wants a passkey. */
  @POST
  @Path("{id}/lift")
  public Object lift(@PathParam("id") String id) {
    if (!visit.holder().fresh()) {
      return Outcome.Proofs.first(PATH);
    }
    boolean done = locks.lift(visit.holder(), Form.id(id).orElseThrow(NotFoundException::new));
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
