package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.enrollment.Signing;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.recovery.Changes;
import regain.recovery.Changes.Kind;

/** The changes under dual control. Joins the caller's transaction. */
@Dependent
class ChangeBook {
  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;

  @Inject
  ChangeBook(EntityManager database, InstantSource clock, Chance chance) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
  }

  /**
   * Written down; it is nothing before it is signed.
   *
   * @param because not blank, at most {@link Changes#MOST_BECAUSE} characters
   */
  ChangeRow draft(Kind kind, PersonId by, String because) {
    if (because.isBlank() || because.length() > Changes.MOST_BECAUSE) {
      throw new IllegalArgumentException("a change has a reason, and not a long one");
    }
    var row = new ChangeRow(chance.uuid(), kind, Signing.line(because), by, clock.instant());
    database.persist(row);
    database.flush();
    return row;
  }

  /** What was proposed and can still be confirmed, newest first. */
  List<ChangeRow> proposed(Kind kind) {
    return database
        .createQuery(
            "from ChangeRow where kind = :kind and confirmedAt is null and proposedAt > :since"
                + " order by proposedAt desc, id",
            ChangeRow.class)
        .setParameter("kind", kind.name())
        .setParameter("since", clock.instant().minus(Changes.OPEN))
        .getResultList();
  }

  Optional<ChangeRow> find(UUID id) {
    @Nullable ChangeRow row = database.find(ChangeRow.class, id);
    return Optional.ofNullable(row);
  }

  Optional<ChangeRow> lock(UUID id) {
    Optional<ChangeRow> row = find(id);
    row.ifPresent(it -> database.refresh(it, LockModeType.PESSIMISTIC_WRITE));
    return row;
  }
}
