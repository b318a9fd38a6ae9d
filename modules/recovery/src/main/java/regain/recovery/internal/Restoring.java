package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import regain.audit.Trail;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Ending;
import regain.kernel.Endings;
import regain.kernel.Unfinished;
import regain.recovery.RecoveryEvent;
import regain.recovery.Restoration;
import regain.review.Reviews;

/** A restore, carried out in one transaction: all of it or nothing, and by one node alone. */
@Dependent
class Restoring implements Restoration {
  private final EntityManager database;
  private final InstantSource clock;
  private final List<Unfinished> unfinished;
  private final Map<String, Endings> endings;
  private final Reviews reviews;
  private final Trail trail;

  @Inject
  Restoring(
      EntityManager database,
      InstantSource clock,
      @Any Instance<Unfinished> unfinished,
      @Any Instance<Endings> endings,
      Reviews reviews,
      Trail trail) {
    this.database = database;
    this.clock = clock;
    this.unfinished = unfinished.stream().toList();
    this.endings = endings.stream().collect(Collectors.toMap(Endings::kind, it -> it));
    this.reviews = reviews;
    this.trail = trail;
  }

  @Override
  public Optional<UUID> epoch() {
    return newest().map(it -> it.epoch);
  }

  private Optional<EpochRow> newest() {
    return database
        .createQuery("from EpochRow order by number desc", EpochRow.class)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  @Override
  public boolean knows(UUID epoch) {
    return !database
        .createQuery("from EpochRow where epoch = :epoch", EpochRow.class)
        .setParameter("epoch", epoch)
        .getResultList()
        .isEmpty();
  }

  @Override
  public void found(UUID epoch) {
    database.persist(new EpochRow(EpochRow.FIRST, epoch, clock.instant()));
    database.flush();
  }

  @Override
  public List<Ending> endedSince(Instant since) {
    Instant now = clock.instant();
    return endings.values().stream()
        .flatMap(it -> it.since(later(since, now.minus(it.counts()))).stream())
        .toList();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** A kind that only a later release knows is kept for as long as anything. */
  @Override
  public boolean counts(Ending ending, Instant now) {
    var longest = Optional.ofNullable(endings.get(ending.kind())).map(Endings::counts).orElse(Endings.LONGEST);
    return ending.at().plus(longest).isAfter(now);
  }

  @Override
  public int endAgain(Collection<Ending> ended) {
    Instant now = clock.instant();
    return (int) ended.stream().filter(it -> counts(it, now) && again(it)).count();
  }

  private boolean again(Ending ending) {
    return Optional.ofNullable(endings.get(ending.kind())).filter(it -> it.again(ending)).isPresent();
  }

  @Override
  public Optional<Closed> restored(Optional<UUID> seen, UUID next, Collection<Ending> ended) {
    database.find(EpochRow.class, EpochRow.FIRST, LockModeType.PESSIMISTIC_WRITE);
    Optional<EpochRow> newest = newest();
    boolean first = newest.map(it -> it.epoch).equals(seen);
    if (first) {
      database.persist(
          new EpochRow(newest.map(it -> it.number + 1).orElse(EpochRow.FIRST), next, clock.instant()));
      database.flush();
    }
    Map<String, Integer> open = first ? close() : Map.of();
    int again = endAgain(ended);
    return first ? Optional.of(told(next, new Closed(open, again))) : Optional.empty();
  }

  private Map<String, Integer> close() {
    return unfinished.stream().collect(Collectors.toMap(Unfinished::kind, Unfinished::close));
  }

  /** The new epoch's id is the act's. */
  private Closed told(UUID epoch, Closed closed) {
    var act = new CaseId(epoch);
    reviews.open(act, Reviews.Cause.RESTORED);
    trail.record(
        new Actor.House("restore"),
        new RecoveryEvent.BackupRestored(
            act,
            Optional.empty(),
            closed.of(OpenCases.KIND),
            closed.of("session"),
            closed.of("invitation"),
            closed.of("code"),
            closed.of("browser"),
            closed.again()));
    return closed;
  }
}
