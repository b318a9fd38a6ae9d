package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import regain.audit.Trail;
import regain.enrollment.port.Account;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.recovery.RecoveryEvent;
import regain.recovery.Reviewers;

/**
 * Counts who could review. Before the first founding has closed there can hardly be three, and what is said then is that founding
 * is not finished.
 */
@Dependent
class Counting implements Reviewers {
  private static final Logger LOG = System.getLogger(Counting.class.getName());
  private static final Actor COUNT = new Actor.House("reviewers");

  private final Transactions transactions;
  private final EntityManager database;
  private final FoundingBook founding;
  private final Security security;
  private final Trail trail;
  private final Chance chance;

  @Inject
  Counting(
      Transactions transactions,
      EntityManager database,
      FoundingBook founding,
      Security security,
      Trail trail,
      Chance chance) {
    this.transactions = transactions;
    this.database = database;
    this.founding = founding;
    this.security = security;
    this.trail = trail;
    this.chance = chance;
  }

  @Override
  public Optional<Count> counted() {
    return transactions.begin(founding::counted);
  }

  @Override
  public boolean look() {
    boolean due = transactions.begin(() -> row(LockModeType.NONE).isDue(founding.now()));
    Fact<List<Account>> people = due ? security.people() : Fact.unavailable();
    return people.known().filter(it -> transactions.begin(() -> count(it))).isPresent();
  }

  private ReviewerCountRow row(LockModeType lock) {
    return database.find(ReviewerCountRow.class, ReviewerCountRow.ONLY, lock);
  }

  /** Another node may have counted meanwhile. */
  private boolean count(List<Account> people) {
    Instant now = founding.now();
    ReviewerCountRow row = row(LockModeType.PESSIMISTIC_WRITE);
    if (!row.isDue(now)) {
      return false;
    }
    row.able = security.able(people, now).size();
    row.countedAt = now;
    if (row.able >= ENOUGH) {
      enough(row);
      return false;
    }
    boolean says = !row.wasSaid(now) && !beforeTheFirstFounding();
    if (says) {
      say(row, people, now);
    }
    return says;
  }

  private boolean beforeTheFirstFounding() {
    return founding.newest().filter(it -> it.isOpen() && it.number == FoundingRow.FIRST).isPresent();
  }

  private void enough(ReviewerCountRow row) {
    if (row.toldAt != null) {
      row.toldAt = null;
      trail.record(COUNT, new RecoveryEvent.ReviewersSuffice(new CaseId(chance.uuid()), Optional.empty(), row.able));
    }
  }

  private void say(ReviewerCountRow row, List<Account> people, Instant now) {
    row.toldAt = now;
    LOG.log(Level.WARNING, "Too few people can review: {0}, and {1} should", row.able, ENOUGH);
    var act = new CaseId(chance.uuid());
    trail.record(COUNT, new RecoveryEvent.ReviewersTooFew(act, Optional.empty(), row.able));
    security.tell(
        people,
        Post.Kind.REVIEWERS_TOO_FEW,
        act,
        Map.of("left", Integer.toString(row.able), "when", now.toString()));
  }
}
