package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import regain.audit.Trail;
import regain.audit.Word;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.port.Account;
import regain.enrollment.port.Account.Role;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.privileged.Grant.Ending;
import regain.privileged.GrantEvent;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnector.Answer;
import regain.privileged.port.GrantConnector.Seen;
import regain.privileged.port.GrantTag;
import regain.review.Reviews;

/**
 * Takes a grant back: nobody new is let in, what is open ends, the object goes, and what came in between ends, too. It is over when the target
 * was seen without it, and not before.
 */
@Dependent
class Revoking implements DutyHandler {
  private final Transactions transactions;
  private final GrantBook book;
  private final Connectors connectors;
  private final People people;
  private final Endings endings;
  private final Reviews reviews;
  private final Trail trail;

  @Inject
  Revoking(
      Transactions transactions,
      GrantBook book,
      Connectors connectors,
      People people,
      Endings endings,
      Reviews reviews,
      Trail trail) {
    this.transactions = transactions;
    this.book = book;
    this.connectors = connectors;
    this.people = people;
    this.endings = endings;
    this.reviews = reviews;
    this.trail = trail;
  }

  @Override
  public String kind() {
    return Endings.REVOKE;
  }

  @Override
  public Outcome perform(Duty duty) {
    CaseId id = duty.caseId().orElseThrow();
    Optional<GrantRow> begun = transactions.begin(
        () -> book.lock(id).filter(it -> it.state.mayBeOnTarget()).map(it -> {
          endings.mark(it, Ending.EXPIRED, Optional.empty());
          return it;
        }));
    if (begun.isEmpty()) {
      return new Outcome.Done("nothing to take back");
    }
    Optional<GrantConnector> connector = connectors.named(begun.get().target);
    if (connector.isEmpty()) {
      return failed(begun.get(), "the target is not set up");
    }
    return takeBack(begun.get(), connector.get(), new GrantTag(begun.get().id));
  }

  private Outcome takeBack(GrantRow row, GrantConnector target, GrantTag tag) {
    Answer blocked = target.block(tag);
    Fact<Integer> first = target.killSessions(tag);
    Answer removed = target.revoke(tag);
    Fact<Integer> second = target.killSessions(tag);
    Seen seen = target.observe(tag);
    if (seen.isGone()) {
      int sessions = first.known().orElse(0) + second.known().orElse(0);
      return new Outcome.Done(Integer.toString(sessions), () -> revoked(row.caseId(), sessions));
    }
    return failed(row, why(removed).or(() -> why(blocked)).orElse("not seen to be gone"));
  }

  private static Optional<String> why(Answer answer) {
    return answer instanceof Answer.Again(String why) ? Optional.of(why) : Optional.empty();
  }

  private void revoked(CaseId id, int sessions) {
    book.lock(id).filter(it -> it.state.mayBeOnTarget()).ifPresent(row -> {
      row.revoked(book.now());
      trail.record(
          new Actor.House("grants"),
          new GrantEvent.GrantRevoked(
              id, Optional.of(row.person()), new Word(row.target),
              Optional.ofNullable(row.ending).orElse(Ending.EXPIRED),
              sessions));
    });
  }

  private Outcome failed(GrantRow begun, String why) {
    boolean last = begun.tries == GrantRow.STUCK_AFTER - 1;
    List<Account> team = last
        ? people.such(it -> it.roles().contains(Role.SECURITY)).known().orElse(List.of())
        : List.of();
    transactions.run(
        () -> book.lock(begun.id).filter(it -> it.state.mayBeOnTarget() && it.failed(why))
            .ifPresent(it -> stuck(it, team)));
    return new Outcome.Again(why);
  }

  /** It is said to everybody who can do something about it, and it stays so until the target was seen without it. */
  private void stuck(GrantRow row, List<Account> team) {
    trail.record(
        new Actor.House("grants"),
        new GrantEvent.GrantStuck(row.caseId(), Optional.of(row.person()), new Word(row.target)));
    reviews.open(row.caseId(), row.person(), Reviews.Cause.GRANT_STUCK);
    people.tell(
        team, Post.Kind.GRANT_STUCK, row.caseId(), Map.of("target", row.target, "number", row.caseId().number()));
  }
}
