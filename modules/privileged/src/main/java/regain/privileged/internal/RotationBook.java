package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

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

  /** Oldest first. */
  List<RotationRow> due(int most) {
    return database.createQuery("from RotationRow where doneAt is null order by owedAt, id", RotationRow.class)
        .setMaxResults(most)
        .getResultList();
  }

  /** Since when there has been nothing but this secret as it is now. */
  Optional<Instant> renewedAt(String secret) {
    return Optional.ofNullable(
        database
            .createQuery(
                "select max(rotatedAt) from RotationRow where secret = :secret and doneAt is not null", Instant.class)
            .setParameter("secret", secret)
            .getSingleResult());
  }

  /** Each entitlement that this person ever had on a target, and until when they had it last. */
  Map<String, Instant> had(PersonId person, Instant now) {
    var had = new HashMap<String, Instant>();
    database
        .createQuery(
            "select entitlement, max(coalesce(overAt, :now)) from GrantRow where holder = :holder and issuedAt is not null"
                + " group by entitlement",
            Object[].class)
        .setParameter("now", now)
        .setParameter("holder", person.value())
        .getResultList()
        .forEach(it -> had.put((String) it[0], (Instant) it[1]));
    return had;
  }
}
