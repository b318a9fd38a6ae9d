package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import regain.audit.Trail;
import regain.audit.Word;
import regain.duties.Duty;
import regain.duties.DutyHandler;
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
  private final StuckLetters letters;
  private final Endings endings;
  private final Reviews reviews;
  private final LockBook locks;
  private final Trail trail;

  @Inject
  Revoking(
      Transactions transactions,
      GrantBook book,
      Connectors connectors,
      StuckLetters letters,
      Endings endings,
      Reviews reviews,
      LockBook locks,
      Trail trail) {
    this.transactions = transactions;
    this.book = book;
    this.connectors = connectors;
    this.letters = letters;
    this.endings = endings;
    this.reviews = reviews;
    this.locks = locks;
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
        () -> book.lock(id).filter(it -> it.state.mayBeOnTarget()).flatMap(this::begun));
    if (begun.isEmpty()) {
      return new Outcome.Done("nothing to take back");
    }
    Optional<GrantConnector> connector = connectors.named(begun.get().target);
    if (connector.isEmpty()) {
      return failed(begun.get(), "the target is not set up");
    }
    return takeBack(begun.get(), connector.get(), new GrantTag(begun.get().id));
  }

  private Optional<GrantRow> begun(GrantRow row) {
    if (row.isRecovery()) {
      endings.over(row, Ending.EXPIRED, Optional.empty());
      // Its claim was begun and not completed: somebody is locked for it.
      locks.ofCase(row.person(), row.caseId()).filter(LockRow::isQuarantine)
          .ifPresent(it -> reviews.open(row.caseId(), row.person(), Reviews.Cause.PRIVILEGED));
      return Optional.empty();
    }
    endings.mark(row, Ending.EXPIRED, Optional.empty());
    return Optional.of(row);
  }

  private Outcome takeBack(GrantRow row, GrantConnector target, GrantTag tag) {
    Answer blocked = target.block(tag);
    Fact<Integer> first = target.killSessions(tag);
    if (blocked instanceof Answer.Again(String why) && first.known().isEmpty()) {
      // It does not answer: to ask for the rest would only keep others waiting.
      return failed(row, why);
    }
    Answer removed = target.revoke(tag);
    Fact<Integer> second = target.killSessions(tag);
    Seen seen = target.observe(tag);
    Optional<String> not = why(removed).or(() -> why(blocked));
    if (seen.isGone() && not.isEmpty() && first.known().isPresent() && second.known().isPresent()) {
      int sessions = first.known().get() + second.known().get();
      Fact<Integer> used = target.used(tag);
      return new Outcome.Done(Integer.toString(sessions), () -> revoked(row, sessions, used));
    }
    return failed(row, not.orElse("not seen to be gone"));
  }

  private static Optional<String> why(Answer answer) {
    return answer instanceof Answer.Again(String why) ? Optional.of(why) : Optional.empty();
  }

  /** What was begun once more since then is looked at once more: a duty of its own is owed for that. */
  private void revoked(GrantRow begun, int sessions, Fact<Integer> used) {
    book.lock(begun.id).filter(it -> it.state.mayBeOnTarget() && it.turn == begun.turn).ifPresent(row -> {
      row.revoked(book.now());
      used.known().ifPresent(
          times -> trail.record(
              new Actor.House("grants"),
              new GrantEvent.GrantUsed(row.caseId(), Optional.of(row.person()), new Word(row.target), times)));
      trail.record(
          new Actor.House("grants"),
          new GrantEvent.GrantRevoked(
              row.caseId(), Optional.of(row.person()), new Word(row.target),
              Optional.ofNullable(row.ending).orElse(Ending.EXPIRED), sessions));
    });
  }

  private Outcome failed(GrantRow begun, String why) {
    transactions.run(
        () -> book.lock(begun.id).filter(it -> it.state.mayBeOnTarget() && it.failed(why)).ifPresent(this::stuck));
    return new Outcome.Again(why);
  }

  /** It is said to everybody who can do something about it, and it stays so until the target was seen without it. */
  private void stuck(GrantRow row) {
    trail.record(
        new Actor.House("grants"),
        new GrantEvent.GrantStuck(row.caseId(), Optional.of(row.person()), new Word(row.target)));
    reviews.open(row.caseId(), row.person(), Reviews.Cause.GRANT_STUCK);
    letters.owe(row);
  }
}
