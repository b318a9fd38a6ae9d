package regain.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import regain.kernel.Secret;
import regain.recovery.CaseView;
import regain.recovery.Recovery;
import regain.recovery.Recovery.Turn;
import regain.recovery.ShownDevice;
import regain.recovery.State;

/**
 * The case in this browser's cookie: its page, and the steps that both journeys have. After every step the browser is sent
 * back to the page, so that reloading and going back do nothing twice. (Public, because the server overlooks the methods of
 * a class that is not.)
 */
public abstract class CaseResource {
  private final Journey journey;
  private final Recovery recovery;
  private final Porter porter;
  private final FirstPages firstPages;
  private final Visit visit;

  CaseResource(Journey journey, Recovery recovery, Porter porter, FirstPages firstPages, Visit visit) {
    this.journey = journey;
    this.recovery = recovery;
    this.porter = porter;
    this.firstPages = firstPages;
    this.visit = visit;
  }

  @GET
  public Response look() {
    Optional<CaseView> view = visit.cookie(Cookies.CASE).flatMap(recovery::look);
    if (view.isEmpty()) {
      return Response.status(Response.Status.NOT_FOUND).entity(new CasePages.Missing(journey)).build();
    }
    Journey its = Journey.of(view.get().purpose());
    return its.path().equals(journey.path())
        ? Response.ok(page(view.get())).build()
        : To.page(its.path());
  }

  @POST
  public Response open() {
    Optional<String> name = Names.of(visit.form().text("name"));
    if (name.isEmpty()) {
      return To.mend(firstPages.again(journey()));
    }
    porter.limitOpening(visit);
    Optional<Back> back = porter.back(visit.form());
    Turn turn = recovery.open(journey().purpose(), name.get(), back.map(Back::from), visit.arrival());
    visit.set(Cookies.CASE, turn.ticket());
    return To.page(journey.path());
  }

  /** The page of a case of this browser. */
  Object page(CaseView view) {
    return page(view, porter.label(visit));
  }

  private Object page(CaseView view, String label) {
    boolean device = visit.shown() instanceof ShownDevice.Certificate;
    return CasePages.of(view, label, porter.beyond(view), device);
  }

  /** The journey that the form begins. */
  Journey journey() {
    return journey;
  }

  @POST
  @Path("code/send")
  public Response sendCode() {
    Form form = visit.form();
    return step(it -> recovery.sendCode(it, form.number("step"), form.number("contact"), visit.arrival()));
  }

  @POST
  @Path("code")
  public Response proveCode() {
    return prove("code", (ticket, typed) -> recovery.proveCode(ticket, key(), typed, visit.arrival()));
  }

  /** The button is all there is to it: the browser has shown its computer to the proxy. */
  @POST
  @Path("device")
  public Response proveDevice() {
    porter.limitProof(visit);
    return step(it -> recovery.proveDevice(it, key(), visit.shown(), visit.arrival()));
  }

  @POST
  @Path("resume")
  public Response resume() {
    return step(it -> recovery.resume(it, key(), visit.arrival()));
  }

  @POST
  @Path("extend")
  public Response extend() {
    return step(it -> recovery.extend(it, key()));
  }

  @POST
  @Path("cancel")
  public Response cancel() {
    return step(it -> recovery.cancel(it, key()));
  }

  /** A proof that is typed. */
  interface Typed {
    Optional<Turn> prove(String ticket, Secret typed);
  }

  final Response prove(String field, Typed typed) {
    porter.limitProof(visit);
    try (Secret secret = visit.form().secret(field)) {
      return step(it -> typed.prove(it, secret));
    }
  }

  /** A proof by the browser. An empty answer is no try: the browser has no script, or somebody changed their mind. */
  final Response answer(Function<String, Optional<Turn>> step) {
    if (visit.form().text("answer").isBlank()) {
      visit.say("no-answer");
      return To.page(journey.path());
    }
    porter.limitProof(visit);
    return step(step);
  }

  /** Binds the passkey that the browser has made. When it is not bound, the page comes back with the name of it as typed. */
  final Response bind() {
    String answer = visit.form().text("answer");
    String label = visit.form().text("label");
    if (answer.isBlank()) {
      visit.sayHere("no-answer");
      return again(label).orElseGet(() -> To.page(journey.path()));
    }
    Response done = answer(it -> recovery.bindPasskey(it, key(), answer, label, visit.arrival()));
    return again(label).orElse(done);
  }

  /** The page with the name as typed, when a passkey is still to be made. */
  private Optional<Response> again(String label) {
    return visit.cookie(Cookies.CASE)
        .flatMap(recovery::look)
        .filter(it -> it.state() == State.READY && !label.isBlank())
        .map(it -> To.mend(page(it, Names.shown(label))));
  }

  final Response options(Function<String, Optional<String>> ask) {
    return Ceremony.options(visit.cookie(Cookies.CASE).flatMap(ask));
  }

  /** Takes one step with the browser's ticket, and keeps the new one. */
  final Response step(Function<String, Optional<Turn>> step) {
    visit.cookie(Cookies.CASE).flatMap(step).ifPresent(it -> visit.set(Cookies.CASE, it.ticket()));
    return To.page(journey.path());
  }

  /** The key of the step that the page showed. */
  final int key() {
    return visit.form().number("step");
  }

  final Visit visit() {
    return visit;
  }

  final Recovery recovery() {
    return recovery;
  }
}
