package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import regain.audit.Trail;
import regain.audit.Word;
import regain.duties.Duty;
import regain.duties.LaneHandler;
import regain.kernel.Actor;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.privileged.Entitlement;
import regain.privileged.Grant.Ending;
import regain.privileged.GrantEvent;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnector.Ended;
import regain.privileged.port.GrantTag;
import regain.privileged.port.PrivilegePolicy;
import regain.review.Reviews;

/**
 * Takes a grant back: nobody new is let in, what is open ends, the object goes, and what came in between ends, too. It is over when the target
 * was seen without it, and not before.
 */
@Dependent
class Revoking implements LaneHandler {
  private final Transactions transactions;
  private final GrantBook book;
  private final Connectors connectors;
  private final StuckLetters letters;
  private final Endings endings;
  private final Reviews reviews;
  private final LockBook locks;
  private final PrivilegePolicy policy;
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
      PrivilegePolicy policy,
      Trail trail) {
    this.transactions = transactions;
    this.book = book;
    this.connectors = connectors;
    this.letters = letters;
    this.endings = endings;
    this.reviews = reviews;
    this.locks = locks;
    this.policy = policy;
    this.trail = trail;
  }

  @Override
  public String kind() {
    return Endings.REVOKE;
  }

  @Override
  public Outcome perform(Duty duty) {
    return begun(duty).map(this::alone).orElseGet(Revoking::nothing);
  }

  private Optional<GrantRow> begun(Duty duty) {
    return transactions.begin(
        () -> book.lock(duty.caseId().orElseThrow()).filter(it -> it.state.mayBeOnTarget()).flatMap(this::begun));
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

  @Override
  public String lane(Duty duty) {
    return duty.details().getOrDefault(Endings.TARGET, "");
  }

  @Override
  public void perform(List<Duty> duties, Outcomes outcomes) {
    Instant until = transactions.begin(book::now).plus(BEGUN_WITHIN);
    int each = connectors.named(lane(duties.getFirst())).map(GrantConnector::atOnce).orElse(1);
    for (int from = 0; from < duties.size() && !transactions.begin(book::now).isAfter(until); from += each) {
      together(duties.subList(from, Math.min(duties.size(), from + each)), outcomes);
    }
  }

  private void together(List<Duty> duties, Outcomes outcomes) {
    var wanted = new LinkedHashMap<GrantTag, GrantRow>();
    var owed = new HashMap<GrantTag, Duty>();
    for (Duty each : duties) {
      Optional<GrantRow> row = begun(each);
      Optional<GrantConnector> target = row.flatMap(it -> connectors.named(it.target));
      var tag = new GrantTag(each.caseId().orElseThrow().value());
      // Two duties may be about one grant: the second finds that there is nothing to do, or does it again.
      if (row.isEmpty() || target.isEmpty() || !row.get().target.equals(lane(each)) || owed.containsKey(tag)) {
        outcomes.of(each, row.map(this::alone).orElseGet(Revoking::nothing));
      } else {
        wanted.put(tag, row.get());
        owed.put(tag, each);
      }
    }
    if (!wanted.isEmpty()) {
      GrantConnector target = connectors.named(lane(duties.getFirst())).orElseThrow();
      for (Ended each : target.end(List.copyOf(wanted.keySet()))) {
        outcomes.of(
            Objects.requireNonNull(owed.get(each.tag())),
            outcome(Objects.requireNonNull(wanted.get(each.tag())), each));
      }
    }
  }

  private static Outcome nothing() {
    return new Outcome.Done("nothing to take back");
  }

  private Outcome alone(GrantRow row) {
    return connectors.named(row.target)
        .map(it -> outcome(row, it.end(List.of(new GrantTag(row.id))).getFirst()))
        .orElseGet(() -> failed(row, "the target is not set up"));
  }

  private Outcome outcome(GrantRow row, Ended ended) {
    return switch (ended) {
      case Ended.Gone(GrantTag tag, int sessions, Fact<Integer> used) ->
        new Outcome.Done(Integer.toString(sessions), () -> revoked(row, sessions, used));
      case Ended.Not(GrantTag tag, String why) -> failed(row, why);
    };
  }

  /** What was begun once more since then is looked at once more: a duty of its own is owed for that. */
  private void revoked(GrantRow begun, int sessions, Fact<Integer> used) {
    book.lock(begun.id).filter(it -> it.state.mayBeOnTarget() && it.turn == begun.turn).ifPresent(row -> {
      row.revoked(book.now());
      if (row.givenAt == null && policy.named(row.entitlement).filter(Entitlement::reviewed).isPresent()) {
        // Nobody has heard that it was given, and it may have been there all the same.
        reviews.open(row.caseId(), row.person(), Reviews.Cause.GRANT);
      }
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
