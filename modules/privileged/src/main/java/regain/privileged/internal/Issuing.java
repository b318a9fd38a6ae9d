package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import regain.audit.Trail;
import regain.audit.Word;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.port.Account;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.privileged.Entitlement;
import regain.privileged.Grant.Ending;
import regain.privileged.Grant.State;
import regain.privileged.GrantEvent;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnector.Issued;
import regain.privileged.port.GrantConnector.Order;
import regain.privileged.port.PrivilegePolicy;
import regain.review.Reviews;

/**
 * Gives what everybody has agreed to. Whether everybody still may is looked at once more; that the target is about to have it, and when it is
 * taken back, is written down before the target is touched; the clock starts here.
 */
@Dependent
class Issuing implements DutyHandler {
  static final String KIND = "ISSUE_GRANT";
  /** For so long after its time what all have agreed to is tried; then nobody counts on it any more. */
  private static final Duration LATE = Duration.ofMinutes(15);

  private final Transactions transactions;
  private final GrantBook book;
  private final PrivilegePolicy policy;
  private final Connectors connectors;
  private final People people;
  private final Endings endings;
  private final Reviews reviews;
  private final Agreed agreed;
  private final Trail trail;

  @Inject
  Issuing(
      Transactions transactions,
      GrantBook book,
      PrivilegePolicy policy,
      Connectors connectors,
      People people,
      Endings endings,
      Reviews reviews,
      Agreed agreed,
      Trail trail) {
    this.transactions = transactions;
    this.book = book;
    this.policy = policy;
    this.connectors = connectors;
    this.people = people;
    this.endings = endings;
    this.reviews = reviews;
    this.agreed = agreed;
    this.trail = trail;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    CaseId id = duty.caseId().orElseThrow();
    Optional<Set<PersonId>> concerned = transactions.begin(() -> book.find(id.value()).map(book::concerned));
    Fact<Map<PersonId, Account>> known = people.of(concerned.orElse(Set.of()));
    if (known.known().isEmpty()) {
      return new Outcome.Again("the directory does not answer");
    }
    Intent intent = transactions.begin(() -> intend(id, known.known().get()));
    return switch (intent) {
      case Intent.Nothing nothing -> new Outcome.Done("not given");
      case Intent.NotYet(String why) -> new Outcome.Again(why);
      case Intent.Give(GrantConnector connector, Order order) -> give(id, connector, order);
    };
  }

  /** What is to be done now. */
  private sealed interface Intent {
    record Nothing() implements Intent {}

    record NotYet(String why) implements Intent {}

    record Give(GrantConnector connector, Order order) implements Intent {}
  }

  private Intent intend(CaseId id, Map<PersonId, Account> known) {
    Instant now = book.now();
    Optional<GrantRow> found = book.lock(id).filter(it -> it.state == State.APPROVED || it.state == State.ISSUING);
    if (found.isEmpty() || found.get().endsAt != null && !now.isBefore(found.get().endsAt)) {
      return new Intent.Nothing();
    }
    GrantRow row = found.get();
    if (row.state == State.APPROVED && now.isAfter(row.answeredBy.plus(LATE))) {
      stop(row, Ending.NOT_TAKEN);
      return new Intent.Nothing();
    }
    Optional<Ending> not = refusal(row, known);
    if (not.isPresent()) {
      stop(row, not.get());
      return new Intent.Nothing();
    }
    GrantConnector connector = connectors.named(row.target).orElseThrow();
    if (connector.strict() && !heard(connector, now)) {
      return new Intent.NotYet("it is not known what the target has");
    }
    Request request = row.frozen();
    if (row.state == State.APPROVED) {
      Instant until = now.plus(request.lasts());
      row.intend(now, until);
      endings.atItsTime(row, until);
      trail.record(
          new Actor.House("grants"),
          new GrantEvent.GrantIntended(id, Optional.of(row.person()), new Word(row.target), until));
    }
    Account holder = Optional.ofNullable(known.get(row.person())).orElseThrow();
    return new Intent.Give(connector, new Order(request.tag(), holder, request.is(), until(row), request.values()));
  }

  private static Instant until(GrantRow row) {
    @Nullable Instant until = row.endsAt;
    if (until == null) {
      throw new IllegalStateException("a grant without an end");
    }
    return until;
  }

  private boolean heard(GrantConnector connector, Instant now) {
    return book.targets().stream().filter(it -> it.name.equals(connector.name())).anyMatch(it -> it.isHeard(now));
  }

  private void stop(GrantRow row, Ending why) {
    if (row.state == State.APPROVED) {
      endings.close(row, why);
    } else {
      endings.begin(row, why, Optional.empty());
    }
  }

  /** Why it is not given, if so: all that was looked at when it was asked for and agreed to. */
  private Optional<Ending> refusal(GrantRow row, Map<PersonId, Account> known) {
    if (!row.isWhole()) {
      return Optional.of(Ending.DOES_NOT_FIT);
    }
    Request request = row.frozen();
    Optional<Entitlement> now = policy.named(request.entitlement()).filter(request::fits);
    if (now.isEmpty() || connectors.named(row.target).isEmpty() || !row.target.equals(request.target())) {
      return Optional.of(Ending.POLICY_CHANGED);
    }
    Optional<Ending> objection = agreed.objection(row, known);
    boolean may = Optional.ofNullable(known.get(row.person())).filter(it -> now.get().isFor(it.groups())).isPresent();
    return objection.or(() -> may ? Optional.empty() : Optional.of(Ending.NOT_ELIGIBLE));
  }

  private Outcome give(CaseId id, GrantConnector connector, Order order) {
    return switch (connector.issue(order)) {
      case Issued.Done(Optional<Instant> until) when until.filter(order.until()::isBefore).isPresent() ->
        new Outcome.Done("the target keeps it for too long", () -> notTaken(id));
      case Issued.Done(Optional<Instant> until) when connector.ends() && until.isEmpty() ->
        new Outcome.Done("the target does not say when it ends", () -> notTaken(id));
      case Issued.Done(Optional<Instant> until) ->
        new Outcome.Done("given", () -> given(id, connector, order.holder(), until));
      case Issued.Refused(String why) -> new Outcome.Done(why, () -> notTaken(id));
      case Issued.Unclear(String why) -> new Outcome.Again(why);
    };
  }

  private void notTaken(CaseId id) {
    book.lock(id).filter(it -> !it.state.isOver())
        .ifPresent(it -> endings.begin(it, Ending.NOT_TAKEN, Optional.empty()));
  }

  private void given(CaseId id, GrantConnector connector, Account holder, Optional<Instant> until) {
    GrantRow row = book.lock(id).orElseThrow();
    if (row.state == State.ACTIVE) {
      // Another node has given it at the same time: on the target it is one.
      return;
    }
    if (row.state != State.ISSUING) {
      // It was taken back while it was on its way, and may have come after that.
      endings.begin(row, Ending.TAKEN_BACK, Optional.empty());
      return;
    }
    row.activate(book.now());
    trail.record(
        new Actor.House("grants"),
        new GrantEvent.GrantIssued(id, Optional.of(row.person()), new Word(connector.name()), until));
    if (policy.named(row.entitlement).filter(Entitlement::reviewed).isPresent()) {
      reviews.open(id, row.person(), Reviews.Cause.GRANT);
    }
    Map<String, String> values = Map.of(
        "what", row.shown().says(), "when", book.now().toString(), "until", until(row).toString());
    people.warn(holder, Post.Kind.GRANT_READY, id, values);
  }
}
