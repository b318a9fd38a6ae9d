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
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import regain.enrollment.Codes;
import regain.enrollment.Contacts;
import regain.enrollment.Enrollment;

/** Addresses at which the person can be reached. */
@Path("/account/contacts")
@RolesAllowed(Doors.HOLDER)
@Dependent
public class ContactsResource {
  private static final String NEW = "/account/contacts/new";

  private final Enrollment enrollment;
  private final InstantSource clock;
  private final Porter porter;
  private final Visit visit;

  @Inject
  public ContactsResource(Enrollment enrollment, InstantSource clock, Porter porter, Visit visit) {
    this.enrollment = enrollment;
    this.clock = clock;
    this.porter = porter;
    this.visit = visit;
  }

  /**
   * @param waiting the code that is on its way, to be typed here
   * @param typed an address that was refused
   */
  @Named("contact-new")
  record Further(Optional<Codes.Pending> waiting, String typed) {}

  @Named("contact")
  record One(Contacts.Contact contact, boolean last, boolean waits) {}

  @GET
  @Path("new")
  public Object further() {
    return visit.holder().fresh() ? further("") : Outcome.Proofs.first(NEW);
  }

  private Further further(String typed) {
    return new Further(enrollment.waitingContact(visit.holder()), Names.shown(typed));
  }

  @POST
  public Response add() {
    String typed = visit.form().text("address");
    Enrollment.Change change = enrollment.addContact(visit.holder(), typed);
    return Outcome.of(change, "code-sent").back(visit, NEW, NEW, () -> further(typed));
  }

  @POST
  @Path("code")
  public Response confirm() {
    porter.limitProof(visit);
    Enrollment.Change change = enrollment.confirmContact(visit.holder(), visit.form().text("code"), visit.arrival());
    if (change == Enrollment.Change.GONE) {
      visit.say("code-dead");
      return To.page(NEW);
    }
    if (change == Enrollment.Change.DOES_NOT_FIT) {
      visit.say("code-wrong");
      return To.page(NEW);
    }
    return Outcome.of(change, "contact-added").back(visit, "/account", NEW);
  }

  @GET
  @Path("{id}")
  public Object look(@PathParam("id") String id) {
    var all = enrollment.overview(visit.holder()).contacts();
    return all.stream()
        .filter(it -> it.id().equals(id(id)))
        .findFirst()
        .map(it -> new One(it, !Contacts.canSpare(all, it, clock.instant()), it.waitsAt(clock.instant())))
        .orElseThrow(NotFoundException::new);
  }

  @POST
  @Path("{id}/removal")
  public Response remove(@PathParam("id") String id) {
    Enrollment.Change change = enrollment.removeContact(visit.holder(), id(id), visit.arrival());
    return Outcome.of(change, "contact-removed").back(visit, "/account", "/account/contacts/" + id(id));
  }

  private static UUID id(String text) {
    return Form.id(text).orElseThrow(NotFoundException::new);
  }
}
