package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import regain.kernel.PersonId;
import regain.privileged.Targets.Lock;

/** The locks that hold. Joins the caller's transaction. */
@Dependent
class LockBook {
  private final EntityManager database;

  @Inject
  LockBook(EntityManager database) {
    this.database = database;
  }

  void add(LockRow row) {
    database.persist(row);
  }

  /** Oldest first. */
  List<LockRow> all() {
    return database.createQuery("from LockRow where liftedAt is null order by setAt, id", LockRow.class)
        .getResultList();
  }

  Optional<LockRow> find(UUID id) {
    return database.createQuery("from LockRow where id = :id and liftedAt is null", LockRow.class)
        .setParameter("id", id)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }

  boolean holds(Lock.On kind, String object) {
    return !database
        .createQuery("select id from LockRow where kind = :kind and object = :object and liftedAt is null", UUID.class)
        .setParameter("kind", kind)
        .setParameter("object", object)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  boolean holds(PersonId person) {
    return holds(Lock.On.PERSON, person.toString());
  }

  /** Whether nothing may be given by this: its holder is locked, or its target. */
  boolean holds(PersonId holder, String target) {
    return holds(holder) || holds(Lock.On.TARGET, target);
  }
}
