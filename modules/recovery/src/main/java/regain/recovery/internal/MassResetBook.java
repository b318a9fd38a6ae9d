package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.PersonId;
import regain.recovery.MassResets.Stage;

/**
 * Mass resets and the people in them. Whoever locks both locks the mass reset first, so that nobody waits for somebody who
 * waits for them. Joins the caller's transaction.
 */
@Dependent
class MassResetBook {
  private final EntityManager database;

  @Inject
  MassResetBook(EntityManager database) {
    this.database = database;
  }

  void add(Object row) {
    database.persist(row);
  }

  Optional<MassResetRow> find(UUID id) {
    @Nullable MassResetRow row = database.find(MassResetRow.class, id);
    return Optional.ofNullable(row);
  }

  Optional<MassResetRow> lock(UUID id) {
    Optional<MassResetRow> row = find(id);
    row.ifPresent(it -> database.refresh(it, LockModeType.PESSIMISTIC_WRITE));
    return row;
  }

  /** Newest first. */
  List<MassResetRow> newest(int limit) {
    return database
        .createQuery(
            "select m from MassResetRow m, ChangeRow c where c.id = m.id order by c.draftedAt desc, c.id",
            MassResetRow.class)
        .setMaxResults(limit)
        .getResultList();
  }

  /** Those that were started and have not ended, locked. */
  List<MassResetRow> open() {
    return database
        .createQuery(
            "from MassResetRow where condition in ('RUNNING', 'PAUSED', 'STOPPED') order by id", MassResetRow.class)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  Optional<MemberRow> member(UUID id) {
    @Nullable MemberRow row = database.find(MemberRow.class, id);
    return Optional.ofNullable(row);
  }

  Optional<MemberRow> lockMember(UUID id) {
    Optional<MemberRow> row = member(id);
    row.ifPresent(it -> database.refresh(it, LockModeType.PESSIMISTIC_WRITE));
    return row;
  }

  /** In the order of the list. */
  List<MemberRow> members(UUID reset) {
    return database
        .createQuery("from MemberRow where reset = :reset order by place", MemberRow.class)
        .setParameter("reset", reset)
        .getResultList();
  }

  List<MemberRow> page(UUID reset, int first, int most) {
    return database
        .createQuery("from MemberRow where reset = :reset order by place", MemberRow.class)
        .setParameter("reset", reset)
        .setFirstResult(first)
        .setMaxResults(most)
        .getResultList();
  }

  /** The first of those who are at this stage, locked. */
  List<MemberRow> at(UUID reset, Stage stage, int most) {
    return database
        .createQuery("from MemberRow where reset = :reset and stage = :stage order by place", MemberRow.class)
        .setParameter("reset", reset)
        .setParameter("stage", stage.name())
        .setMaxResults(most)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  int count(UUID reset, Stage stage) {
    return database
        .createQuery("select count(*) from MemberRow where reset = :reset and stage = :stage", Long.class)
        .setParameter("reset", reset)
        .setParameter("stage", stage.name())
        .getSingleResult()
        .intValue();
  }

  /** How many are at each stage, as it is shown. */
  Map<Stage, Integer> counts(UUID reset) {
    var counts = new EnumMap<Stage, Integer>(Stage.class);
    members(reset).forEach(it -> counts.merge(it.shown(), 1, Integer::sum));
    return counts;
  }

  /** Who is required to recover and not back yet. */
  int open(UUID reset) {
    return count(reset, Stage.WAITING) + count(reset, Stage.BLOCKING) + count(reset, Stage.BLOCKED);
  }

  /** Blocked before this moment and not back, the longest first. */
  List<MemberRow> stragglers(UUID reset, Instant before) {
    return database
        .createQuery(
            "from MemberRow where reset = :reset and stage = 'BLOCKED' and blockedAt <= :before"
                + " order by blockedAt, place",
            MemberRow.class)
        .setParameter("reset", reset)
        .setParameter("before", before)
        .getResultList();
  }

  /** What this person is required to recover by. */
  List<MemberRow> awaited(PersonId person) {
    return database
        .createQuery(
            "select m from MemberRow m, MassResetRow r where r.id = m.reset and m.person = :person"
                + " and m.stage in ('WAITING', 'BLOCKING', 'BLOCKED')"
                + " and r.condition in ('RUNNING', 'PAUSED', 'STOPPED')",
            MemberRow.class)
        .setParameter("person", person.value())
        .getResultList();
  }
}
