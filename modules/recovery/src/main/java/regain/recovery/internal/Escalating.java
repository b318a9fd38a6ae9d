package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import regain.audit.Trail;
import regain.enrollment.Contacts;
import regain.enrollment.Passkeys;
import regain.enrollment.RecoveryCodes;
import regain.enrollment.port.Account;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.policy.Purpose;
import regain.recovery.Deadlines;
import regain.recovery.RecoveryEvent;
import regain.recovery.State;
import regain.review.Reviews;
import regain.review.Reviews.Cause;
import regain.review.Reviews.Item;

/**
 * A review that nobody does is said to be late, twice, and then what the case made is held back, a day at a time: a passkey,
 * also one that set a password, adds and removes nothing, an address and saved codes carry nothing. Nothing is closed by time, and what only came from the same place is not held back.
 */
@Dependent
class Escalating implements Deadlines {
  private static final Logger LOG = System.getLogger(Escalating.class.getName());
  private static final int A_ROUND = 10;
  /** Longer than until it is late again: a look that comes late, or many at once, leaves no gap in which what is held is free. */
  private static final Duration HELD = Reviews.ACTS_AGAIN.plusHours(6);
  /** While nobody could judge an item, it is looked at again after this time. */
  private static final Duration PAUSE = Duration.ofHours(1);

  private final Transactions transactions;
  private final Reviews reviews;
  private final Security security;
  private final OtherAccounts others;
  private final Passkeys passkeys;
  private final Contacts contacts;
  private final RecoveryCodes codes;
  private final CaseStore store;
  private final Trail trail;

  @Inject
  Escalating(
      Transactions transactions,
      Reviews reviews,
      Security security,
      OtherAccounts others,
      Passkeys passkeys,
      Contacts contacts,
      RecoveryCodes codes,
      CaseStore store,
      Trail trail) {
    this.transactions = transactions;
    this.reviews = reviews;
    this.security = security;
    this.others = others;
    this.passkeys = passkeys;
    this.contacts = contacts;
    this.codes = codes;
    this.store = store;
    this.trail = trail;
  }

  @Override
  public int work() {
    List<UUID> late = transactions.begin(() -> reviews.late(A_ROUND));
    Fact<List<Account>> people = late.isEmpty() ? Fact.unavailable() : security.people();
    return people.known()
        .map(them -> (int) late.stream().filter(it -> said(it, them)).count())
        .orElse(0);
  }

  /** What is wrong with one must not stop the others. */
  private boolean said(UUID item, List<Account> people) {
    try {
      OtherAccounts.Involved involved = others.in(item);
      List<Account> apart = people.stream().filter(it -> involved.bars(it).isEmpty()).toList();
      return transactions.begin(() -> escalate(item, apart));
    } catch (RuntimeException broken) {
      LOG.log(Level.WARNING, "A late review will be looked at again: {0}", broken.getClass().getSimpleName());
      return false;
    }
  }

  private boolean escalate(UUID item, List<Account> people) {
    List<Account> able = people.stream()
        .filter(it -> reviews.bars(item, it.person(), it.supervisor()).isEmpty() && carries(it.person()))
        .toList();
    if (able.isEmpty()) {
      reviews.pause(item, PAUSE);
      return false;
    }
    Optional<Item> late = reviews.escalate(item);
    late.ifPresent(it -> say(it, able));
    return late.isPresent();
  }

  /** A password cannot be held back and work on; the passkey that set it can. */
  private int provers(Item item, Instant until) {
    return store.find(item.caseId())
        .filter(it -> it.purpose() == Purpose.BINDING && it.state() == State.COMPLETED)
        .flatMap(CaseRow::subject)
        .map(it -> passkeys.hold(it, store.passkeysShown(item.caseId()), until))
        .orElse(0);
  }

  /** Whether this person has a passkey with which they come into the workspace now. */
  private boolean carries(PersonId person) {
    Instant now = store.now();
    return passkeys.of(person).stream()
        .anyMatch(
            it -> it.provisionalUntil().filter(now::isBefore).isEmpty() && it.restrictedUntil(now).isEmpty());
  }

  private void say(Item item, List<Account> able) {
    String due = item.dueAt().toString();
    switch (item.escalations()) {
      case 1 -> security.tell(able, Post.Kind.REVIEW_LATE, item.caseId(), Map.of("due", due));
      case 2 -> security.tell(able, Post.Kind.REVIEW_LATE_AGAIN, item.caseId(), Map.of("due", due));
      default -> {
        if (item.cause() == Cause.RELATED) {
          return;
        }
        Instant until = store.now().plus(HELD);
        trail.record(
            new Actor.House("deadlines"),
            new RecoveryEvent.HeldBack(
                item.caseId(),
                item.subject(),
                passkeys.quarantine(item.caseId(), until) + provers(item, until),
                contacts.hold(item.caseId(), until) + codes.hold(item.caseId(), until),
                until));
        security.tell(
            able, Post.Kind.REVIEW_HELD_BACK, item.caseId(), Map.of("due", due, "until", until.toString()));
      }
    }
  }
}
