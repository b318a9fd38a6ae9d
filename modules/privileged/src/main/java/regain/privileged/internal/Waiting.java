package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import regain.audit.Trail;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.Notices;
import regain.enrollment.port.Account;
import regain.enrollment.port.Account.Role;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.privileged.Grant.Ending;
import regain.privileged.Grant.State;
import regain.privileged.GrantEvent;

/**
 * What happens while a request waits: those who have to agree are told, after a third and after two thirds of its time once more, the second
 * time with the security team beside them; then it is over.
 */
@Dependent
class Waiting implements DutyHandler {
  private static final String KIND = "TELL_APPROVERS";
  private static final int STEPS = 3;

  private final Transactions transactions;
  private final GrantBook book;
  private final People people;
  private final Endings endings;
  private final Duties duties;
  private final Trail trail;

  @Inject
  Waiting(
      Transactions transactions, GrantBook book, People people, Endings endings, Duties duties, Trail trail) {
    this.transactions = transactions;
    this.book = book;
    this.people = people;
    this.endings = endings;
    this.duties = duties;
    this.trail = trail;
  }

  /** Owes all of it. Joins the caller's transaction. */
  void begin(GrantRow row) {
    Duration step = Duration.between(row.askedAt, row.answeredBy).dividedBy(STEPS);
    for (int i = 0; i <= STEPS; i++) {
      Instant due = i == STEPS ? row.answeredBy : row.askedAt.plus(step.multipliedBy(i));
      duties.owe(
          new Duty(
              KIND,
              "approvers:" + row.id + ":" + i,
              Optional.of(row.caseId()),
              Map.of("times", Integer.toString(i))),
          due);
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    int times = Integer.parseInt(duty.detail("times"));
    if (times == STEPS) {
      return new Outcome.Done("over", () -> unanswered(duty));
    }
    Optional<List<String>> wanted = transactions.begin(
        () -> book.find(duty.caseId().orElseThrow().value())
            .filter(it -> it.isWaiting(book.now()))
            .map(it -> Views.wanted(it.frozen(), book.approvals(it.id))));
    if (wanted.isEmpty()) {
      return new Outcome.Done("nothing waits");
    }
    Fact<List<Account>> told = people.such(
        it -> wanted.get().stream().anyMatch(it.groups()::contains)
            || times == STEPS - 1 && it.roles().contains(Role.SECURITY));
    return told.known()
        .map(it -> (Outcome) new Outcome.Done(Integer.toString(it.size()), () -> tell(duty, times, it)))
        .orElseGet(() -> new Outcome.Again("the directory does not answer"));
  }

  private void unanswered(Duty duty) {
    book.lock(duty.caseId().orElseThrow())
        .filter(it -> it.state == State.REQUESTED)
        .ifPresent(it -> endings.close(it, Ending.UNANSWERED));
  }

  private void tell(Duty duty, int times, List<Account> told) {
    book.lock(duty.caseId().orElseThrow()).filter(it -> it.isWaiting(book.now())).ifPresent(row -> {
      Request request = row.frozen();
      people.tell(
          told.stream().filter(it -> !it.person().equals(row.person())).toList(),
          times == 0 ? Post.Kind.GRANT_ASKED : Post.Kind.GRANT_WAITS,
          row.caseId(),
          Map.of(
              Notices.ONCE, Integer.toString(times),
              "who", request.name(),
              "what", request.says(),
              "until", request.answeredBy().toString()));
      if (times > 0) {
        trail.record(
            new Actor.House("grants"),
            new GrantEvent.GrantEscalated(row.caseId(), Optional.of(row.person()), times));
      }
    });
  }
}
