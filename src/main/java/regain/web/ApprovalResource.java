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
import java.util.Locale;
import java.util.UUID;
import regain.privileged.Approvals;
import regain.privileged.Approvals.Answer;
import regain.privileged.Approvals.No;
import regain.privileged.Approvals.Outcome;
import regain.privileged.Approvals.Sight;

/** Somebody who has a say reads what was asked for, and signs that they agree or refuse. */
@Path("/account/privilege/{id}/answer/{answer}")
@RolesAllowed(Doors.HOLDER)
@Dependent
public class ApprovalResource {
  private final Approvals approvals;
  private final Porter porter;
  private final Visit visit;

  @Inject
  public ApprovalResource(Approvals approvals, Porter porter, Visit visit) {
    this.approvals = approvals;
    this.porter = porter;
    this.visit = visit;
  }

  @Named("privilege-answer")
  record Page(String path, Approvals.Waiting waiting, Answer answer, String text, String fingerprint) {
    public boolean agrees() {
      return answer == Answer.AGREE;
    }

    /** To answer otherwise. */
    public String other() {
      return ApprovalResource.path(waiting.grant().id(), agrees() ? Answer.REFUSE : Answer.AGREE);
    }
  }

  /** Somebody who has no say in it, and may know why. */
  @Named("privilege-barred")
  record Barred(No why) {}

  static String path(UUID grant, Answer answer) {
    return PrivilegeResource.path(grant) + "/answer/" + answer.name().toLowerCase(Locale.ROOT);
  }

  private static UUID id(String text) {
    return Form.id(text).orElseThrow(NotFoundException::new);
  }

  private static Answer answer(String text) {
    return Arrays.stream(Answer.values())
        .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(NotFoundException::new);
  }

  @GET
  public Object look(@PathParam("id") String text, @PathParam("answer") String said) {
    UUID id = id(text);
    return switch (approvals.look(visit.holder(), id, answer(said))) {
      case Sight.Barred(No why) when why == No.GONE || why == No.NOT_IN_GROUP -> gone();
      case Sight.Barred(No why) -> new Barred(why);
      case Sight.Open(Approvals.Waiting waiting, String deed) ->
        new Page(path(id, answer(said)), waiting, answer(said), deed, Fingerprint.of(deed));
    };
  }

  private Response gone() {
    visit.say("approval-" + Outcome.GONE);
    return To.page(PrivilegeResource.PATH);
  }

  @POST
  @Path("options")
  public Response options(@PathParam("id") String id, @PathParam("answer") String said) {
    return Ceremony.options(approvals.ask(visit.holder(), id(id), answer(said)));
  }

  @POST
  @Path("sign")
  public Response sign(@PathParam("id") String text, @PathParam("answer") String said) {
    porter.limitProof(visit);
    UUID id = id(text);
    Outcome outcome = approvals.sign(visit.holder(), id, answer(said), visit.form().text("answer"));
    visit.say("approval-" + outcome);
    return To.page(outcome == Outcome.NOT_SIGNED ? path(id, answer(said)) : PrivilegeResource.PATH);
  }
}
