package regain.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import regain.recovery.DeskProviders;

/** Who helps for whom, and the switch that cuts all agents of one provider off. */
@Path("/reviews/desk")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class ProvidersResource {
  private static final String PATH = "/reviews/desk";

  private final DeskProviders providers;
  private final Visit visit;

  @Inject
  public ProvidersResource(DeskProviders providers, Visit visit) {
    this.providers = providers;
    this.visit = visit;
  }

  /** @param all empty when the directory did not answer */
  @Named("providers")
  record Page(Optional<List<DeskProviders.Provider>> all) {
    /** Which tab is open. */
    public String tab() {
      return "desk";
    }
  }

  @GET
  public Object page() {
    return new Page(providers.all(visit.holder()));
  }

  @POST
  @Path("cut-off")
  public Response cutOff() {
    String because = visit.form().text("because").strip();
    if (because.isEmpty() || because.length() > DeskProviders.MOST_BECAUSE) {
      visit.say("providers-because");
    } else {
      providers.cutOff(visit.holder(), visit.form().text("provider"), because);
      visit.say("providers-cut-off");
    }
    return To.page(PATH);
  }

  @POST
  @Path("readmit")
  public Response readmit() {
    boolean done = providers.readmit(visit.holder(), visit.form().text("provider"));
    visit.say(done ? "providers-readmitted" : "providers-own");
    return To.page(PATH);
  }
}
