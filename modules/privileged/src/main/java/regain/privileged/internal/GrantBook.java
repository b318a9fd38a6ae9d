package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.privileged.Grant.State;
import regain.privileged.Targets.Wanted;
import regain.review.Part;
import regain.review.Reviews;

/** The grants, and who has agreed to them. Joins the caller's transaction. */
@Dependent
class GrantBook {
  private static final List<State> LIVE = List.of(State.ISSUING, State.ACTIVE, State.REVOKING, State.REVOKE_STUCK);

  private final EntityManager database;
  private final InstantSource clock;
  private final Reviews reviews;

  @Inject
  GrantBook(EntityManager database, InstantSource clock, Reviews reviews) {
    this.database = database;
    this.clock = clock;
    this.reviews = reviews;
  }

  Instant now() {
    return clock.instant();
  }

  void add(GrantRow row) {
    database.persist(row);
    database.flush();
  }

  Optional<GrantRow> find(UUID id) {
    @Nullable GrantRow row = database.find(GrantRow.class, id);
    return Optional.ofNullable(row);
  }

  Optional<GrantRow> lock(UUID id) {
    Optional<GrantRow> row = find(id);
    row.ifPresent(it -> database.refresh(it, LockModeType.PESSIMISTIC_WRITE));
    return row;
  }

  Optional<GrantRow> lock(CaseId id) {
    return lock(id.value());
  }

  /** Everything of this person that is not over, newest first. */
  List<GrantRow> open(PersonId holder) {
    return database
        .createQuery("from GrantRow where holder = :holder and overAt is null order by askedAt desc, id",
            GrantRow.class)
        .setParameter("holder", holder.value())
        .getResultList();
  }

  /** What of this person is over, newest first. */
  List<GrantRow> over(PersonId holder, int most) {
    return database
        .createQuery(
            "from GrantRow where holder = :holder and overAt is not null order by overAt desc, id", GrantRow.class)
        .setParameter("holder", holder.value())
        .setMaxResults(most)
        .getResultList();
  }

  /** What waits for somebody to agree, the first to run out first. */
  List<GrantRow> waiting(int most) {
    return database
        .createQuery(
            "from GrantRow where state = :state and answeredBy > :now order by answeredBy, id", GrantRow.class)
        .setParameter("state", State.REQUESTED)
        .setParameter("now", now())
        .setMaxResults(most)
        .getResultList();
  }

  /** Everything that never came to a target and is not over. */
  List<GrantRow> undecided() {
    return database
        .createQuery("from GrantRow where state in :states order by id", GrantRow.class)
        .setParameter("states", List.of(State.REQUESTED, State.APPROVED))
        .getResultList();
  }

  /** What this target may have now, the first to end first. */
  List<GrantRow> live(String target) {
    return database
        .createQuery("from GrantRow where target = :target and state in :states order by endsAt, id", GrantRow.class)
        .setParameter("target", target)
        .setParameter("states", LIVE)
        .getResultList();
  }

