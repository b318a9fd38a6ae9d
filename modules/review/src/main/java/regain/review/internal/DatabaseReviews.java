package regain.review.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import regain.audit.Trail;
import regain.audit.Word;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.review.Judgement;
import regain.review.Part;
import regain.review.ReviewEvent;
import regain.review.Reviews;

/** Items, judgements and parts, each in a table of its own. */
@Dependent
class DatabaseReviews implements Reviews {
  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;
  private final Trail trail;

  @Inject
  DatabaseReviews(EntityManager database, InstantSource clock, Chance chance, Trail trail) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
    this.trail = trail;
  }

  @Override
  public void open(CaseId caseId, PersonId subject, Cause cause) {
    if (add(caseId, Optional.of(subject), cause)) {
      takePart(caseId, subject, Part.SUBJECT);
    }
  }

  @Override
  public void open(CaseId act, Cause cause) {
    add(act, Optional.empty(), cause);
  }

  private boolean add(CaseId caseId, Optional<PersonId> subject, Cause cause) {
    boolean there = !database
        .createQuery("from ItemRow where caseId = :caseId and cause = :cause", ItemRow.class)
        .setParameter("caseId", caseId.value())
        .setParameter("cause", cause.name())
        .getResultList()
        .isEmpty();
    if (!there) {
      UUID about = subject.map(PersonId::value).orElse(ItemRow.NOBODY);
      var row = new ItemRow(chance.uuid(), caseId, about, cause, clock.instant());
      database.persist(row);
      trail.record(
          new Actor.House("reviews"), new ReviewEvent.ReviewOpened(caseId, subject, cause, row.dueAt));
    }
    return !there;
  }

  @Override
  public List<Item> waiting(Wanted wanted, int limit) {
    // Each cause has its place in the index, so the next few of several causes are the next few of each.
    Stream<ItemRow> rows = wanted.causes().isEmpty()
        ? rows(wanted, Optional.empty(), limit)
        : wanted.causes().stream().flatMap(it -> rows(wanted, Optional.of(it), limit));
    Instant now = clock.instant();
    return rows
        .sorted(Comparator.comparing((ItemRow it) -> it.dueAt).thenComparing(it -> it.id.toString()))
        .limit(limit)
        .map(it -> it.item(now))
        .toList();
  }

  /** Ordered by all columns of an index, also by those that are all alike: only then the rows are read in its order. */
  private Stream<ItemRow> rows(Wanted wanted, Optional<Cause> cause, int limit) {
    TypedQuery<ItemRow> query = database.createQuery(
        "from ItemRow where closedAt is null"
            + (cause.isEmpty() ? "" : " and cause = :cause")
            + (wanted.subject().isEmpty() ? "" : " and subject = :subject")
            + (wanted.hiddenFrom().isEmpty() ? "" : " and subject <> :hidden")
            + (wanted.after().isEmpty() ? "" : " and dueAt >= :due and (dueAt > :due or id > :item)")
            + " order by " + (cause.isEmpty() ? "" : "cause, ") + "closedAt, dueAt, id",
        ItemRow.class);
    cause.ifPresent(it -> query.setParameter("cause", it.name()));
    wanted.subject().ifPresent(it -> query.setParameter("subject", it.value()));
    wanted.hiddenFrom().ifPresent(it -> query.setParameter("hidden", it.value()));
    wanted.after().ifPresent(it -> query.setParameter("due", it.due()).setParameter("item", it.item()));
    return query.setMaxResults(limit).getResultStream();
  }

  @Override
  public Tally tally(int most, Optional<PersonId> hiddenFrom) {
    Instant now = clock.instant();
    // The rows are counted and not read, and no more of them than anybody wants to know.
    TypedQuery<Tuple> query = database
        .createQuery(
            "select count(*), count(case when dueAt <= :now then 1 end),"
                + " count(case when dueAt > :now and dueAt <= :tomorrow then 1 end)"
                + " from (select dueAt as dueAt from ItemRow where closedAt is null"
                + (hiddenFrom.isEmpty() ? "" : " and subject <> :hidden")
                + " order by closedAt, dueAt, id limit " + most + ") waiting",
            Tuple.class)
        .setParameter("now", now)
        .setParameter("tomorrow", now.plus(Duration.ofDays(1)));
    hiddenFrom.ifPresent(it -> query.setParameter("hidden", it.value()));
    Tuple counted = query.getSingleResult();
    return new Tally(number(counted, 0), number(counted, 1), number(counted, 2));
  }

  private static int number(Tuple counted, int column) {
    return counted.get(column, Long.class).intValue();
  }

  @Override
  public Optional<Item> find(UUID item) {
    @Nullable ItemRow row = database.find(ItemRow.class, item);
    return Optional.ofNullable(row).map(it -> it.item(clock.instant()));
  }

  @Override
  public Optional<Item> numbered(String number) {
    return database
        .createQuery(
            "from ItemRow where number = :number"
                + " order by case when closedAt is null then 0 else 1 end, openedAt desc, id",
            ItemRow.class)
        .setParameter("number", CaseId.number(number))
        .setMaxResults(1)
        .getResultStream()
        .map(it -> it.item(clock.instant()))
        .findFirst();
  }

  @Override
  public Optional<Item> of(CaseId act, Cause cause) {
    return database.createQuery("from ItemRow where caseId = :act and cause = :cause", ItemRow.class)
        .setParameter("act", act.value())
        .setParameter("cause", cause.name())
        .getResultStream()
        .map(it -> it.item(clock.instant()))
        .findFirst();
  }

  @Override
  public Optional<Instant> closed(CaseId caseId) {
    List<ItemRow> rows = database.createQuery("from ItemRow where caseId = :caseId", ItemRow.class)
        .setParameter("caseId", caseId.value())
        .getResultList();
    return rows.stream().anyMatch(it -> it.closedAt == null)
        ? Optional.empty()
        : rows.stream().flatMap(it -> Stream.ofNullable(it.closedAt)).max(Instant::compareTo);
  }

  @Override
  public List<UUID> late(int limit) {
    return database
        .createQuery(
            "select id from ItemRow where escalatesAt <= :now order by escalatesAt", UUID.class)
        .setParameter("now", clock.instant())
        .setMaxResults(limit)
        .getResultList();
  }

  @Override
  public Optional<Item> escalate(UUID item) {
    Instant now = clock.instant();
    @Nullable ItemRow row = late(item, now);
    if (row == null) {
      return Optional.empty();
    }
    row.escalate(now);
    trail.record(
        new Actor.House("reviews"),
        new ReviewEvent.ReviewLate(row.caseId(), row.subject(), row.cause(), row.escalations));
    return Optional.of(row.item(now));
  }

  @Override
  public void pause(UUID item, Duration how) {
    Instant now = clock.instant();
    @Nullable ItemRow row = late(item, now);
    if (row != null) {
      row.escalatesAt = now.plus(how);
    }
  }

  /** Locked, if it is late. One that an older node has closed, which does not know better, is not found late again. */
  private @Nullable ItemRow late(UUID item, Instant now) {
    @Nullable ItemRow row = lock(item);
    if (row == null || row.escalatesAt(now)) {
      return row;
    }
    row.settle();
    return null;
  }

  @Override
  public List<Given> judgements(UUID item) {
    return database
        .createQuery("from JudgementRow where item = :item order by at, id", JudgementRow.class)
        .setParameter("item", item)
        .getResultStream()
        .map(JudgementRow::given)
        .toList();
  }

  @Override
  public Optional<No> bars(UUID item, PersonId by, Optional<PersonId> reportsTo) {
    @Nullable ItemRow row = database.find(ItemRow.class, item);
    return row == null ? Optional.of(No.GONE) : bars(row, by, reportsTo);
  }

  private Optional<No> bars(ItemRow row, PersonId by, Optional<PersonId> reportsTo) {
    return row.bars(by, reportsTo)
        .or(() -> part(row.caseId(), by).filter(it -> it != Part.REVIEWER).map(it -> No.OTHER_PART))
        .or(
            () -> reportsTo.flatMap(it -> part(row.caseId(), it))
                .filter(it -> it == Part.ATTESTER)
                .map(it -> No.OWN_SUPERVISOR));
  }

  @Override
  public List<PersonId> having(CaseId caseId, Part part) {
    return database
        .createQuery("select person from PartRow where caseId = :caseId and part = :part", UUID.class)
        .setParameter("caseId", caseId.value())
        .setParameter("part", part.name())
        .getResultStream()
        .map(PersonId::new)
        .toList();
  }

  @Override
  public Map<PersonId, Part> parts(CaseId caseId) {
    return database.createQuery("from PartRow where caseId = :caseId", PartRow.class)
        .setParameter("caseId", caseId.value())
        .getResultStream()
        .collect(Collectors.toUnmodifiableMap(it -> new PersonId(it.person), it -> Part.valueOf(it.part)));
  }

  @Override
  public Map<CaseId, Part> parts(Collection<CaseId> cases, PersonId person) {
    var parts = new HashMap<CaseId, Part>();
    if (!cases.isEmpty()) {
      database.createQuery("from PartRow where caseId in :cases and person = :person", PartRow.class)
          .setParameter("cases", cases.stream().map(CaseId::value).toList())
          .setParameter("person", person.value())
          .getResultList()
          .forEach(it -> parts.put(new CaseId(it.caseId), Part.valueOf(it.part)));
    }
    return parts;
  }

  @Override
  public Optional<Part> part(CaseId caseId, PersonId person) {
    @Nullable PartRow row = database.find(PartRow.class, PartRow.Key.of(caseId, person));
    return Optional.ofNullable(row).map(it -> Part.valueOf(it.part));
  }

  @Override
  public List<CaseId> sharing(CaseId caseId, Part part, int most) {
    return database
        .createQuery(
            "select other.caseId from PartRow other, PartRow own where own.caseId = :caseId and own.part = :part"
                + " and other.person = own.person and other.part = own.part and other.caseId <> own.caseId"
                + " order by other.since desc",
            UUID.class)
        .setParameter("caseId", caseId.value())
        .setParameter("part", part.name())
        .setMaxResults(most)
        .getResultStream()
        .distinct()
        .map(CaseId::new)
        .toList();
  }

  @Override
  public List<CaseId> taking(PersonId person, Part part, int most) {
    return database
        .createQuery(
            "select caseId from PartRow where person = :person and part = :part order by since desc", UUID.class)
        .setParameter("person", person.value())
        .setParameter("part", part.name())
        .setMaxResults(most)
        .getResultStream()
        .map(CaseId::new)
        .toList();
  }

  @Override
  public void note(CaseId act, PersonId by, String text) {
    database.persist(new NoteRow(chance.uuid(), act, by, text, clock.instant()));
    trail.record(new Actor.Human(by), new ReviewEvent.ReviewNoted(act, by));
  }

  @Override
  public List<Note> notes(CaseId act) {
    return database.createQuery("from NoteRow where act = :act order by at, id", NoteRow.class)
        .setParameter("act", act.value())
        .getResultStream()
        .map(it -> new Note(new PersonId(it.by), it.at, it.text))
        .toList();
  }

  @Override
  public Optional<No> join(CaseId caseId, PersonId person, Part part) {
    takePart(caseId, person, part);
    return part(caseId, person).filter(it -> it != part).map(it -> No.OTHER_PART);
  }

  /** Does nothing to somebody who has a part: whoever is asked first has to look. */
  private void takePart(CaseId caseId, PersonId person, Part part) {
    if (part(caseId, person).isEmpty()) {
      database.persist(new PartRow(caseId, person, part, clock.instant()));
    }
  }

  @Override
  public Optional<No> take(UUID item, PersonId by, Optional<PersonId> reportsTo) {
    Instant now = clock.instant();
    @Nullable ItemRow row = lock(item);
    if (row == null) {
      return Optional.of(No.GONE);
    }
    Optional<No> barred = bars(row, by, reportsTo);
    if (barred.isPresent()) {
      trail.record(new Actor.Human(by), new ReviewEvent.ReviewBarred(row.caseId(), by, barred.get()));
      return barred;
    }
    if (row.closedAt != null) {
      return Optional.of(No.CLOSED);
    }
    if (row.taken(now).isPresent() && !row.isOf(by, now)) {
      return Optional.of(No.TAKEN);
    }
    if (!row.isOf(by, now)) {
      takePart(row.caseId(), by, Part.REVIEWER);
      trail.record(new Actor.Human(by), new ReviewEvent.ReviewTaken(row.caseId(), by));
    }
    row.take(by, reportsTo, row.isOf(by, now), now);
    return Optional.empty();
  }

  @Override
  public void release(UUID item, PersonId by) {
    @Nullable ItemRow row = lock(item);
    if (row != null && row.closedAt == null && row.isOf(by, clock.instant())) {
      row.release();
      trail.record(new Actor.Human(by), new ReviewEvent.ReviewReleased(row.caseId(), by));
    }
  }

  @Override
  public Optional<No> draft(UUID item, PersonId by, Draft draft) {
    @Nullable ItemRow row = lock(item);
    Optional<No> no = mayJudge(row, by);
    if (row == null || no.isPresent()) {
      return no;
    }
    if (draft.judgement() == Judgement.NEEDS_CONTACT && asked(item)) {
      return Optional.of(No.ASKED_ALREADY);
    }
    row.draft(draft);
    return no;
  }

  @Override
  public Optional<Draft> drafted(UUID item, PersonId by) {
    @Nullable ItemRow row = lock(item);
    return row == null || mayJudge(row, by).isPresent() ? Optional.empty() : row.draft();
  }

  @Override
  public Optional<No> judge(UUID item, PersonId by, UUID statement, String digest) {
    Instant now = clock.instant();
    @Nullable ItemRow row = lock(item);
    Optional<No> no = mayJudge(row, by);
    if (row == null || no.isPresent()) {
      return no;
    }
    Optional<Draft> draft = row.draft();
    if (draft.isEmpty()) {
      return Optional.of(No.NOT_TAKEN);
    }
    Judgement judgement = draft.get().judgement();
    database.persist(
        new JudgementRow(chance.uuid(), row, new Given(judgement, draft.get().because(), by, now, statement)));
    row.judged(judgement, now);
    trail.record(
        new Actor.Human(by),
        new ReviewEvent.ReviewJudged(row.caseId(), row.subject(), row.cause(), judgement, new Word(digest)));
    return no;
  }

  private boolean asked(UUID item) {
    return judgements(item).stream().anyMatch(it -> it.judgement() == Judgement.NEEDS_CONTACT);
  }

  private Optional<No> mayJudge(@Nullable ItemRow row, PersonId by) {
    if (row == null) {
      return Optional.of(No.GONE);
    }
    if (row.closedAt != null) {
      return Optional.of(No.CLOSED);
    }
    return row.isOf(by, clock.instant()) ? Optional.empty() : Optional.of(No.NOT_TAKEN);
  }

  /** Read again under the lock: rows are written whole, and this transaction may have read it before somebody changed it. */
  private @Nullable ItemRow lock(UUID item) {
    @Nullable ItemRow row = database.find(ItemRow.class, item);
    if (row != null) {
      database.refresh(row, LockModeType.PESSIMISTIC_WRITE);
    }
    return row;
  }
}
