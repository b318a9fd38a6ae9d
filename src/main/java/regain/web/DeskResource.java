package regain.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import regain.recovery.Desk;
import regain.recovery.Desk.Answer;
import regain.recovery.Desk.Progress;

/**
 * The service desk helps somebody start: we write to them, and the desk learns nothing. It can see how far a case is that the
 * caller has the number of, and no more of it.
 */
@Path("/desk")
@RolesAllowed(Doors.DESK)
@Dependent
public class DeskResource {
  private static final String PATH = "/desk";

  private final Desk desk;
  private final Porter porter;
  private final Visit visit;

  @Inject
  public DeskResource(Desk desk, Porter porter, Visit visit) {
    this.desk = desk;
    this.porter = porter;
    this.visit = visit;
  }

  /**
   * @param typed a name that did not do
   * @param number as it was typed
   * @param progress of the case with this number, once it was asked for
   */
  @Named("desk")
  record Help(String typed, String number, Optional<Progress> progress) {}

  @GET
  public Object page() {
    return new Help("", "", Optional.empty());
  }

  @POST
  public Response help() {
    String typed = visit.form().text("name");
    Optional<String> name = Names.of(typed);
    if (name.isEmpty()) {
      visit.sayHere("desk-name");
      return To.mend(new Help(Names.shown(typed), "", Optional.empty()));
    }
    porter.limitOpening(visit);
    visit.say("desk-" + desk.helpStart(visit.holder(), name.get()));
    return To.page(PATH);
  }

  /** The number is posted, so that it stands in no address. Nothing is changed by it. */
  @POST
  @Path("progress")
  public Object progress() {
    porter.limitProof(visit);
    String typed = visit.form().text("number");
    Progress progress = desk.progress(visit.holder(), typed);
    if (progress.answer() != Answer.TAKEN) {
      visit.say("desk-" + progress.answer());
      return To.page(PATH);
    }
    return new Help("", Names.shown(typed), Optional.of(progress));
  }
}
