package regain.web;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import regain.enrollment.Enrollment;
import regain.kernel.Secret;

/** Signing in at the account page with a passkey, and out again. */
@Path("/")
@Dependent
public class SignInResource {
  private final Enrollment enrollment;
  private final Porter porter;
  private final Csrf csrf;
  private final Visit visit;

  @Inject
  public SignInResource(Enrollment enrollment, Porter porter, Csrf csrf, Visit visit) {
    this.enrollment = enrollment;
    this.porter = porter;
    this.csrf = csrf;
    this.visit = visit;
  }

  @Named("sign-in")
  record SignIn() implements Still {}

  @GET
  @Path("sign-in")
  @PermitAll
  public Object page() {
    return new SignIn();
  }

  @POST
  @Path("sign-in/options")
  @PermitAll
  public Response options() {
    return Ceremony.options(Optional.of(enrollment.askSignIn(visit.name())));
  }

  @POST
  @Path("sign-in")
  @PermitAll
  public Response signIn() {
    String answer = visit.form().text("answer");
    if (answer.isBlank()) {
      visit.say("no-answer");
      return To.page("/sign-in");
    }
    porter.limitProof(visit);
    Optional<Secret> session = enrollment.signIn(visit.name(), answer, visit.arrival());
    if (session.isEmpty()) {
      visit.say(enrollment.unknown(answer) ? "passkey-unknown" : "sign-in-refused");
      return To.page("/sign-in");
    }
    visit.renew(csrf.fresh());
    visit.set(Cookies.SESSION, session.get().<String>open(String::new));
    return To.page("/account");
  }

  @POST
  @Path("sign-out")
  @RolesAllowed(Doors.HOLDER)
  public Response signOut() {
    enrollment.signOut(visit.holder());
    visit.clear(Cookies.SESSION);
    visit.renew(csrf.fresh());
    visit.say("signed-out");
    return To.page("/sign-in");
  }
}
