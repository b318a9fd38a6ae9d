package regain.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.inject.Named;
import java.util.Optional;
import regain.kernel.Secret;
import regain.recovery.Recovery;
import regain.recovery.Recovery.Turn;

/** Going on in this browser with a case that waits elsewhere. */
@Path("/continue")
@PermitAll
@Dependent
public class ContinueResource {
  private final Recovery recovery;
  private final Porter porter;
  private final Visit visit;

  @Inject
  public ContinueResource(Recovery recovery, Porter porter, Visit visit) {
    this.recovery = recovery;
    this.porter = porter;
    this.visit = visit;
  }

  @Named("continue")
  record Continue() implements Still {}

  @GET
  public Object page() {
    return new Continue();
  }

  @POST
  public Response goOn() {
    porter.limitProof(visit);
    try (Secret typed = visit.form().secret("code")) {
      Optional<Turn> turn = recovery.goOn(typed, visit.arrival());
      if (turn.isEmpty()) {
        visit.say("continue-unknown");
        return To.page("/continue");
      }
      visit.set(Cookies.CASE, turn.get().ticket());
      return To.page(Journey.PASSWORD.path());
    }
  }
}
