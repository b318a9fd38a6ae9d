package regain.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.PersonId;
import regain.privileged.Grants;
import regain.recovery.CaseFile;
import regain.recovery.Workspace;
import regain.recovery.Workspace.Judged;
import regain.recovery.Workspace.Sight;
import regain.recovery.Workspace.Waiting;
import regain.review.Judgement;
import regain.review.Reviews.Cause;
import regain.review.Reviews.No;
import regain.review.Reviews.Place;
import regain.review.Reviews.Wanted;

/** The reviewers' workspace: what waits, one case, and the verdict that they sign. */
@Path("/reviews")
@RolesAllowed(Doors.SECURITY)
@Dependent
public class ReviewsResource {
  private static final String PATH = "/reviews";
  private static final int A_PAGE = 15;
  private static final int MOST_COUNTED = 1000;

  private final Workspace workspace;
  private final Grants grants;
  private final Directory directory;
  private final Stories stories;
  private final InstantSource clock;
  private final Visit visit;

  @Inject
  public ReviewsResource(
      Workspace workspace,
      Grants grants,
      Directory directory,
      Stories stories,
      InstantSource clock,
      Visit visit) {
    this.workspace = workspace;
    this.grants = grants;
    this.directory = directory;
    this.stories = stories;
    this.clock = clock;
    this.visit = visit;
  }

  /** With {@code kind}, a risk or a cause, only that; with {@code after}, what comes after an item. */
  @GET
  public Object list() {
    String kind = visit.query().maybe("kind").filter(it -> !causes(it).isEmpty()).orElse("");
    Optional<Place> after = visit.query().maybe("after").flatMap(After::of)
        .map(it -> new Place(it.at(), it.id()));
    return queue(new Wanted(causes(kind), Optional.empty(), after), kind, "");
  }

  /** The case with this number, or what is about one account. It is posted, so that its name stands in no address. */
  @POST
  @Path("find")
  public Object find() {
    String typed = visit.form().text("who");
    Optional<UUID> numbered = workspace.numbered(visit.holder(), typed);
    if (numbered.isPresent()) {
      return To.page(path(numbered.get()));
    }
    Optional<PersonId> person = Names.of(typed)
        .flatMap(it -> directory.named(it).known())
        .flatMap(it -> it)
        .map(Account::person);
    if (person.isEmpty()) {
      visit.sayHere("review-nobody");
      return To.mend(queue(Wanted.all(), "", Names.shown(typed)));
    }
    return To.mend(queue(new Wanted(Set.of(), person, Optional.empty()), "", Names.shown(typed)));
  }

  private QueuePage queue(Wanted wanted, String kind, String typed) {
    Waiting waiting = workspace.waiting(visit.holder(), wanted, A_PAGE + 1, MOST_COUNTED);
    List<CaseFile.Line> lines = waiting.lines();
    return QueuePage.of(
        new Staffing(waiting.founding(), waiting.few()),
        lines.stream().limit(A_PAGE).toList(),
        waiting.tally(),
        waiting.stuck(),
        clock.instant(),
        kind,
        typed,
        lines.size() > A_PAGE && wanted.subject().isEmpty());
  }

  private static Set<Cause> causes(String kind) {
    return Arrays.stream(Cause.values())
        .filter(it -> it.name().equals(kind) || it.risk().name().equals(kind))
        .collect(Collectors.toUnmodifiableSet());
  }

  @POST
  @Path("next")
  public Response next() {
    Optional<UUID> next = workspace.next(visit.holder());
    if (next.isEmpty()) {
      visit.say("review-none");
    }
    return To.page(next.map(ReviewsResource::path).orElse(PATH));
  }

  private static String path(UUID item) {
    return PATH + "/" + item;
  }

  @GET
  @Path("{id}")
  public Object look(@PathParam("id") String item) {
    return switch (workspace.look(visit.holder(), id(item))) {
      case Sight.Open(CaseFile file) -> page(file, Optional.empty());
      case Sight.Barred(No why) when why == No.GONE -> throw new NotFoundException();
      case Sight.Barred(No why) -> new ReviewPage.Barred(why);
    };
  }

