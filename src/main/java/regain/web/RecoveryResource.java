package regain.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import regain.enrollment.Enrollment;
import regain.enrollment.Passkey;
import regain.kernel.Secret;
import regain.recovery.CaseView;
import regain.policy.Purpose;
import regain.recovery.NewCodes;
import regain.recovery.NewFactor;
import regain.recovery.Recovery;
import regain.recovery.State;

/**
 * Getting back into an account: a passkey and then a new password; or two other proofs, perhaps a wait, and then a new
 * passkey.
 */
@Path("/recovery")
@PermitAll
@Dependent
public class RecoveryResource extends CaseResource {
  private final Enrollment enrollment;

  @Inject
  public RecoveryResource(Recovery recovery, Enrollment enrollment, Porter porter, FirstPages firstPages, Visit visit) {
    super(Journey.PASSWORD, recovery, porter, firstPages, visit);
    this.enrollment = enrollment;
  }

  /** @param passkeys of which some may be gone */
  @Named("loss")
  record Loss(Rail rail, Optional<Problem> problem, List<Passkey> passkeys) {}

  @Override
  Object page(CaseView view) {
    return view.purpose() == Purpose.REPORT && view.state() == State.READY
        ? new Loss(
            Rail.of(view, Rail.SET),
            Problem.of(view.refusal()),
            visit().cookie(Cookies.CASE).map(recovery()::reportable).orElse(List.of()))
        : super.page(view);
  }

  @POST
  @Path("loss")
  public Response reportLoss() {
    Form form = visit().form();
    Set<UUID> named = form.ticked("lost-").stream().flatMap(it -> Form.id(it).stream()).collect(Collectors.toSet());
    return step(it -> recovery().reportLoss(it, key(), named, visit().arrival()));
  }

  @Override
  Journey journey() {
    return Journey.lost(visit().form().maybe("lost").orElse(""));
  }

  /** The code, shown once: an answer to a POST that is a page, because there is nothing to come back to. */
  @Named("continuation")
  record Continuation(Rail rail, String code) {
    /** It prints no code. */
    @Override
    public String toString() {
      return "Continuation";
    }
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
    Response done = answer(it -> recovery().provePasskey(it, key(), answer, visit().arrival()));
    // The same for every name: it is about the passkey alone.
    if (!answer.isBlank() && enrollment.unknown(answer)) {
      visit().say("passkey-unknown");
    }
    return done;
  }

  @POST
  @Path("saved-code")
  public Response proveRecoveryCode() {
    return prove(
        "saved", (ticket, typed) -> recovery().proveRecoveryCode(ticket, key(), typed, visit().arrival()));
  }

  @POST
  @Path("password")
  public Response setPassword() {
    return prove("password", (ticket, typed) -> recovery().setPassword(ticket, key(), typed, visit().arrival()));
  }

  @POST
  @Path("new-passkey/options")
  public Response askNewPasskey() {
    return options(recovery()::askNewPasskey);
  }

  @POST
  @Path("new-passkey")
  public Response bindPasskey() {
    return bind();
  }

  /** Asks for the code with which this case goes on in another browser. */
  @POST
  @Path("continuation")
  public Object continuation() {
    Optional<String> ticket = visit().cookie(Cookies.CASE);
    Optional<CaseView> view = ticket.flatMap(recovery()::look);
    Optional<Secret> code = ticket.flatMap(it -> recovery().continuation(it, key()));
    return view.isPresent() && code.isPresent()
        ? new Continuation(Rail.of(view.get(), Rail.PROVE), code.get().<String>open(String::new))
        : To.page(Journey.PASSWORD.path());
  }

  /** Draws recovery codes from the receipt of a recovery or an enrolment, once. */
  @POST
  @Path("codes")
  public Object codes() {
    Optional<String> ticket = visit().cookie(Cookies.CASE);
    Optional<CaseView> view = ticket.flatMap(recovery()::look);
    Optional<NewCodes> codes = ticket.flatMap(recovery()::drawCodes);
    return view.isPresent() && codes.isPresent()
        ? CodesPage.received(view.get().name(), codes.get())
        : To.page(Journey.PASSWORD.path());
  }

  /** Draws a new second factor for another system from the receipt, once. */
  @POST
  @Path("factor")
  public Object factor() {
    Optional<String> ticket = visit().cookie(Cookies.CASE);
    Optional<CaseView> view = ticket.flatMap(recovery()::look);
    Optional<NewFactor> factor = ticket.flatMap(recovery()::drawFactor);
    if (view.isPresent() && factor.isPresent()) {
      return FactorPage.of(view.get().name(), factor.get());
    }
    visit().say("no-factor");
    return To.page(Journey.PASSWORD.path());
  }
}
