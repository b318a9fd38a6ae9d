package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.policy.Method;
import regain.recovery.State;

/** The rows of cases, their evidence and freezes. Joins the caller's transaction. */
@Dependent
class CaseStore {
  private static final Duration FAILURES_COUNT_FOR = Duration.ofHours(24);
  private static final int MOST_NUMBERED = 20;
  private static final Duration CASES_COUNT_FOR = Duration.ofDays(30);

  private final EntityManager database;
  private final InstantSource clock;

  @Inject
  CaseStore(EntityManager database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * Nothing is changed until this transaction ends: what is read is not looked over for changes before each question. Each
   * transaction has an entity manager of its own, so that it ends with it.
   */
  void readsOnly() {
    database.setFlushMode(FlushModeType.COMMIT);
  }

  void add(Object row) {
    database.persist(row);
  }

  Optional<CaseRow> find(CaseId id) {
    @Nullable CaseRow row = database.find(CaseRow.class, id.value());
    return Optional.ofNullable(row);
  }

  Optional<CaseRow> lock(CaseId id) {
    @Nullable CaseRow row = database.find(CaseRow.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
    return Optional.ofNullable(row);
  }

  /** The case whose continuation code is called so, locked. */
  Optional<CaseRow> continued(String selector) {
    return database
        .createQuery("from CaseRow where continueSelector = :selector", CaseRow.class)
        .setParameter("selector", selector)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }

  List<EvidenceRow> evidence(CaseId id) {
    return database
        .createQuery("from EvidenceRow where caseId = :id order by provenAt, id", EvidenceRow.class)
        .setParameter("id", id.value())
        .getResultList();
  }

  /** What is not over of this person, locked in the order of ids: whoever needs more of them than one begins with all. */
  List<CaseRow> unfinished(PersonId person) {
    return database
        .createQuery(
            "from CaseRow where subject = :person"
                + " and state in ('PROVING', 'ATTESTING', 'COOLING_OFF', 'AWAITING_GRANT', 'READY', 'EXECUTING') order by id",
            CaseRow.class)
        .setParameter("person", person.value())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  /** Cases that are not over, of everybody, locked. */
  List<CaseRow> unfinished() {
    return database
        .createQuery(
            "from CaseRow where state in ('PROVING', 'ATTESTING', 'COOLING_OFF', 'AWAITING_GRANT', 'READY', 'EXECUTING') order by id",
            CaseRow.class)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  /** Cases that were closed after this moment, locked. */
  List<CaseRow> closedSince(Instant since) {
    return database
        .createQuery("from CaseRow where closedAt > :since order by id", CaseRow.class)
        .setParameter("since", since)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  /** The newest cases of this person. Ordered by all columns of an index: only then no more of its rows are read than are wanted. */
  List<Relative> recent(PersonId person, int limit) {
    return database
        .createQuery(
            Relative.OF_CASE + " where subject = :person order by subject desc, openedAt desc", Relative.class)
        .setParameter("person", person.value())
        .setMaxResults(limit)
        .getResultList();
  }

  /** Cases with this number, newest first. */
  List<CaseRow> numbered(String typed) {
    return database
        .createQuery("from CaseRow where number = :number order by openedAt desc", CaseRow.class)
        .setParameter("number", CaseId.number(typed))
        .setMaxResults(MOST_NUMBERED)
        .getResultList();
  }

  /**
   * Open cases in which somebody may have to vouch, of people who, when it was looked up last, reported to this person: they
   * lost everything, or a rule refuses because of risk.
   */
  List<CaseRow> vouchable(PersonId supervisor) {
    return database
        .createQuery(
            "select c from CaseRow c, SupervisionRow s where s.person = c.subject and s.supervisor = :supervisor"
                + " and (c.purpose = 'EXCEPTION' or c.appealSignals <> ''"
                + " or c.purpose = 'BINDING' and c.population in ('PRIVILEGED', 'GOVERNANCE'))"
                + " and c.state in ('PROVING', 'ATTESTING', 'COOLING_OFF', 'AWAITING_GRANT', 'READY')"
                + " and c.expiresAt > :now order by c.openedAt desc",
            CaseRow.class)
        .setParameter("supervisor", supervisor.value())
        .setParameter("now", now())
        .setMaxResults(MOST_NUMBERED)
        .getResultList();
  }

  /** Whether this person came back without a passkey since this moment. */
  boolean cameBack(PersonId person, Instant since) {
    return !database
        .createQuery(
            "from CaseRow where subject = :person and purpose in ('RECOVERY', 'EXCEPTION') and state = 'COMPLETED'"
                + " and closedAt > :since",
            CaseRow.class)
        .setParameter("person", person.value())
        .setParameter("since", since)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** The newest cases of known people, but for this one, that were opened from this address and got anywhere. */
  List<Relative> from(String address, Instant since, Optional<PersonId> but, int limit) {
    return database
        .createQuery(
            Relative.OF_CASE + " where openedFrom = :address and openedAt > :since and subject is not null"
                + " and subject <> :but and (state = 'COMPLETED' or state = 'EXECUTING' or state = 'READY'"
                + " or state = 'AWAITING_GRANT' or state = 'COOLING_OFF') order by openedFrom desc, openedAt desc",
            Relative.class)
        .setParameter("address", address)
        .setParameter("since", since)
        .setParameter("but", but.map(PersonId::value).orElseGet(() -> new UUID(0, 0)))
        .setMaxResults(limit)
        .getResultList();
  }

  /**
   * Cases of others who report to the same supervisor, in which somebody wants to come back with less than a passkey, newest first. Nothing
   * but what stands in an index: a team can have many.
   */
  List<CaseId> ofSameSupervisor(PersonId person, Instant since, int limit) {
    return database
        .createQuery(
            "select c.id from CaseRow c, SupervisionRow other, SupervisionRow own where own.person = :person"
                + " and other.supervisor = own.supervisor and c.subject = other.person and c.subject <> :person"
                + " and c.openedAt > :since and c.purpose in ('RECOVERY', 'EXCEPTION') order by c.openedAt desc",
            UUID.class)
        .setParameter("since", since)
        .setParameter("person", person.value())
        .setMaxResults(limit)
        .getResultStream()
        .map(CaseId::new)
        .toList();
  }

  /** Cases in which one of these was shown since this moment, last shown first. Nothing but what stands in an index. */
  List<CaseId> provenWith(List<String> means, Instant since, int limit) {
    return means.isEmpty()
        ? List.of()
        : database
            .createQuery(
                "select caseId from EvidenceRow where means in :means and provenAt > :since"
                    + " group by caseId order by max(provenAt) desc",
                UUID.class)
            .setParameter("since", since)
            .setParameter("means", means)
            .setMaxResults(limit)
            .getResultStream()
            .map(CaseId::new)
            .toList();
  }

  List<Relative> relatives(List<CaseId> cases) {
    return cases.isEmpty()
        ? List.of()
        : database.createQuery(Relative.OF_CASE + " where id in :cases", Relative.class)
            .setParameter("cases", cases.stream().map(CaseId::value).toList())
            .getResultList();
  }

  /** Cases that were opened since this moment and in which this person has chosen a password. */
  List<CaseRow> passwordsSince(PersonId person, Instant since) {
    return database
        .createQuery(
            "from CaseRow where subject = :person and purpose = 'BINDING' and state = 'COMPLETED'"
                + " and openedAt >= :since order by closedAt",
            CaseRow.class)
        .setParameter("person", person.value())
        .setParameter("since", since)
        .getResultList();
  }

  /** The last case in which this person's password was set, or may have been, if it was opened at or after this moment. */
  Optional<CaseRow> lastPassword(PersonId person, Instant since) {
    return database
        .createQuery(
            "from CaseRow where subject = :person and purpose = 'BINDING' and openedAt >= :since"
                + " and (targets <> '' or attempt is not null or refusal = 'UNCLEAR') order by attemptedAt desc",
            CaseRow.class)
        .setParameter("person", person.value())
        .setParameter("since", since)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  int recentFailures(PersonId person) {
    return database
        .createQuery(
            "select coalesce(sum(failures), 0) from CaseRow where subject = :person and openedAt > :since", Long.class)
        .setParameter("person", person.value())
        .setParameter("since", now().minus(FAILURES_COUNT_FOR))
        .getSingleResult()
        .intValue();
  }

  int earlierCases(PersonId person) {
    return database
        .createQuery(
            "select count(*) from CaseRow where subject = :person and state = :completed and closedAt > :since",
            Long.class)
        .setParameter("person", person.value())
        .setParameter("completed", State.COMPLETED.name())
        .setParameter("since", now().minus(CASES_COUNT_FOR))
        .getSingleResult()
        .intValue();
  }

  Optional<Instant> frozenUntil(PersonId person) {
    return freezes(person).stream().map(it -> it.until).max(Instant::compareTo);
  }

  List<FreezeRow> freezes(PersonId person) {
    return database
        .createQuery("from FreezeRow where person = :person and until > :now", FreezeRow.class)
        .setParameter("person", person.value())
        .setParameter("now", now())
        .getResultList();
  }

  List<FreezeRow> frozenSince(Instant since) {
    return database
        .createQuery("from FreezeRow where beganAt > :since", FreezeRow.class)
        .setParameter("since", since)
        .getResultList();
  }

  List<ClosureRow> closures() {
    return database.createQuery("from ClosureRow order by provider", ClosureRow.class).getResultList();
  }

  Optional<ClosureRow> closure(String provider) {
    @Nullable ClosureRow row = database.find(ClosureRow.class, provider);
    return Optional.ofNullable(row);
  }

  /** The passkeys that were shown in this case. */
  Set<UUID> passkeysShown(CaseId id) {
    return evidence(id).stream()
        .filter(it -> it.method.equals(Method.PASSKEY.name()))
        .map(it -> UUID.fromString(it.means.substring(Method.PASSKEY.name().length() + 1)))
        .collect(Collectors.toSet());
  }

  /** Keeps who had whom written to, and forgets what matters no more. */
  void helped(HelpRow row) {
    database.createQuery("delete from HelpRow where at < :since")
        .setParameter("since", row.at.minus(HelpRow.MATTERS))
        .executeUpdate();
    database.persist(row);
  }

  /** The agents of the desk who had this person written to lately. */
  List<PersonId> helpers(PersonId person) {
    return database.createQuery("select distinct agent from HelpRow where person = :person and at > :since", UUID.class)
        .setParameter("person", person.value())
        .setParameter("since", now().minus(HelpRow.MATTERS))
        .getResultStream()
        .map(PersonId::new)
        .toList();
  }

  void remove(Object row) {
    database.remove(row);
  }

  Optional<FreezeRow> freeze(UUID act) {
    @Nullable FreezeRow row = database.find(FreezeRow.class, act);
    return Optional.ofNullable(row);
  }
}