  /** What of this any target may have now, the first to end first. */
  List<GrantRow> live(Wanted wanted, int most) {
    Stream<GrantRow> found;
    if (wanted.number().isPresent()) {
      found = all(numbered(wanted.number().get())).stream();
    } else if (wanted.holder().isPresent()) {
      found = open(wanted.holder().get()).stream().filter(it -> LIVE.contains(it.state));
    } else {
      found = LIVE.stream().filter(it -> it != State.REVOKE_STUCK).flatMap(it -> live(it, wanted, most));
    }
    return found
        .sorted(
            Comparator
                .comparing((GrantRow it) -> it.endsAt, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(it -> it.id.toString()))
        .limit(most)
        .toList();
  }

  /** Each state is asked for by itself, and ordered by all columns of an index, so that none is sorted. */
  private Stream<GrantRow> live(State state, Wanted wanted, int most) {
    TypedQuery<GrantRow> query = database.createQuery(
        "from GrantRow where state = :state"
            + (wanted.target().isEmpty() ? "" : " and target = :target")
            + (wanted.after().isEmpty() ? "" : " and endsAt >= :ends and (endsAt > :ends or id > :grant)")
            + " order by " + (wanted.target().isEmpty() ? "" : "target, ") + "state, endsAt, id",
        GrantRow.class);
    query.setParameter("state", state);
    wanted.target().ifPresent(it -> query.setParameter("target", it));
    wanted.after().ifPresent(it -> query.setParameter("ends", it.ends()).setParameter("grant", it.grant()));
    return query.setMaxResults(most).getResultStream();
  }

  /** What may be on a target and has this number, which is no column: ids are all that is read for it. */
  private Set<UUID> numbered(String number) {
    return database
        .createQuery("select id from GrantRow where state in :states", UUID.class)
        .setParameter("states", LIVE)
        .getResultStream()
        .filter(it -> new CaseId(it).number().equals(number))
        .collect(Collectors.toUnmodifiableSet());
  }

  List<GrantRow> all(Collection<UUID> ids) {
    return ids.isEmpty()
        ? List.of()
        : database
            .createQuery("from GrantRow where id in :ids", GrantRow.class)
            .setParameter("ids", ids)
            .getResultList();
  }

  /** Whoever asked, who has agreed, and in a case who has vouched. */
  Set<PersonId> concerned(GrantRow row) {
    Stream<PersonId> vouched = row.isRecovery() ? reviews.having(row.caseId(), Part.ATTESTER).stream() : Stream.of();
    return Stream
        .of(Stream.of(row.person()), approvals(row.id).stream().map(ApprovalRow::by), vouched)
        .flatMap(it -> it)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What this person had at this moment, or was about to be given, first to end first. */
  List<GrantRow> hadAt(PersonId holder, Instant moment) {
    return database
        .createQuery(
            "from GrantRow where holder = :holder and issuedAt <= :moment and (overAt is null or overAt >= :moment)"
                + " order by endsAt, id",
            GrantRow.class)
        .setParameter("holder", holder.value())
        .setParameter("moment", moment)
        .getResultList();
  }

  /** What this person has asked for on this target since this moment. */
  List<GrantRow> asked(PersonId holder, String target, Instant since) {
    return database
        .createQuery(
            "from GrantRow where holder = :holder and target = :target and askedAt > :since order by askedAt, id",
            GrantRow.class)
        .setParameter("holder", holder.value())
        .setParameter("target", target)
        .setParameter("since", since)
        .getResultList();
  }

  /** What this person has agreed to and is not in force yet. */
  List<GrantRow> agreedBy(PersonId person) {
    return database
        .createQuery(
            "select g from GrantRow g, ApprovalRow a where a.grant = g.id and a.approver = :person and g.state in :states"
                + " order by g.id",
            GrantRow.class)
        .setParameter("person", person.value())
        .setParameter("states", List.of(State.REQUESTED, State.APPROVED, State.ISSUING))
        .getResultList();
  }

  /** What could not be taken back, the longest over first. */
  List<GrantRow> stuck(int most) {
    return live(State.REVOKE_STUCK, Wanted.ALL, most).toList();
  }

  /** How much this target may have now, and no more than so many. */
  int count(String target, int most) {
    return database
        .createQuery(
            "select count(*) from (select id as id from GrantRow where target = :target and state in :states"
                + " order by target limit "
                + most + ")",
            Long.class)
        .setParameter("target", target)
        .setParameter("states", LIVE)
        .getSingleResult()
        .intValue();
  }

  void agree(ApprovalRow row) {
    database.persist(row);
    database.flush();
  }

  /** Who has agreed, in the order in which they did. */
  List<ApprovalRow> approvals(UUID grant) {
    return database
        .createQuery("from ApprovalRow where grant = :grant order by signedAt, group", ApprovalRow.class)
        .setParameter("grant", grant)
        .getResultList();
  }

  /** Who has agreed to each of these, in the order in which they did. */
  Map<UUID, List<ApprovalRow>> approvals(Collection<UUID> grants) {
    return grants.isEmpty()
        ? Map.of()
        : database
            .createQuery("from ApprovalRow where grant in :grants order by signedAt, group", ApprovalRow.class)
            .setParameter("grants", grants)
            .getResultStream()
            .collect(Collectors.groupingBy(it -> it.grant));
  }

  /**
   * That one agrees for the other, from now on. When the other has agreed for them lately, this throws: by then that was looked at, so that it
   * is one who did so at this moment, and the second time it is seen.
   *
   * @param statement what they have signed
   */
  AgreedPair pair(UUID statement, PersonId approver, PersonId holder) {
    Optional<AgreedPair> before = inForce(approver, holder).or(() -> inForce(holder, approver));
    before.filter(it -> !it.by().equals(approver)).ifPresent(
        it -> {
          it.close(now());
          database.flush();
        });
    AgreedPair pair = before.filter(it -> it.by().equals(approver))
        .orElseGet(() -> new AgreedPair(statement, approver.value(), holder.value(), now()));
    pair.lastAt = now();
    database.persist(pair);
    database.flush();
    return pair;
  }

  private Optional<AgreedPair> inForce(PersonId approver, PersonId holder) {
    return agreedFor(holder).stream().filter(it -> it.by().equals(approver)).findFirst();
  }

  private List<AgreedPair> agreedFor(PersonId holder) {
    return database.createQuery("from AgreedPair where holder = :holder and inForce = true", AgreedPair.class)
        .setParameter("holder", holder.value())
        .getResultList();
  }

  /** Who has agreed to something of this person lately. */
  Set<PersonId> haveAgreedFor(PersonId person) {
    return agreedFor(person).stream()
        .filter(it -> it.isRemembered(now()))
        .map(AgreedPair::by)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The row of a target, which nobody else writes before this transaction ends. */
  TargetRow target(String name) {
    @Nullable TargetRow there = database.find(TargetRow.class, name, LockModeType.PESSIMISTIC_WRITE);
    if (there != null) {
      return there;
    }
    var fresh = new TargetRow(name, now());
    database.persist(fresh);
    database.flush();
    return fresh;
  }

  List<TargetRow> targets() {
    return database.createQuery("from TargetRow", TargetRow.class).getResultList();
  }

  /** What differs on this target now. */
  List<DifferenceRow> differences(String target) {
    return database
        .createQuery("from DifferenceRow where target = :target and goneAt is null order by since, id",
            DifferenceRow.class)
        .setParameter("target", target)
        .getResultList();
  }

  /** What differs on these now, the oldest first. */
  List<DifferenceRow> differences(Collection<String> targets, int most) {
    return targets.isEmpty()
        ? List.of()
        : database
            .createQuery(
                "from DifferenceRow where target in :targets and goneAt is null order by since, id",
                DifferenceRow.class)
            .setParameter("targets", targets)
            .setMaxResults(most)
            .getResultList();
  }

  void add(DifferenceRow row) {
    database.persist(row);
  }
}
