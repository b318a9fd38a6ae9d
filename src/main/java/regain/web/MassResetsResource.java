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
import java.util.Optional;
import java.util.UUID;
import regain.enrollment.Enrollment.Holder;
import regain.recovery.Changes;
import regain.recovery.MassResets;
import regain.recovery.MassResets.Drafted;
import regain.recovery.MassResets.Line;
import regain.recovery.MassResets.No;
import regain.recovery.MassResets.Preview;
import regain.wiring.Settings;

/** After an incident a group of people is required to recover: the list, what it would do, how far it is, and what came of it. */
@Path("/reviews/mass-reset")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class MassResetsResource {
  private static final String PATH = "/reviews/mass-reset";

  private final MassResets resets;
  private final Settings settings;
  private final Visit visit;

  @Inject
  public MassResetsResource(MassResets resets, Settings settings, Visit visit) {
    this.resets = resets;
    this.settings = settings;
    this.visit = visit;
  }

  /**
   * @param typed what stands in the form
   * @param missing the field that has to be mended, or empty
   * @param no why the list was not taken
   */
  @Named("mass-resets")
  record Page(List<Line> lines, MassResetForm typed, String missing, Optional<No> no) {
    public int most() {
      return MassResets.MOST_PEOPLE;
    }

    /** Which tab is open. */
    public String tab() {
      return "mass-reset";
    }
  }

  @Named("mass-reset")
  record Sheet(Preview preview) {
    /** Which tab is open. */
    public String tab() {
      return "mass-reset";
    }
  }

  @GET
  public Object page() {
    return new Page(resets.all(visit.holder()), MassResetForm.EMPTY, "", Optional.empty());
  }

  /** Written down; nothing happens before two people have signed it. */
  @POST
  public Object draft() {
    MassResetForm typed = MassResetForm.of(visit.form());
    Optional<String> missing = typed.missing(settings.zone());
    if (missing.isPresent()) {
      return mend(typed, missing.get(), Optional.empty());
    }
    return switch (resets.draft(visit.holder(), typed.wish(settings.zone()))) {
      case Drafted.Saved(UUID reset) -> To.page(path(reset));
      case Drafted.Refused(No why) -> mend(typed, "names", Optional.of(why));
    };
  }

  private Object mend(MassResetForm typed, String missing, Optional<No> no) {
    return To.mend(new Page(resets.all(visit.holder()), typed, missing, no));
  }

  private static String path(UUID reset) {
    return PATH + "/" + reset;
  }

  /** What it would do, before it was started, and then how far it is; {@code page} counts from 1. */
  @GET
  @Path("{id}")
  public Object look(@PathParam("id") String id) {
    Holder by = visit.holder();
    int page = visit.query().maybe("page").filter(it -> it.matches("[0-9]{1,3}")).map(Integer::parseInt).orElse(1);
    return resets.progress(by, id(id), page - 1)
        .<Object>map(MassResetPage.Course::new)
        .or(() -> resets.preview(by, id(id)).map(Sheet::new))
        .orElseThrow(NotFoundException::new);
  }

  @GET
  @Path("{id}/report")
  public Object report(@PathParam("id") String id) {
    return resets.report(visit.holder(), id(id))
        .map(MassResetPage.Closing::new)
        .orElseThrow(NotFoundException::new);
  }

  @POST
  @Path("{id}/pause")
  public Response pause(@PathParam("id") String id) {
    return did("paused", id(id), resets.pause(visit.holder(), id(id)));
  }

  @POST
  @Path("{id}/resume")
  public Response resume(@PathParam("id") String id) {
    return did("resumed", id(id), resets.resume(visit.holder(), id(id)));
  }

  @POST
  @Path("{id}/stop")
  public Response stop(@PathParam("id") String id) {
    return did("stopped", id(id), resets.stop(visit.holder(), id(id)));
  }

  @POST
  @Path("{id}/end")
  public Response end(@PathParam("id") String id) {
    String because = visit.form().text("because").strip();
    if (because.isEmpty() || because.length() > Changes.MOST_BECAUSE) {
      visit.say("mass-reset-because");
      return To.page(path(id(id)));
    }
    return did("ended", id(id), resets.end(visit.holder(), id(id), because));
  }

  private Response did(String what, UUID reset, boolean done) {
    visit.say("mass-reset-" + (done ? what : "over"));
    return To.page(path(reset));
  }

  private static UUID id(String text) {
    return Form.id(text).orElseThrow(NotFoundException::new);
  }
}
