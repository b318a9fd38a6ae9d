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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import regain.policy.Narrowing;
import regain.recovery.Postures;
import regain.recovery.Postures.Outcome;

/** The elevated posture: what is in force, a proposal, and the signature of each of two people. */
@Path("/reviews/posture")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class PostureResource {
  private static final String PATH = "/reviews/posture";

  private final Postures postures;
  private final Visit visit;

  @Inject
  public PostureResource(Postures postures, Visit visit) {
    this.postures = postures;
    this.visit = visit;
  }

  /**
   * @param chosen what was ticked
   * @param missing the field that has to be mended, or empty
   */
  @Named("posture")
  record Page(Postures.State state, Set<Narrowing> chosen, String because, String missing) {
    public List<Narrowing> narrowings() {
      return List.of(Narrowing.values());
    }

    public boolean ticked(Narrowing each) {
      return chosen.contains(each);
    }

    /** Which tab is open. */
    public String tab() {
      return "posture";
    }
  }

  @Named("posture-deed")
  record Deed(String path, String text, String fingerprint) {
    /** Which tab is open. */
    public String tab() {
      return "posture";
    }
  }

  @GET
  public Object page() {
    return new Page(postures.look(visit.holder()), Set.of(), "", "");
  }

  /** Written down; it is nothing before it is signed. */
  @POST
  public Object propose() {
    Form form = visit.form();
    Set<Narrowing> narrows = Arrays.stream(Narrowing.values())
        .filter(it -> form.ticked("narrow-").contains(it.name()))
        .collect(Collectors.toUnmodifiableSet());
    String because = form.text("because").strip();
    if (narrows.isEmpty() || !fits(because)) {
      String missing = narrows.isEmpty() ? "narrow" : "because";
      return To.mend(new Page(postures.look(visit.holder()), narrows, because, missing));
    }
    long hours = Math.clamp(form.number("hours"), 1, Postures.LONGEST.toHours());
    return To.page(deed(postures.draft(visit.holder(), narrows, Duration.ofHours(hours), because)));
  }

  private static boolean fits(String because) {
    return !because.isEmpty() && because.length() <= Postures.MOST_BECAUSE;
  }

  /** To end it before its time: the same way, with two people. */
  @POST
  @Path("end")
  public Object end() {
    String because = visit.form().text("because").strip();
    return fits(because)
        ? To.page(deed(postures.draft(visit.holder(), Set.of(), Duration.ZERO, because)))
        : To.mend(new Page(postures.look(visit.holder()), Set.of(), "", "end"));
  }

  private static String deed(UUID change) {
    return PATH + "/" + change;
  }

  @GET
  @Path("{id}")
  public Object look(@PathParam("id") String id) {
    Optional<String> text = postures.text(visit.holder(), id(id));
    if (text.isEmpty()) {
      visit.say("posture-GONE");
      return To.page(PATH);
    }
    return new Deed(deed(id(id)), text.get(), Fingerprint.of(text.get()));
  }

  private static UUID id(String text) {
    return Form.id(text).orElseThrow(NotFoundException::new);
  }

  @POST
  @Path("{id}/options")
  public Response options(@PathParam("id") String id) {
    return Ceremony.options(postures.ask(visit.holder(), id(id)));
  }

  @POST
  @Path("{id}/sign")
  public Response sign(@PathParam("id") String id) {
    Outcome outcome = postures.sign(visit.holder(), id(id), visit.form().text("answer"));
    visit.say("posture-" + outcome);
    return To.page(outcome == Outcome.NOT_SIGNED ? deed(id(id)) : PATH);
  }
}
