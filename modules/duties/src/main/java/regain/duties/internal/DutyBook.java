package regain.duties.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.duties.DutyHandler.Outcome;
import regain.duties.LaneHandler;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.Hands;
import regain.kernel.Transactions;

/**
 * Duties in one table. A node claims a row for a minute with SKIP LOCKED, does the work outside any transaction, and
 * records the outcome; when it dies in between, the claim runs out and somebody else does it again.
 */
@Dependent
class DutyBook implements Duties {
  private static final Logger LOG = System.getLogger(DutyBook.class.getName());
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final int BATCH = 10;
  /** Of those that are done in lanes. */
  private static final int MANY = 250;
  private static final int MOST_SHOWN = 100;
  /** Hibernate's word for SKIP LOCKED. */
  private static final int SKIP_LOCKED = -2;

  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;
  private final Transactions transactions;
  private final Hands hands;
  private final Instance<DutyHandler> registered;
  private List<DutyHandler> handlers = List.of();

  @Inject
  DutyBook(
      EntityManager database,
      InstantSource clock,
      Chance chance,
      Transactions transactions,
      Hands hands,
      @Any Instance<DutyHandler> handlers) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
    this.transactions = transactions;
    this.hands = hands;
    this.registered = handlers;
  }

  @Override
  public void owe(Duty duty) {
    owe(duty, clock.instant());
  }

  @Override
  public void owe(Duty duty, Instant due) {
    if (known(duty.key()).isEmpty()) {
      database.persist(new DutyRow(chance.uuid(), duty, clock.instant(), due));
    }
  }

  @Override
  public void oweAttended(Duty duty) {
    owe(duty, clock.instant().plus(ATTENDED));
  }

  @Override
  public boolean oweAgain(Duty duty, Instant due) {
    Optional<DutyRow> there = withKey(duty.key())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
    if (there.isEmpty()) {
      owe(duty, due);
    }
    Optional<DutyRow> done = there.filter(it -> it.doneAt != null);
    done.ifPresent(it -> it.reopen(due));
    return there.isEmpty() || done.isPresent();
  }

  @Override
  public List<Owed> owedSince(String kind, Instant since) {
    return database
        .createQuery(
            DutyRow.Owed.OF_DUTY + " where kind = :kind and owedAt > :since order by owedAt", DutyRow.Owed.class)
        .setParameter("kind", kind)
        .setParameter("since", since)
        .getResultStream()
        .map(it -> new Owed(it.duty(), it.at()))
        .toList();
  }

  @Override
  public List<Status> of(CaseId caseId) {
    return statuses(
        database
            .createQuery("from DutyRow where caseId = :id order by owedAt, key", DutyRow.class)
            .setParameter("id", caseId.value())
            .getResultList());
  }

  @Override
  public Map<CaseId, Integer> open(Set<CaseId> cases) {
    var counted = new HashMap<CaseId, Integer>();
    if (!cases.isEmpty()) {
      database
          .createQuery("select caseId from DutyRow where caseId in :ids and doneAt is null", UUID.class)
          .setParameter("ids", cases.stream().map(CaseId::value).toList())
          .getResultList()
          .forEach(it -> counted.merge(new CaseId(it), 1, Integer::sum));
    }
    return counted;
  }

  @Override
  public List<Status> stuck() {
    return statuses(
        database
            .createQuery("from DutyRow where doneAt is null and tries >= :tries order by owedAt", DutyRow.class)
            .setParameter("tries", STUCK_AFTER)
            .setMaxResults(MOST_SHOWN)
            .getResultList());
  }

  @Override
  public int work() {
    // What waits for a target to be seen without something finds that it is.
    return workInLanes() + workInOrder();
  }

  @Override
  public int workInOrder() {
    List<Duty> claimed = claimDue(it -> !(it instanceof LaneHandler), BATCH);
    claimed.forEach(this::perform);
    return claimed.size();
  }

  @Override
  public int workInLanes() {
    Instant before = clock.instant();
    Map<Lane, List<Duty>> lanes = claimDue(LaneHandler.class::isInstance, MANY).stream()
        .collect(Collectors.groupingBy(this::lane, LinkedHashMap::new, Collectors.toList()));
    hands.all(
        lanes.entrySet().stream().map(it -> (Runnable) () -> perform(it.getKey(), it.getValue(), before)).toList());
    return lanes.values().stream().mapToInt(List::size).sum();
  }

  private record Lane(LaneHandler handler, String name) {}

  private Lane lane(Duty duty) {
    LaneHandler handler = (LaneHandler) handler(duty);
    return new Lane(handler, handler.lane(duty));
  }

  private void perform(Lane lane, List<Duty> duties, Instant before) {
    var left = new LinkedHashMap<String, Duty>();
    duties.forEach(it -> left.put(it.key(), it));
    try {
      lane.handler().perform(duties, (duty, outcome) -> {
        if (left.remove(duty.key()) != null) {
          recordAnyhow(duty, outcome);
        }
      });
      if (!left.isEmpty()) {
        transactions.run(() -> giveBack(left.keySet(), before));
      }
    } catch (RuntimeException broken) {
      LOG.log(
          Level.WARNING, "{0} duties {1} were not done and will be tried again: {2}", left.size(),
          lane.handler().kind(), name(broken));
      left.values().forEach(it -> record(it, new Outcome.Again(name(broken))));
    }
  }

  /** They were not begun: whoever looks next may do them. What somebody else has claimed since then stays theirs. */
  private void giveBack(Set<String> keys, Instant before) {
    database
        .createQuery("update DutyRow set claimedUntil = null where key in :keys and claimedUntil < :theirs")
        .setParameter("keys", keys)
        .setParameter("theirs", before.plus(LEASE).plus(LEASE))
        .executeUpdate();
  }

  /** Read and locked in one query: a row that was read before it is locked may be claimed by somebody else already. */
  @Override
  public boolean workOn(String key) {
    Optional<Duty> claimed = transactions.begin(
        () -> withKey(key)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultStream()
            .findFirst()
            .filter(it -> it.claimAttended(clock.instant(), LEASE))
            .map(DutyRow::duty));
    return claimed
        .map(it -> perform(it) instanceof Outcome.Done)
        .orElseGet(() -> transactions.begin(() -> known(key).filter(it -> it.doneAt != null).isPresent()));
  }

  private List<Duty> claimDue(Predicate<DutyHandler> by, int most) {
    Set<String> kinds = handlers().stream().filter(by).map(DutyHandler::kind).collect(Collectors.toSet());
    return kinds.isEmpty() ? List.of() : transactions.begin(() -> claimDue(kinds, most));
  }

  /** Ordered by both columns of the index, so that of many that are due only these few are read, and none is sorted. */
  private List<Duty> claimDue(Set<String> kinds, int most) {
    Instant now = clock.instant();
    List<DutyRow> due = database
        .createQuery(
            "from DutyRow where doneAt is null and dueAt <= :now"
                + " and (claimedUntil is null or claimedUntil <= :now) and kind in :kinds order by doneAt, dueAt",
            DutyRow.class)
        .setParameter("now", now)
        .setParameter("kinds", kinds)
        .setMaxResults(most)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .setHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
        .getResultList();
    var claimed = new ArrayList<Duty>();
    for (DutyRow row : due) {
      if (row.claim(now, LEASE)) {
        claimed.add(row.duty());
      }
    }
    return claimed;
  }

  /** What cannot be recorded is a try in vain, too: else it would be done again each minute, and nobody would see it stuck. */
  private Outcome perform(Duty duty) {
    return recordAnyhow(duty, attempt(duty));
  }

  private Outcome recordAnyhow(Duty duty, Outcome outcome) {
    try {
      return record(duty, outcome);
    } catch (RuntimeException broken) {
      if (outcome instanceof Outcome.Again) {
        throw broken;
      }
      LOG.log(Level.WARNING, "What came of duty {0} was not recorded: {1}", duty.kind(), name(broken));
      return record(duty, new Outcome.Again(name(broken)));
    }
  }

  private Outcome record(Duty duty, Outcome outcome) {
    transactions.run(
        () -> {
          switch (outcome) {
            case Outcome.Done(String note, Runnable onRecord) -> {
              onRecord.run();
              done(duty.key(), note);
            }
            case Outcome.Again(String why) -> known(duty.key()).orElseThrow().again(clock.instant(), why);
          }
        });
    return outcome;
  }

  /** Nothing of the row is needed for this, so it is not read. */
  private void done(String key, String note) {
    database
        .createQuery(
            "update DutyRow set doneAt = :now, claimedUntil = null, tries = tries + 1, note = :note where key = :key")
        .setParameter("now", clock.instant())
        .setParameter("note", DutyRow.shortened(note))
        .setParameter("key", key)
        .executeUpdate();
  }

  /** Looked up at the first use: handlers may themselves owe duties, so they cannot be made before the book. */
  private List<DutyHandler> handlers() {
    if (handlers.isEmpty()) {
      handlers = registered.stream().toList();
    }
    return handlers;
  }

  private DutyHandler handler(Duty duty) {
    return handlers().stream().filter(it -> it.kind().equals(duty.kind())).findFirst().orElseThrow();
  }

  /** A handler's bug must not stop the others: whatever it throws is a try in vain, on record and in the log. */
  private Outcome attempt(Duty duty) {
    try {
      return handler(duty).perform(duty);
    } catch (RuntimeException broken) {
      LOG.log(Level.WARNING, "Duty {0} was not done and will be tried again: {1}", duty.kind(), name(broken));
      return new Outcome.Again(name(broken));
    }
  }

  /** The kind of failure only: a message may hold an address or worse. */
  private static String name(RuntimeException broken) {
    Throwable cause = broken.getCause();
    return broken.getClass().getSimpleName() + (cause == null ? "" : " by " + cause.getClass().getSimpleName());
  }

  /**
   * What was owed before this transaction. Nothing is flushed for it, so that all that a transaction owes is written at its
   * end in one go; whoever owes the same twice in one transaction is refused by the table.
   */
  private Optional<DutyRow> known(String key) {
    return withKey(key).setFlushMode(FlushModeType.COMMIT).getResultStream().findFirst();
  }

  private TypedQuery<DutyRow> withKey(String key) {
    return database.createQuery("from DutyRow where key = :key", DutyRow.class).setParameter("key", key);
  }

  private static List<Status> statuses(List<DutyRow> rows) {
    return rows.stream().map(DutyRow::status).toList();
  }
}
