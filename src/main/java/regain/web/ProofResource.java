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
import java.util.regex.Pattern;
import regain.enrollment.Enrollment;

/** A new proof before a change (ASVS 5.0.0 7.5.1). It leads back to a page of the account and nowhere else. */
@Path("/account/prove")
@RolesAllowed(Doors.HOLDER)
@Dependent
public class ProofResource {
  private static final Pattern OWN = Pattern.compile("/account(?:/[a-z0-9-]{1,40}){0,3}");

  private final Enrollment enrollment;
  private final Porter porter;
  private final Visit visit;

  @Inject
  public ProofResource(Enrollment enrollment, Porter porter, Visit visit) {
    this.enrollment = enrollment;
    this.porter = porter;
    this.visit = visit;
  }

  @Named("prove-again")
  record Again(String to) {}

  @GET
  public Object page(@QueryParam("to") @DefaultValue("/account") String to) {
    return new Again(own(to));
  }

  @POST
  @Path("options")
  public Response options() {
    return Ceremony.options(Optional.of(enrollment.askProof(visit.holder())));
  }

  @POST
  public Response prove() {
    String to = own(visit.form().text("to"));
    String answer = visit.form().text("answer");
    porter.limitProof(visit);
    if (!answer.isBlank() && enrollment.prove(visit.holder(), answer)) {
      return To.page(to);
    }
    visit.say(answer.isBlank() ? "no-answer" : refused(answer));
    return Outcome.Proofs.first(to);
  }

  private String refused(String answer) {
    return enrollment.unknown(answer) ? "passkey-unknown" : "change-DOES_NOT_FIT";
  }

  static String own(String path) {
    return OWN.matcher(path).matches() ? path : "/account";
  }
}
