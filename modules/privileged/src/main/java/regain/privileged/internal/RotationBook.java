package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.privileged.port.SharedSecret;

/** What is to be renewed, and was. Joins the caller's transaction. */
@Dependent
class RotationBook {
  private final EntityManager database;

  @Inject
  RotationBook(EntityManager database) {
    this.database = database;
  }

  void add(RotationRow row) {
    database.persist(row);
  }

  Optional<RotationRow> lock(UUID id) {
    @Nullable RotationRow row = database.find(RotationRow.class, id);
    Optional<RotationRow> found = Optional.ofNullable(row);
    found.ifPresent(it -> database.refresh(it, LockModeType.PESSIMISTIC_WRITE));
    return found;
  }

  List<RotationRow> of(CaseId caseId) {
    return database.createQuery("from RotationRow where caseId = :id order by secret", RotationRow.class)
        .setParameter("id", caseId.value())
        .getResultList();
  }

  /** What keeps somebody locked first, and the oldest of it before the others. */
  List<RotationRow> due(int most) {
    return database
        .createQuery("from RotationRow where doneAt is null order by byHand, owedAt, id", RotationRow.class)
        .setMaxResults(most)
        .getResultList();
  }

  /** Who could know this secret and is waited for. */
  Set<PersonId> waiting(RotationRow row) {
    return database
        .createQuery(
            "select holder from RotationRow where target = :target and is = :is and doneAt is null", UUID.class)
        .setParameter("target", row.target)
        .setParameter("is", row.is)
        .getResultStream()
        .map(PersonId::new)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether it is this one's turn: one after the other, so that what is retired is never what is used. */
  boolean isFirst(RotationRow row) {
    return database
        .createQuery(
            "select id from RotationRow where target = :target and is = :is and doneAt is null and byHand = false"
                + " and rotatedAt is null order by owedAt, id",
            UUID.class)
        .setParameter("target", row.target)
        .setParameter("is", row.is)
        .setMaxResults(1)
        .getResultStream()
        .allMatch(row.id::equals);
  }

  /** Whether the target has renewed the same once more after this: by that, what was there before this is over. */
  boolean isRenewedSince(RotationRow row) {
    return !database
        .createQuery(
            "select id from RotationRow where target = :target and is = :is and rotatedAt > :at and byHand = false"
                + " and doneBy is null",
            UUID.class)
        .setParameter("target", row.target)
        .setParameter("is", row.is)
        .setParameter("at", row.rotatedAt)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** Since when there has been nothing but this secret as it is now. */
  Optional<Instant> renewedAt(SharedSecret secret) {
    return Optional.ofNullable(
        database
            .createQuery(
                "select max(rotatedAt) from RotationRow where target = :target and is = :is and doneAt is not null",
                Instant.class)
            .setParameter("target", secret.target())
            .setParameter("is", secret.is())
            .getSingleResult());
  }

  /** What somebody had on a target, and until when they had it last. */
  record Had(String entitlement, String target, Instant until) {}

  /** Everything that this person ever had on targets, also by names that policy does not have any more. */
  List<Had> had(PersonId person, Instant now) {
    return database
        .createQuery(
            "select entitlement, target, max(coalesce(overAt, :now)) from GrantRow where holder = :holder"
                + " and issuedAt is not null group by entitlement, target",
            Object[].class)
        .setParameter("now", now)
        .setParameter("holder", person.value())
        .getResultStream()
        .map(it -> new Had((String) it[0], (String) it[1], (Instant) it[2]))
        .toList();
  }
}
