package regain.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import regain.recovery.Elsewhere;

/** Sessions in other systems. A page of its own: it asks them, and they may be slow. */
@Path("/account/elsewhere")
@RolesAllowed(Doors.HOLDER)
@Dependent
public class ElsewhereResource {
  private static final String PATH = "/account/elsewhere";

  private final Elsewhere elsewhere;
  private final Porter porter;
  private final Visit visit;

  @Inject
  public ElsewhereResource(Elsewhere elsewhere, Porter porter, Visit visit) {
    this.elsewhere = elsewhere;
    this.porter = porter;
    this.visit = visit;
  }

  @Named("elsewhere")
  record Page(List<Elsewhere.Connected> systems) {
    Page {
      systems = List.copyOf(systems);
    }
  }

  @GET
  public Object page() {
    if (!elsewhere.any()) {
      throw new NotFoundException();
    }
    return new Page(elsewhere.look(visit.holder()));
  }

  @POST
  public Response endAll() {
    porter.limitProof(visit);
    return elsewhere.endAll(visit.holder()) ? To.page(PATH) : Outcome.Proofs.first(PATH);
  }
}
