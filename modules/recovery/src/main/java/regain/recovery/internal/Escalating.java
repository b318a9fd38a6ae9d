package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import regain.audit.Trail;
import regain.enrollment.Contacts;
import regain.enrollment.Passkeys;
import regain.enrollment.port.Account;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.recovery.Deadlines;
import regain.recovery.RecoveryEvent;
import regain.review.Reviews;
import regain.review.Reviews.Item;

/**
 * A review that nobody does is said to be late, twice, and then what the case made is held back, a day at a time: a passkey
 * adds and removes nothing, an address does not count. Nothing is closed by time.
 */
@Dependent
class Escalating implements Deadlines {
  private static final int A_ROUND = 100;
  /** While nobody could judge an item, it is looked at again after this time. */
  private static final Duration PAUSE = Duration.ofHours(1);

  private final Transactions transactions;
  private final Reviews reviews;
  private final Security security;
  private final Passkeys passkeys;
  private final Contacts contacts;
  private final CaseStore store;
  private final Trail trail;

  @Inject
  Escalating(
      Transactions transactions,
      Reviews reviews,
      Security security,
      Passkeys passkeys,
      Contacts contacts,
      CaseStore store,
      Trail trail) {
    this.transactions = transactions;
    this.reviews = reviews;
    this.security = security;
    this.passkeys = passkeys;
    this.contacts = contacts;
    this.store = store;
    this.trail = trail;
  }

  @Override
  public int work() {
    List<UUID> late = transactions.begin(() -> reviews.late(A_ROUND));
    Fact<List<Account>> people = late.isEmpty() ? Fact.unavailable() : security.people();
    return people.known()
        .map(them -> (int) late.stream().filter(it -> transactions.begin(() -> escalate(it, them))).count())
        .orElse(0);
  }

  private boolean escalate(UUID item, List<Account> people) {
    Optional<PersonId> subject = reviews.find(item).flatMap(Item::subject);
    List<Account> able = people.stream()
        .filter(it -> !subject.equals(Optional.of(it.person())) && !passkeys.of(it.person()).isEmpty())
        .toList();
    if (able.isEmpty()) {
      reviews.pause(item, PAUSE);
      return false;
    }
    Optional<Item> late = reviews.escalate(item);
    late.ifPresent(it -> say(it, able));
    return late.isPresent();
  }

  private void say(Item item, List<Account> able) {
    String due = item.dueAt().toString();
    switch (item.escalations()) {
      case 1 -> security.tell(able, Post.Kind.REVIEW_LATE, item.caseId(), Map.of("due", due));
      case 2 -> security.tell(able, Post.Kind.REVIEW_LATE_AGAIN, item.caseId(), Map.of("due", due));
      default -> {
        Instant until = store.now().plus(Reviews.ACTS_AGAIN);
        trail.record(
            new Actor.House("deadlines"),
            new RecoveryEvent.HeldBack(
                item.caseId(),
                item.subject(),
                passkeys.quarantine(item.caseId(), until),
                contacts.delay(item.caseId(), until),
                until));
        security.tell(
            able, Post.Kind.REVIEW_HELD_BACK, item.caseId(), Map.of("due", due, "until", until.toString()));
      }
    }
  }
}
