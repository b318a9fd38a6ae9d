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
import java.util.List;
import regain.privileged.Secrets;
import regain.privileged.Secrets.Due;

/** What somebody privileged could know when they came back, and has to be renewed. */
@Path("/reviews/secrets")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class SecretsResource {
  private static final String PATH = "/reviews/secrets";

  private final Secrets secrets;
  private final Visit visit;

  @Inject
  public SecretsResource(Secrets secrets, Visit visit) {
    this.secrets = secrets;
    this.visit = visit;
  }

  @Named("secrets")
  record Page(List<Due> due) {
    Page {
      due = List.copyOf(due);
    }

    /** Which tab is open. */
    public String tab() {
      return "targets";
    }
  }

  @GET
  public Object page() {
    return new Page(secrets.due(visit.holder()));
  }

  /** Somebody's word, and so it wants a passkey. */
  @POST
  @Path("{id}/renewed")
  public Object renewed(@PathParam("id") String id) {
    if (!visit.holder().fresh()) {
      return Outcome.Proofs.first(PATH);
    }
    boolean counts = secrets.renewed(visit.holder(), Form.id(id).orElseThrow(NotFoundException::new));
    visit.say(counts ? "secret-renewed" : "change-GONE");
    return To.page(PATH);
  }
}
