package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.privileged.Locks.Lock;
import regain.privileged.Locks.Standing;
import regain.review.Judgement;
import regain.review.Reviews;

/** The locks that hold. Joins the caller's transaction. */
@Dependent
class LockBook {
  private final EntityManager database;
  private final InstantSource clock;
  private final Reviews reviews;

  @Inject
  LockBook(EntityManager database, InstantSource clock, Reviews reviews) {
    this.database = database;
    this.clock = clock;
    this.reviews = reviews;
  }

  void add(LockRow row) {
    database.persist(row);
  }

  /** Oldest first. */
  List<LockRow> all() {
    return database.createQuery("from LockRow where liftedAt is null order by setAt, id", LockRow.class)
        .getResultStream()
        .filter(this::holds)
        .toList();
  }

  /** Those on any of these persons, targets and grants, oldest first. */
  List<LockRow> on(Collection<String> objects) {
    return database
        .createQuery(
            "from LockRow where object in :objects and liftedAt is null order by setAt, id", LockRow.class)
        .setParameter("objects", objects)
        .getResultStream()
        .filter(this::holds)
        .toList();
  }

  Optional<LockRow> find(UUID id) {
    return database.createQuery("from LockRow where id = :id and liftedAt is null", LockRow.class)
        .setParameter("id", id)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }

  private List<LockRow> on(Lock.On kind, String object) {
    return database
        .createQuery(
            "from LockRow where object = :object and kind = :kind and liftedAt is null order by setAt, id",
            LockRow.class)
        .setParameter("object", object)
        .setParameter("kind", kind)
        .getResultList();
  }

  /** What recoveries of this person have locked and nobody has lifted, oldest first. */
  List<LockRow> ofCases(PersonId person) {
    return on(Lock.On.PERSON, person.toString()).stream().filter(it -> it.recovery().isPresent()).toList();
  }

  Optional<LockRow> ofCase(PersonId person, CaseId caseId) {
    return ofCases(person).stream().filter(it -> it.recovery().filter(caseId::equals).isPresent()).findFirst();
  }

  /**
   * Whether it holds now. One of a recovery holds until that is found to be in order, or else until its time is over; where it is found
   * to be abuse it holds until somebody lifts it.
   */
  private boolean holds(LockRow row) {
    if (row.isQuarantine() || row.recovery().isEmpty()) {
      return true;
    }
    Optional<Judgement> found = row.recovery()
        .flatMap(it -> reviews.of(it, Reviews.Cause.PRIVILEGED))
        .flatMap(it -> reviews.judgements(it.id()).stream().reduce((older, newer) -> newer))
        .map(Reviews.Given::judgement)
        .filter(it -> it != Judgement.NEEDS_CONTACT);
    return found.map(it -> it == Judgement.ABUSE).orElseGet(() -> isBefore(row.untilAt));
  }

  private boolean isBefore(@Nullable Instant until) {
    return until == null || clock.instant().isBefore(until);
  }

  boolean holds(Lock.On kind, String object) {
    return on(kind, object).stream().anyMatch(this::holds);
  }

  boolean holds(PersonId person) {
    return holds(Lock.On.PERSON, person.toString());
  }

  Standing standing(PersonId person) {
    List<LockRow> all = on(Lock.On.PERSON, person.toString());
    if (all.stream().anyMatch(LockRow::isQuarantine)) {
      return Standing.QUARANTINED;
    }
    return all.stream().anyMatch(this::holds) ? Standing.LOCKED : Standing.FREE;
  }

  /** Whether nothing may be given by this: its holder is locked, or its target, or this to this holder. */
  boolean holds(PersonId holder, String entitlement, String target) {
    return holds(holder) || holds(Lock.On.TARGET, target) || holds(Lock.On.GRANT, LockRow.grant(holder, entitlement));
  }

  boolean holds(PersonId person, UUID passkey) {
    return holds(Lock.On.FACTOR, LockRow.factor(person, passkey));
  }

  /** Whether whoever agreed is locked, or what they signed it with. */
  boolean holds(ApprovalRow agreed) {
    return holds(agreed.by()) || agreed.signedWith != null && holds(agreed.by(), agreed.signedWith);
  }

  /** The same of all that hold. */
  static boolean holds(List<LockRow> all, PersonId person) {
    return all.stream().anyMatch(it -> it.kind == Lock.On.PERSON && it.object.equals(person.toString()));
  }

  static boolean bars(List<LockRow> all, GrantRow row) {
    List<LockRow> counting = row.isRecovery() ? all.stream().filter(it -> it.recovery().isEmpty()).toList() : all;
    return holds(counting, row.person())
        || counting.stream().anyMatch(it -> it.kind == Lock.On.TARGET && it.object.equals(row.target))
        || counting.stream().anyMatch(it -> it.kind == Lock.On.GRANT && it.object.equals(LockRow.grant(row)))
        || counting.stream().anyMatch(it -> it.factor().filter(each -> each.equals(row.askedWith)).isPresent());
  }

  /** Whether this request must not go on. A grant over a case is not barred by what a recovery has locked. */
  boolean bars(GrantRow row) {
    boolean factor = row.askedWith != null && holds(row.person(), row.askedWith);
    return factor || (row.isRecovery() ? isByHand(row.person()) : holds(row.person(), row.entitlement, row.target));
  }

  /** Whether the security team has locked them. */
  boolean isByHand(PersonId person) {
    return on(Lock.On.PERSON, person.toString()).stream().anyMatch(it -> it.recovery().isEmpty());
  }
}