  @POST
  @Path("{id}/take")
  public Response take(@PathParam("id") String item) {
    workspace.take(visit.holder(), id(item)).ifPresent(this::say);
    return To.page(path(id(item)));
  }

  @POST
  @Path("{id}/release")
  public Response release(@PathParam("id") String item) {
    workspace.release(visit.holder(), id(item));
    visit.say("review-released");
    return To.page(PATH);
  }

  /** A remark for the next reviewer. */
  @POST
  @Path("{id}/note")
  public Object note(@PathParam("id") String item) {
    UUID id = id(item);
    String note = visit.form().text("note").strip();
    if (note.isEmpty() || note.length() > CaseFile.MOST_NOTE) {
      return mend(id, new ReviewPage.Written(Optional.empty(), "", "note"));
    }
    workspace.note(visit.holder(), id, note).ifPresentOrElse(this::say, () -> visit.say("review-noted"));
    return To.page(path(id));
  }

  /** What they found, and why. Nothing is recorded before it is signed. */
  @POST
  @Path("{id}/verdict")
  public Object write(@PathParam("id") String item) {
    UUID id = id(item);
    String because = visit.form().text("because").strip();
    Optional<Judgement> judgement = visit.form().maybe("judgement").flatMap(ReviewsResource::judgement);
    if (judgement.isEmpty() || because.isEmpty() || because.length() > CaseFile.MOST_BECAUSE) {
      String missing = judgement.isEmpty() ? "judgement" : "because";
      return mend(id, new ReviewPage.Written(judgement, because, missing));
    }
    Optional<No> no = workspace.draft(visit.holder(), id, visit.form().text("seen"), judgement.get(), because);
    if (no.filter(it -> it == No.MOVED_ON).isPresent()) {
      visit.sayHere("review-MOVED_ON");
      return mend(id, new ReviewPage.Written(judgement, because, ""));
    }
    no.ifPresent(this::say);
    return To.page(no.isPresent() ? path(id) : path(id) + "/deed");
  }

  private ReviewPage page(CaseFile file, Optional<ReviewPage.Written> written) {
    boolean privilege = file.entries().stream().anyMatch(it -> it.type().equals("GrantAsked"));
    return ReviewPage.of(
        file, privilege ? grants.reviewed(file.item().caseId()) : Optional.empty(), stories, visit.language(), written);
  }

  private Object mend(UUID item, ReviewPage.Written written) {
    return switch (workspace.look(visit.holder(), item)) {
      case Sight.Open(CaseFile file) ->
        To.mend(page(file, Optional.of(written)));
      case Sight.Barred barred -> To.page(path(item));
    };
  }

  private static Optional<Judgement> judgement(String text) {
    return Arrays.stream(Judgement.values()).filter(it -> it.name().equals(text)).findFirst();
  }

  @GET
  @Path("{id}/deed")
  public Object deed(@PathParam("id") String item) {
    UUID id = id(item);
    return workspace.drafted(visit.holder(), id)
        .<Object>map(it -> new ReviewPage.Deed(path(id), it.judgement(), it.text(), Fingerprint.of(it.text())))
        .orElseGet(() -> To.page(path(id)));
  }

  @POST
  @Path("{id}/options")
  public Response options(@PathParam("id") String item) {
    return Ceremony.options(workspace.ask(visit.holder(), id(item)));
  }

  @POST
  @Path("{id}/sign")
  public Response sign(@PathParam("id") String item) {
    UUID id = id(item);
    return switch (workspace.judge(visit.holder(), id, visit.form().text("answer"))) {
      case Judged.Done(Judgement judgement) -> {
        visit.say("review-" + judgement);
        yield To.page(PATH);
      }
      case Judged.NotSigned not -> {
        visit.say("review-not-signed");
        yield To.page(path(id) + "/deed");
      }
      case Judged.Refused(No why) -> {
        say(why);
        yield To.page(path(id));
      }
    };
  }

  private void say(No why) {
    visit.say("review-" + why);
  }

  private static UUID id(String text) {
    return Form.id(text).orElseThrow(NotFoundException::new);
  }
}
