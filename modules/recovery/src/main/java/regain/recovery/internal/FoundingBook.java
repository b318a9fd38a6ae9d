package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import regain.audit.Trail;
import regain.recovery.Reviewers;
import regain.audit.Word;
import regain.enrollment.EnrollmentEvent;
import regain.kernel.Actor;
import regain.kernel.Ending;
import regain.kernel.Endings;

/**
 * The times for which founding was open. One that closed is closed for good, also in an older database that is put back: it
 * would invite people into a house that others govern. Joins the caller's transaction.
 */
@Dependent
class FoundingBook implements Endings {
  private final EntityManager database;
  private final InstantSource clock;
  private final Trail trail;

  @Inject
  FoundingBook(EntityManager database, InstantSource clock, Trail trail) {
    this.database = database;
    this.clock = clock;
    this.trail = trail;
  }

  Instant now() {
    return clock.instant();
  }

  /** How many could review, when they were counted last. */
  Optional<Reviewers.Count> counted() {
    return database.find(ReviewerCountRow.class, ReviewerCountRow.ONLY).count();
  }

  Optional<FoundingRow> newest() {
    return database
        .createQuery("from FoundingRow order by number desc", FoundingRow.class)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  /** The one that is open, if one is. Nobody else closes or opens any before this transaction ends. */
  Optional<FoundingRow> lockOpen() {
    database.find(FoundingRow.class, FoundingRow.FIRST, LockModeType.PESSIMISTIC_WRITE);
    return newest().filter(FoundingRow::isOpen);
  }

  FoundingRow another() {
    var row = new FoundingRow(newest().map(it -> it.number + 1).orElse(FoundingRow.FIRST), now());
    database.persist(row);
    return row;
  }

  @Override
  public String kind() {
    return "founding";
  }

  @Override
  public List<Ending> since(Instant since) {
    return database
        .createQuery("from FoundingRow where closedAt > :since", FoundingRow.class)
        .setParameter("since", since)
        .getResultStream()
        .map(it -> new Ending(kind(), it.number, Optional.ofNullable(it.closedAt).orElse(since)))
        .toList();
  }

  @Override
  public boolean again(Ending ending) {
    int number = Integer.parseInt(ending.what());
    @Nullable FoundingRow row = database.find(FoundingRow.class, number, LockModeType.PESSIMISTIC_WRITE);
    if (row != null && !row.isOpen()) {
      return false;
    }
    FoundingRow closed = row == null ? new FoundingRow(number, ending.at()) : row;
    closed.closedAt = ending.at();
    if (row == null) {
      database.persist(closed);
    }
    trail.record(
        new Actor.House("restore"),
        new EnrollmentEvent.EndedAgain(Optional.empty(), new Word(kind()), ending.at()));
    return true;
  }
}
