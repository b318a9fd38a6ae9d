package regain.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import regain.recovery.Recovery;

/** Getting back into an account: a passkey, and then a new password. */
@Path("/recovery")
@PermitAll
@Dependent
public class RecoveryResource extends CaseResource {
  @Inject
  public RecoveryResource(Recovery recovery, Porter porter, Visit visit) {
    super(Journey.RECOVERY, recovery, porter, visit);
  }

  @POST
  @Path("passkey/options")
  public Response askPasskey() {
    return options(recovery()::askPasskey);
  }

  @POST
  @Path("passkey")
  public Response provePasskey() {
    String answer = visit().form().text("answer");
    return answer(it -> recovery().provePasskey(it, key(), answer, visit().arrival()));
  }

  @POST
  @Path("password")
  public Response setPassword() {
    return prove("password", (ticket, typed) -> recovery().setPassword(ticket, key(), typed, visit().arrival()));
  }
}
