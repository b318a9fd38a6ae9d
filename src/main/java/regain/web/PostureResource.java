package regain.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import regain.policy.Narrowing;
import regain.recovery.Changes;
import regain.recovery.Postures;

/** The elevated posture: what is in force, what is proposed, and a proposal of one's own. */
@Path("/reviews/posture")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class PostureResource {
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
    return To.page(ChangesResource.path(postures.draft(visit.holder(), narrows, Duration.ofHours(hours), because)));
  }

  private static boolean fits(String because) {
    return !because.isEmpty() && because.length() <= Changes.MOST_BECAUSE;
  }

  /** To end it before its time: the same way, with two people. */
  @POST
  @Path("end")
  public Object end() {
    String because = visit.form().text("because").strip();
    return fits(because)
        ? To.page(ChangesResource.path(postures.draft(visit.holder(), Set.of(), Duration.ZERO, because)))
        : To.mend(new Page(postures.look(visit.holder()), Set.of(), "", "end"));
  }
}
