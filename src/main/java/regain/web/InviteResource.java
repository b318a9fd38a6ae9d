package regain.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import regain.enrollment.Enrollment;
import regain.enrollment.Enrollment.Draft;
import regain.kernel.Secret;

/**
 * A supervisor invites somebody who reports to them: says who, reads what is signed, signs, and is given the code once.
 * The text is made anew from the directory at each step and never comes from the form.
 */
@Path("/account/invite")
@RolesAllowed(Doors.HOLDER)
@Dependent
public class InviteResource {
  private static final String PATH = "/account/invite";

  private final Enrollment enrollment;
  private final Visit visit;

  @Inject
  public InviteResource(Enrollment enrollment, Visit visit) {
    this.enrollment = enrollment;
    this.visit = visit;
  }

  @Named("invite")
  record Ask(boolean provisional, String typed) {}

  /** @param fingerprint the first bytes of the text's SHA-256, for comparing */
  @Named("deed")
  record Deed(Draft draft, String signer, String fingerprint) {}

  @Named("invitation")
  record Invited(Draft draft, String code) {
    /** It prints no code. */
    @Override
    public String toString() {
      return "Invited";
    }
  }

  /** With a name it is the deed: reading it changes nothing, so it may be fetched as often as one likes. */
  @GET
  public Object page(@QueryParam("name") @DefaultValue("") String name) {
    if (name.isBlank()) {
      return ask("");
    }
    return draft(name)
        .<Object>map(it -> new Deed(it, visit.holder().account().displayName(), Fingerprint.of(it.text())))
        .orElseGet(() -> unknown(name));
  }

  private Ask ask(String typed) {
    return new Ask(visit.holder().provisionalUntil().isPresent(), typed);
  }

  @POST
  @Path("options")
  public Response options() {
    return Ceremony.options(
        draft(visit.form().text("name")).flatMap(it -> enrollment.askInvitation(visit.holder(), it)));
  }

  /** The one answer to a POST that is a page: the code is nowhere else, so that there is nothing to come back to. */
  @POST
  public Object sign() {
    String answer = visit.form().text("answer");
    String name = visit.form().text("name");
    Optional<Draft> draft = draft(name);
    if (draft.isEmpty()) {
      return unknown(name);
    }
    Optional<Secret> code = Optional.of(answer)
        .filter(it -> !it.isBlank())
        .flatMap(it -> enrollment.invite(visit.holder(), draft.get(), it));
    if (code.isEmpty()) {
      visit.say("invite-refused");
      return To.page(PATH);
    }
    return new Invited(draft.get(), code.get().<String>open(String::new));
  }

  private Optional<Draft> draft(String name) {
    return Names.of(name).flatMap(it -> enrollment.draftInvitation(visit.holder(), it));
  }

  private Response unknown(String name) {
    visit.sayHere("invite-unknown");
    return To.mend(ask(Names.shown(name)));
  }
}
