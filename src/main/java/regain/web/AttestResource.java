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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import regain.kernel.CaseId;
import regain.recovery.Attestations;
import regain.recovery.Attestations.Asked;
import regain.recovery.Attestations.How;
import regain.recovery.Attestations.No;
import regain.recovery.Attestations.Outcome;
import regain.recovery.Attestations.Sight;

/**
 * Somebody vouches for a person who lost everything: types the number that stands on that person's screen, reads what it is
 * about, says how they have seen the person, reads what is signed, and signs.
 */
@Path("/attest")
@RolesAllowed(Doors.HOLDER)
@Dependent
public class AttestResource {
  private static final String PATH = "/attest";

  private final Attestations attestations;
  private final Stories stories;
  private final Porter porter;
  private final Visit visit;

  @Inject
  public AttestResource(Attestations attestations, Stories stories, Porter porter, Visit visit) {
    this.attestations = attestations;
    this.stories = stories;
    this.porter = porter;
    this.visit = visit;
  }

  /** @param typed a number that did not do */
  @Named("attest")
  record Start(
      boolean open, List<Attestations.Waiting> waiting, List<Attestations.Given> given, String typed) {}

  /**
   * @param browser in words
   * @param missing whether the way in which they have seen the person was not said
   */
  @Named("attest-case")
  record Before(String path, Asked asked, String browser, boolean missing) {
    public boolean chosen(String how) {
      return asked.how().filter(it -> it.name().equals(how)).isPresent();
    }
  }

  /** @param fingerprint the first bytes of the text's SHA-256, for comparing */
  @Named("attest-deed")
  record Deed(String path, Asked asked, String signer, String text, String fingerprint) {}

  @GET
  public Object page() {
    return start("");
  }

  private Start start(String typed) {
    return new Start(
        attestations.open(), attestations.waiting(visit.holder()), attestations.given(visit.holder()), typed);
  }

  /** The number is posted: it stands in no address before somebody has typed it. */
  @POST
  @Path("find")
  public Object find() {
    porter.limitProof(visit);
    String typed = visit.form().text("number");
    return switch (attestations.find(visit.holder(), typed)) {
      case Sight.Open(Asked asked) -> To.page(path(asked.id()));
      case Sight.Barred(No why) -> {
        visit.sayHere("attest-" + why);
        yield To.mend(start(Names.shown(typed)));
      }
    };
  }

  private static String path(CaseId id) {
    return PATH + "/" + id;
  }

  @GET
  @Path("{id}")
  public Object look(@PathParam("id") String id) {
    return with(id, it -> new Before(path(it.id()), it, browser(it), false));
  }

  private String browser(Asked asked) {
    return stories.browser(asked.with(), visit.language());
  }

  private Object with(String id, Function<Asked, Object> page) {
    return switch (attestations.look(visit.holder(), id(id))) {
      case Sight.Open(Asked asked) -> page.apply(asked);
      case Sight.Barred(No why) -> back(why);
    };
  }

  private Response back(No why) {
    visit.say("attest-" + why);
    return To.page(PATH);
  }

  private static CaseId id(String text) {
    return Form.id(text).map(CaseId::new).orElseThrow(NotFoundException::new);
  }

  /** How they have seen the person. Nothing counts before it is signed. */
  @POST
  @Path("{id}/statement")
  public Object write(@PathParam("id") String id) {
    Optional<How> how = visit.form().maybe("how").flatMap(AttestResource::how);
    if (how.isEmpty()) {
      return with(id, it -> To.mend(new Before(path(it.id()), it, browser(it), true)));
    }
    return attestations.draft(visit.holder(), id(id), how.get())
        .map(this::back)
        .orElseGet(() -> To.page(path(id(id)) + "/deed"));
  }

  private static Optional<How> how(String text) {
    return Arrays.stream(How.values()).filter(it -> it.name().equals(text)).findFirst();
  }

  @GET
  @Path("{id}/deed")
  public Object deed(@PathParam("id") String id) {
    return with(
        id,
        asked -> asked.text()
            .<Object>map(
                it -> new Deed(
                    path(asked.id()), asked, visit.holder().account().displayName(), it, Fingerprint.of(it)))
            .orElseGet(() -> To.page(path(asked.id()))));
  }

  @POST
  @Path("{id}/options")
  public Response options(@PathParam("id") String id) {
    return Ceremony.options(attestations.ask(visit.holder(), id(id)));
  }

  @POST
  @Path("{id}/sign")
  public Response sign(@PathParam("id") String id) {
    return switch (attestations.attest(visit.holder(), id(id), visit.form().text("answer"))) {
      case Outcome.Done done -> {
        visit.say("attest-signed");
        yield To.page(PATH);
      }
      case Outcome.NotSigned not -> {
        visit.say("attest-not-signed");
        yield To.page(path(id(id)) + "/deed");
      }
      case Outcome.Refused(No why) -> back(why);
    };
  }

  @POST
  @Path("{id}/withdraw")
  public Response withdraw(@PathParam("id") String id) {
    visit.say(attestations.withdraw(visit.holder(), id(id)) ? "attest-withdrawn" : "attest-NO_SUCH");
    return To.page(PATH);
  }
}
