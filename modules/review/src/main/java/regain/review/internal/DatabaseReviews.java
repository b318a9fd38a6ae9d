package regain.review.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.review.Reviews;

/** Review items in one table. */
@Dependent
class DatabaseReviews implements Reviews {
  private static final PersonId NOBODY = new PersonId(new UUID(0, 0));

  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;

  @Inject
  DatabaseReviews(EntityManager database, InstantSource clock, Chance chance) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
  }

  @Override
  public void open(CaseId caseId, PersonId subject, Cause cause) {
    boolean there = !database
        .createQuery("from ItemRow where caseId = :caseId and cause = :cause", ItemRow.class)
        .setParameter("caseId", caseId.value())
        .setParameter("cause", cause.name())
        .getResultList()
        .isEmpty();
    if (!there) {
      Instant now = clock.instant();
      database.persist(new ItemRow(chance.uuid(), caseId, subject, cause, now, now.plus(allowed(cause))));
    }
  }

  @Override
  public void open(CaseId act, Cause cause) {
    open(act, NOBODY, cause);
  }

  @Override
  public List<Item> open(int limit) {
    return database
        .createQuery("from ItemRow order by dueAt", ItemRow.class)
        .setMaxResults(limit)
        .getResultStream()
        .map(ItemRow::item)
        .toList();
  }

  private static Duration allowed(Cause cause) {
    return switch (cause) {
      case REPUDIATED, LOST, RESTORED -> Duration.ofHours(4);
      case UNUSUAL, UNEVEN, RECOVERED, CLONED -> Duration.ofHours(24);
      case PROVISIONAL -> Duration.ofHours(72);
    };
  }
}
