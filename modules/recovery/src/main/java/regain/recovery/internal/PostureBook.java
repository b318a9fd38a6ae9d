package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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

  /** What is narrowed at this moment: all that was confirmed since the last end, so that less never takes the place of more. */
  Optional<Posture> now() {
    Instant now = clock.instant();
    List<Posture> all = confirmed().stream().takeWhile(it -> !it.isEnd()).flatMap(it -> it.posture(now).stream())
        .toList();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Posture(
                all.stream().flatMap(it -> it.narrows().stream()).collect(Collectors.toSet()),
                all.stream().map(Posture::until).max(Instant::compareTo).orElseThrow()));
  }

  /** The changes that can still matter, newest first. */
  private List<PostureRow> confirmed() {
    return database
        .createQuery(
            "from PostureRow where confirmedAt > :since order by confirmedAt desc, id", PostureRow.class)
        .setParameter("since", clock.instant().minus(Postures.LONGEST))
        .getResultList();
  }

  /** The change that was confirmed last and is in force. */
  Optional<PostureRow> newest() {
    return confirmed().stream()
        .takeWhile(it -> !it.isEnd())
        .filter(it -> it.posture(clock.instant()).isPresent())
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
