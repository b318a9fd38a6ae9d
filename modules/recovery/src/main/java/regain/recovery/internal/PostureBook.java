package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.policy.Posture;
import regain.recovery.Postures;

/** The changes of the posture. Joins the caller's transaction. */
@Dependent
class PostureBook {
  private final EntityManager database;
  private final InstantSource clock;

  @Inject
  PostureBook(EntityManager database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What is narrowed at this moment. */
  Optional<Posture> now() {
    return newest().flatMap(it -> it.posture(clock.instant()));
  }

  /** The change that was confirmed last. */
  Optional<PostureRow> newest() {
    return database
        .createQuery("from PostureRow where confirmedAt is not null order by confirmedAt desc", PostureRow.class)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  /** What was proposed last and can still be confirmed. */
  Optional<PostureRow> proposed() {
    Instant since = clock.instant().minus(Postures.OPEN);
    return database
        .createQuery(
            "from PostureRow where confirmedAt is null and proposedAt > :since order by proposedAt desc",
            PostureRow.class)
        .setParameter("since", since)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  Optional<PostureRow> find(UUID id) {
    @Nullable PostureRow row = database.find(PostureRow.class, id);
    return Optional.ofNullable(row);
  }

  Optional<PostureRow> lock(UUID id) {
    @Nullable PostureRow row = database.find(PostureRow.class, id);
    if (row != null) {
      database.refresh(row, LockModeType.PESSIMISTIC_WRITE);
    }
    return Optional.ofNullable(row);
  }
}
