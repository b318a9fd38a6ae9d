package regain.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import regain.recovery.Recovery;

/** The first passkey: an invitation or the password, a second proof, and then the passkey. */
@Path("/enrollment")
@PermitAll
@Dependent
public class EnrollmentResource extends CaseResource {
  @Inject
  public EnrollmentResource(Recovery recovery, Porter porter, FirstPages firstPages, Visit visit) {
    super(Journey.ENROLLMENT, recovery, porter, firstPages, visit);
  }

  @POST
  @Path("invitation")
  public Response proveInvitation() {
    return prove("code", (ticket, typed) -> recovery().proveInvitation(ticket, key(), typed, visit().arrival()));
  }

  @POST
  @Path("password")
  public Response provePassword() {
    return prove("password", (ticket, typed) -> recovery().provePassword(ticket, key(), typed, visit().arrival()));
  }

  @POST
  @Path("passkey/options")
  public Response askPasskey() {
    return options(recovery()::askNewPasskey);
  }

  @POST
  @Path("passkey")
  public Response bindPasskey() {
    return bind();
  }
}
