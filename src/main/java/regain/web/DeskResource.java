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

/** The service desk helps somebody start: we write to them, and the desk learns nothing. */
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

  @Named("desk")
  record Help(String typed) {}

  @GET
  public Object page() {
    return new Help("");
  }

  @POST
  public Response help() {
    String typed = visit.form().text("name");
    Optional<String> name = Names.of(typed);
    if (name.isEmpty()) {
      visit.sayHere("desk-name");
      return To.mend(new Help(Names.shown(typed)));
    }
    porter.limitOpening(visit);
    desk.helpStart(visit.holder(), name.get());
    visit.say("desk-written");
    return To.page(PATH);
  }
}
