package regain.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import regain.recovery.Repudiation;
import regain.recovery.Repudiation.Report;
import regain.recovery.State;

/**
 * "This was not me", without signing in. The link's token moves into a cookie at once, so that the address bar, the history
 * and the next page's referrer do not carry it (ASVS 5.0.0 14.2.1). Only the button acts: programs that fetch links before
 * people do change nothing.
 */
@Path("/not-me")
@PermitAll
@Dependent
public class NotMeResource {
  private final Repudiation repudiation;
  private final Stories stories;
  private final Porter porter;
  private final Visit visit;

  @Inject
  public NotMeResource(Repudiation repudiation, Stories stories, Porter porter, Visit visit) {
    this.repudiation = repudiation;
    this.stories = stories;
    this.porter = porter;
    this.visit = visit;
  }

  /** @param browser in words */
  @Named("not-me")
  record NotMe(Report report, String browser) {
    /** The key of the headline: what was begun, and what became of it. */
    public String headline() {
      if (report.other()) {
        return "not-them" + report.state().filter(State::isFinal).map(it -> ".over").orElse("");
      }
      String what = report.purpose().map(it -> "not-me." + it).orElseGet(this::change);
      return report
          .state()
          .filter(it -> report.purpose().isPresent() && it.isFinal())
          .map(it -> what + (it == State.COMPLETED ? ".COMPLETED" : ".over"))
          .orElse(what);
    }

    private String change() {
      return report.address()
          .map(it -> it.removed() ? "not-me.address-removed" : "not-me.address-added")
          .orElse("not-me.change");
    }

    /** A link gives nothing back, or whoever reads an old mailbox could undo its removal. */
    public boolean removed() {
      return report.address().filter(Repudiation.Address::removed).isPresent();
    }

    public boolean counts() {
      return !removed() && report.address().flatMap(Repudiation.Address::countsFrom).isPresent();
    }
  }

  /** Without a link, or with one that is not ours. */
  @Named("not-me-unknown")
  record Unknown() {}

  @GET
  @Path("{token:[A-Za-z0-9._~-]{1,400}}")
  public Response exchange(@PathParam("token") String token) {
    visit.set(Cookies.REPORT, token.replaceAll("\\.+$", ""));
    return To.page("/not-me");
  }

  @GET
  public Response look() {
    return token()
        .map(it -> repudiation.look(it).map(this::page).orElseGet(NotMeResource::unknown))
        .orElseGet(() -> Response.ok(new Unknown()).build());
  }

  @POST
  public Response report() {
    porter.limitProof(visit);
    return token().flatMap(it -> repudiation.report(it, visit.arrival())).isPresent()
        ? To.page("/not-me")
        : unknown();
  }

  private Optional<String> token() {
    return visit.cookie(Cookies.REPORT);
  }

  private Response page(Report report) {
    return Response.ok(new NotMe(report, stories.browser(report.agent(), visit.language()))).build();
  }

  private static Response unknown() {
    return Response.status(Response.Status.NOT_FOUND).entity(new Unknown()).build();
  }
}
