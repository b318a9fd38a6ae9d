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
import regain.enrollment.Passkey;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.CaseId;
import regain.privileged.Locks;
import regain.privileged.Locks.Lock;
import regain.privileged.Targets;
import regain.privileged.Targets.Part;
import regain.privileged.Targets.Place;
import regain.privileged.Targets.Wanted;

/** The targets of privilege: whether they answer, what they have, what could not be taken back, and what nobody was given. */
@Path("/reviews/targets")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class TargetsResource {
  private static final String PATH = "/reviews/targets";

  private final Targets targets;
  private final Locks locks;
  private final Directory directory;
  private final Visit visit;

  @Inject
  public TargetsResource(Targets targets, Locks locks, Directory directory, Visit visit) {
    this.targets = targets;
    this.locks = locks;
    this.directory = directory;
    this.visit = visit;
  }

  /**
   * @param name how somebody is called who was looked for and is there, whether they have anything or not
   * @param passkeys those of theirs that can be used
   */
  record Found(String name, List<Passkey> passkeys) {
    Found {
      passkeys = List.copyOf(passkeys);
    }
  }

  @Named("targets")
  record Page(Targets.Overview seen, List<Lock> locks, String target, String typed, Optional<Found> found) {
    Page {
      locks = List.copyOf(locks);
    }

    /** Which tab is open. */
    public String tab() {
      return "targets";
    }

    public boolean more(String part) {
      return seen.more().contains(Part.valueOf(part));
    }

    /** The address of the next page of what is in force. */
    public Optional<String> next() {
      return seen.live().stream()
          .reduce((earlier, last) -> last)
          .filter(it -> more(Part.LIVE.name()) && typed.isEmpty())
          .flatMap(
              it -> it.endsAt()
                  .map(ends -> PATH + "?target=" + target + "&after=" + new After(ends, it.id()) + "#live"));
    }

    public boolean locked(String target) {
      return locks.stream().anyMatch(it -> it.kind() == Lock.On.TARGET && it.object().equals(target));
    }
  }

  /** With {@code target} only what is in force there; with {@code after}, what comes after a grant. */
  @GET
  public Object page() {
    Optional<String> target = visit.query().maybe("target").filter(it -> !it.isEmpty());
    Optional<Place> after = visit.query().maybe("after").flatMap(After::of)
        .map(it -> new Place(it.at(), it.id()));
    Page page = page(new Wanted(target, Optional.empty(), Optional.empty(), after), target.orElse(""), "");
    boolean known = target.isEmpty() || page.seen().targets().stream().anyMatch(it -> it.name().equals(page.target()));
    return known ? page : page(Wanted.ALL, "", "");
  }

  private Page page(Wanted wanted, String target, String typed) {
    return page(wanted, target, typed, Optional.empty());
  }

  private Page page(Wanted wanted, String target, String typed, Optional<Found> found) {
    return new Page(targets.overview(visit.holder(), wanted), locks.all(visit.holder()), target, typed, found);
  }

  /** The grant with this number, or what one account has. It is posted, so that its name stands in no address. */
  @POST
  @Path("find")
  public Object find() {
    String typed = visit.form().text("who");
    String shown = Names.shown(typed);
    String number = CaseId.number(typed);
    if (!number.isEmpty()) {
      Page numbered = page(Wanted.numbered(number), "", shown);
      if (!numbered.seen().live().isEmpty()) {
        return To.mend(numbered);
      }
    }
    Optional<Account> account = account(typed);
    if (account.isEmpty()) {
      visit.sayHere("targets-nobody");
    }
    return To.mend(
        page(
            account.map(Account::person).map(Wanted::of).orElse(Wanted.ALL), "", shown,
            account.map(it -> new Found(it.displayName(), locks.factors(visit.holder(), it.person())))));
  }

  private Optional<Account> account(String typed) {
    return Names.of(typed).flatMap(it -> directory.named(it).known()).flatMap(it -> it);
  }

  private Response locked(boolean done) {
    visit.say(done ? "privilege-locked" : "change-GONE");
    return To.page(PATH);
  }

  /** It takes access away and gives none. */
  @POST
  @Path("lock-person")
  public Response lockPerson() {
    boolean done = account(visit.form().text("who")).map(it -> locks.lockPerson(visit.holder(), it.person()))
        .orElse(false);
    return locked(done);
  }

  /** It takes access away and gives none. */
  @POST
  @Path("{id}/lock-passkey")
  public Response lockPasskey(@PathParam("id") String id) {
    UUID passkey = Form.id(id).orElseThrow(NotFoundException::new);
    boolean done = account(visit.form().text("who"))
        .map(it -> locks.lockFactor(visit.holder(), it.person(), passkey))
        .orElse(false);
    return locked(done);
  }

  /** It takes access away and gives none. */
  @POST
  @Path("{id}/lock-grant")
  public Response lockGrant(@PathParam("id") String id) {
    boolean done = locks.lockGrant(visit.holder(), Form.id(id).orElseThrow(NotFoundException::new));
    return locked(done);
  }

  /** It takes access away and gives none. */
  @POST
  @Path("{id}/lock-holder")
  public Response lockHolder(@PathParam("id") String id) {
    boolean done = locks.lockHolder(visit.holder(), Form.id(id).orElseThrow(NotFoundException::new));
    return locked(done);
  }

  @POST
  @Path("lock")
  public Response lockTarget() {
    return locked(locks.lockTarget(visit.holder(), visit.form().text("target")));
  }

  /** It gives access back, and wants a passkey. */
  @POST
  @Path("{id}/lift")
  public Object lift(@PathParam("id") String id) {
    if (!visit.holder().fresh()) {
      return Outcome.Proofs.first(PATH);
    }
    boolean done = locks.lift(visit.holder(), Form.id(id).orElseThrow(NotFoundException::new));
    visit.say(done ? "privilege-lifted" : "change-GONE");
    return To.page(PATH);
  }

  /** It takes access away and gives none. */
  @POST
  @Path("{id}/take-back")
  public Response takeBack(@PathParam("id") String id) {
    boolean done = targets.takeBack(visit.holder(), Form.id(id).orElseThrow(NotFoundException::new));
    visit.say(done ? "privilege-taken" : "change-GONE");
    return To.page(PATH);
  }
}
