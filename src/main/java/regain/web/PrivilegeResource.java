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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import regain.kernel.Secret;
import regain.privileged.Approvals;
import regain.privileged.Entitlement;
import regain.privileged.Entitlement.Prompt;
import regain.privileged.Grant;
import regain.privileged.Grants;
import regain.privileged.Grants.Asked;
import regain.privileged.Grants.Mine;
import regain.privileged.Grants.No;
import regain.privileged.port.GrantTag;

/** Privilege for a while: what somebody may ask for, has, and gives back, and what waits for their word. */
@Path("/account/privilege")
@RolesAllowed(Doors.HOLDER)
@Dependent
public class PrivilegeResource {
  static final String PATH = "/account/privilege";
  private static final String VALUE = "value-";

  private final Grants grants;
  private final Approvals approvals;
  private final Porter porter;
  private final Visit visit;

  @Inject
  public PrivilegeResource(Grants grants, Approvals approvals, Porter porter, Visit visit) {
    this.grants = grants;
    this.approvals = approvals;
    this.porter = porter;
    this.visit = visit;
  }

  @Named("privilege")
  record All(Mine mine, Approvals.Waits waiting) {}

  /**
   * @param typed what was typed
   * @param mend the fields that have to be mended
   * @param no why it was refused
   */
  @Named("privilege-ask")
  record Ask(Entitlement wanted, Map<String, String> typed, List<String> mend, Optional<No> no) {
    Ask {
      typed = Map.copyOf(typed);
      mend = List.copyOf(mend);
    }

    public long most() {
      return wanted.longest().toMinutes();
    }

    public String value(String field) {
      return typed.getOrDefault(field, "");
    }

    public boolean mends(String field) {
      return mend.contains(field);
    }
  }

  @Named("privilege-grant")
  record One(Grant grant) {
    public boolean over() {
      return grant.state().isOver();
    }

    public boolean live() {
      return grant.state() == Grant.State.ACTIVE;
    }

    /** Whether there is something to give back or withdraw. */
    public boolean ends() {
      return !over() && grant.ending().isEmpty();
    }

    public boolean keyed() {
      return live() && grant.keyed() != Grant.Key.NONE;
    }

    /** Whether it may be taken now. */
    public boolean key() {
      return keyed() && (certificate() || !grant.keyTaken());
    }

    public boolean certificate() {
      return grant.keyed() == Grant.Key.CERTIFICATE;
    }
  }

  /** @param name under which the target knows it */
  @Named("privilege-key")
  record Key(Grant grant, String name, String secret) {
    /** What it is, as the key of the words for it. */
    public String kind() {
      return switch (grant.keyed()) {
        case NONE, SECRET -> "privilege.key";
        case WRAPPED -> "privilege.wrapped";
        case CERTIFICATE -> "privilege.certificate";
      };
    }

    public boolean certificate() {
      return grant.keyed() == Grant.Key.CERTIFICATE;
    }
  }

  @GET
  public Object all() {
    return new All(grants.mine(visit.holder()), approvals.waiting(visit.holder()));
  }

  private Entitlement wanted(String name) {
    return grants.offered(visit.holder()).stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(NotFoundException::new);
  }

  @GET
  @Path("ask/{name}")
  public Object form(@PathParam("name") String name) {
    Entitlement wanted = wanted(name);
    return visit.holder().fresh()
        ? new Ask(wanted, Map.of(), List.of(), Optional.empty())
        : Outcome.Proofs.first(PATH + "/ask/" + wanted.name());
  }

  @POST
  @Path("ask/{name}")
  public Object ask(@PathParam("name") String name) {
    porter.limitProof(visit);
    Entitlement wanted = wanted(name);
    Form form = visit.form();
    var values = new HashMap<String, String>();
    wanted.prompts().stream().map(Prompt::name).forEach(it -> values.put(it, form.text(VALUE + it).strip()));
    String because = form.text("because").strip();
    Asked asked = grants.ask(
        visit.holder(), wanted.name(), Duration.ofMinutes(form.number("minutes")), because, values);
    var typed = new HashMap<>(values);
    typed.put("because", because);
    typed.put("minutes", form.text("minutes"));
    return switch (asked) {
      case Asked.Done(UUID grant) -> {
        visit.say("privilege-asked");
        yield To.page(path(grant));
      }
      case Asked.Mend(List<String> fields) -> To.mend(new Ask(wanted, typed, fields, Optional.empty()));
      case Asked.Refused(No why) when why == No.PROVE_AGAIN -> Outcome.Proofs.first(PATH + "/ask/" + wanted.name());
      case Asked.Refused(No why) -> To.mend(new Ask(wanted, typed, List.of(), Optional.of(why)));
    };
  }

  static String path(UUID grant) {
    return PATH + "/" + grant;
  }

  private static UUID id(String text) {
    return Form.id(text).orElseThrow(NotFoundException::new);
  }

  private Grant own(UUID id) {
    return grants.look(visit.holder(), id).orElseThrow(NotFoundException::new);
  }

  @GET
  @Path("{id}")
  public Object look(@PathParam("id") String id) {
    return new One(own(id(id)));
  }

  /** It takes access away and gives none: it needs no new proof. */
  @POST
  @Path("{id}/end")
  public Response end(@PathParam("id") String text) {
    UUID id = id(text);
    own(id);
    visit.say(grants.end(visit.holder(), id) ? "privilege-ends" : "change-GONE");
    return To.page(path(id));
  }

  /** The secret is in this answer and nowhere else, so there is nothing to come back to. */
  @POST
  @Path("{id}/key")
  public Object key(@PathParam("id") String text) {
    UUID id = id(text);
    Grant grant = own(id);
    if (!visit.holder().fresh()) {
      return Outcome.Proofs.first(path(id));
    }
    Optional<Secret> key = grants.key(visit.holder(), id);
    if (key.isEmpty()) {
      visit.say("privilege-no-key");
      return To.page(path(id));
    }
    return new Key(grant, new GrantTag(id).text(), key.get().open(String::new));
  }
}
