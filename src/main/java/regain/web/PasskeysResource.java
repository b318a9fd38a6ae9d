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
import java.util.UUID;
import regain.enrollment.Enrollment;
import regain.enrollment.Passkey;

/** The person's own passkeys. */
@Path("/account/passkeys")
@RolesAllowed(Doors.HOLDER)
@Dependent
public class PasskeysResource {
  private static final String NEW = "/account/passkeys/new";

  private final Enrollment enrollment;
  private final Porter porter;
  private final Visit visit;

  @Inject
  public PasskeysResource(Enrollment enrollment, Porter porter, Visit visit) {
    this.enrollment = enrollment;
    this.porter = porter;
    this.visit = visit;
  }

  /** @param fresh whether it can be removed at once */
  @Named("passkey")
  record One(Passkey passkey, Kept kept, boolean here, boolean last, boolean fresh) {}

  @Named("passkey-new")
  record Further(String label) {}

  @GET
  @Path("new")
  public Object further() {
    return visit.holder().fresh() ? new Further(porter.label(visit)) : Outcome.Proofs.first(NEW);
  }

  @POST
  @Path("options")
  public Response options() {
    return Ceremony.options(enrollment.askPasskey(visit.holder()));
  }

  @POST
  public Response add() {
    Form form = visit.form();
    String answer = form.text("answer");
    if (answer.isBlank()) {
      visit.sayHere("no-answer");
      return To.mend(new Further(label(form)));
    }
    Enrollment.Change change = enrollment.addPasskey(visit.holder(), answer, form.text("label"), visit.arrival());
    return Outcome.of(change, "passkey-added").back(visit, "/account", NEW, () -> new Further(label(form)));
  }

  /** What they called it, if they called it anything. */
  private String label(Form form) {
    String typed = form.text("label");
    return typed.isBlank() ? porter.label(visit) : Names.shown(typed);
  }

  @GET
  @Path("{id}")
  public Object look(@PathParam("id") String id) {
    Enrollment.Overview all = enrollment.overview(visit.holder());
    Passkey passkey = own(all.passkeys(), id(id));
    boolean here = passkey.id().equals(all.passkeyInUse());
    return new One(passkey, Kept.of(passkey), here, all.passkeys().size() < 2, visit.holder().fresh());
  }

  @POST
  @Path("{id}/name")
  public Response rename(@PathParam("id") String id) {
    Enrollment.Change change = enrollment.renamePasskey(visit.holder(), id(id), visit.form().text("label"));
    return Outcome.of(change, "passkey-renamed").back(visit, "/account", "/account/passkeys/" + id(id));
  }

  @POST
  @Path("{id}/removal")
  public Response remove(@PathParam("id") String id) {
    Enrollment.Change change = enrollment.removePasskey(visit.holder(), id(id), visit.arrival());
    return Outcome.of(change, "passkey-removed").back(visit, "/account", "/account/passkeys/" + id(id));
  }

  private static UUID id(String text) {
    return Form.id(text).orElseThrow(NotFoundException::new);
  }

  private static Passkey own(List<Passkey> passkeys, UUID id) {
    return passkeys.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow(NotFoundException::new);
  }
}
