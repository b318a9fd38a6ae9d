package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import regain.policy.Posture;
import regain.recovery.Postures;

/** What is narrowed. Joins the caller's transaction. */
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
    List<Posture> all = begun().stream().takeWhile(it -> !it.isEnd()).flatMap(it -> it.posture(now).stream()).toList();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Posture(
                all.stream().flatMap(it -> it.narrows().stream()).collect(Collectors.toSet()),
                all.stream().map(Posture::until).max(Instant::compareTo).orElseThrow()));
  }

  /** What was confirmed and can still matter, newest first. */
  private List<PostureRow> begun() {
    return database
        .createQuery("from PostureRow where begins > :since order by begins desc, id", PostureRow.class)
        .setParameter("since", clock.instant().minus(Postures.LONGEST))
        .getResultList();
  }

  /** What was confirmed last and is in force. */
  Optional<PostureRow> newest() {
    return begun().stream()
        .takeWhile(it -> !it.isEnd())
        .filter(it -> it.posture(clock.instant()).isPresent())
        .findFirst();
  }

  void add(PostureRow row) {
    database.persist(row);
  }

  Optional<PostureRow> find(UUID id) {
    @Nullable PostureRow row = database.find(PostureRow.class, id);
    return Optional.ofNullable(row);
  }
}
