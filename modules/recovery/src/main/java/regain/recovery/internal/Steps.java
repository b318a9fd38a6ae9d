package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import regain.audit.Personal;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.Passkey;
import regain.enrollment.port.Account;
import regain.kernel.Actor;
import regain.kernel.Arrival;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Decision;
import regain.policy.Facts;
import regain.policy.Method;
import regain.policy.Policy;
import regain.policy.Population;
import regain.policy.Reason;
import regain.policy.Verdict;
import regain.recovery.CaseView;
import regain.recovery.Recovery.Turn;
import regain.recovery.RecoveryEvent;
import regain.recovery.Refusal;
import regain.recovery.State;
import regain.recovery.internal.Gathering.World;
import regain.recovery.internal.Tickets.Ticket;

/**
 * The one way in which a case moves: lock the row, see that the ticket and the step are the newest, act, ask policy, write.
 * A step that was done already gives the case as it stands; a step that is too old changes nothing and says so.
 */
@Dependent
class Steps {
  private final Transactions transactions;
  private final Tickets tickets;
  private final CaseStore store;
  private final Gathering gathering;
  private final Policy policy;
  private final Views views;
  private final CodeChoices choices;
  private final Trail trail;
  private final Chance chance;
  private final Watching watching;
  private final Appeals appeals;
  private final Quarantine quarantine;

  @Inject
  Steps(
      Transactions transactions,
      Tickets tickets,
      CaseStore store,
      Gathering gathering,
      Policy policy,
      Views views,
      CodeChoices choices,
      Trail trail,
      Chance chance,
      Watching watching,
      Appeals appeals,
      Quarantine quarantine) {
    this.transactions = transactions;
    this.tickets = tickets;
    this.store = store;
    this.gathering = gathering;
    this.policy = policy;
    this.views = views;
    this.choices = choices;
    this.trail = trail;
    this.chance = chance;
    this.watching = watching;
    this.appeals = appeals;
    this.quarantine = quarantine;
  }

  /** A look at the case before a step, outside any lock. Empty when the ticket is not this case's newest. */
  Optional<CaseRow> peek(String ticket) {
    return transactions.begin(
        () -> tickets
            .read(ticket)
            .flatMap(it -> store.find(it.caseId()).filter(row -> row.generation == it.generation())));
  }

  /**
   * The case before a step that only somebody may try who has proven something. Whoever has proven nothing is told nothing
   * by it, not even whether the name exists.
   */
  Optional<CaseRow> proven(String ticket, int step) {
    return peek(ticket)
        .filter(it -> it.step == step && it.state().isOpen() && it.subject().isPresent())
        .filter(it -> !transactions.begin(() -> evidenceOf(it)).isEmpty());
  }

  /** Takes one step. */
  Optional<Turn> take(String ticket, int step, Consumer<CaseRow> act) {
    return inTime(ticket, step, it -> transactions.begin(() -> locked(it, step, act)));
  }

  /**
   * Takes a step by which the person's other cases may end. They are locked before it, all in one order, so that two claims
   * at once wait for one another; one that comes to be the person's between that and the end is not among them, and where two
   * then wait for each other, whichever the database refuses is begun once more. So the act does nothing outside of it.
   */
  Optional<Turn> claim(String ticket, int step, PersonId person, Consumer<CaseRow> act) {
    return inTime(
        ticket,
        step,
        it -> transactions.beginAgain(
            () -> {
              store.unfinished(person);
              return locked(it, step, act);
            }));
  }

  private Optional<Turn> inTime(String ticket, int step, Function<Ticket, Optional<Turn>> act) {
    Optional<Ticket> read = tickets.read(ticket);
    try {
      return read.flatMap(act);
    } catch (StaleFactsException slow) {
      return read.flatMap(
          it -> transactions.begin(() -> locked(it, step, row -> row.refuse(Refusal.TRY_LATER))));
    }
  }

  private Optional<Turn> locked(Ticket ticket, int step, Consumer<CaseRow> act) {
    Optional<CaseRow> found = store.lock(ticket.caseId());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    CaseRow row = found.get();
    if (row.generation != ticket.generation()) {
      return Optional.empty();
    }
    if (row.step == step && expire(row)) {
      row.steppedFrom = step;
      act.accept(row);
    } else if (row.step != step && row.steppedFrom != step && row.state().isOpen()) {
      row.refusal = Refusal.OUT_OF_DATE.name();
    }
    return Optional.of(turn(row));
  }

  /** Closes a case whose time is over. Returns whether it goes on. */
  private boolean expire(CaseRow row) {
    if (row.state().isOpen() && !row.openAt(store.now())) {
      row.close(State.EXPIRED, store.now());
      quarantine.ended(row);
      trail.record(new Actor.House("cases"), new RecoveryEvent.CaseExpired(row.caseId(), row.subject()));
    }
    return row.state().isOpen();
  }

  Turn turn(CaseRow row) {
    return new Turn(tickets.write(row.caseId(), row.generation));
  }

  /** Adds a proof and asks policy. */
  void accept(CaseRow row, World world, EvidenceRow.Proof proof) {
    if (!row.identify(world.person())) {
      fail(row, world, proof.method(), "another-person");
      return;
    }
    boolean privileged = row.isPrivileged()
        || world.population().known().filter(Population::isPrivileged).isPresent();
    store.add(new EvidenceRow(chance.uuid(), row, proof, privileged, store.now()));
    trail.record(
        new Actor.Human(world.person()),
        new RecoveryEvent.ProofAccepted(
            row.caseId(),
            row.subject(),
            proof.method(),
            proof.method().phishingResistant(),
            new Personal(world.arrival().address().getHostAddress())));
    row.proven();
    decide(row, world);
  }

  private void fail(CaseRow row, World world, Method method, String why) {
    fail(row, method, why, world.arrival(), world.known(), Refusal.DOES_NOT_FIT);
  }

  void fail(
      CaseRow row, Method method, String why, Arrival arrival, Optional<Account> named, Refusal refusal) {
    row.failed(refusal);
    failed(row, method, why, arrival, named);
  }

  /** A try that could have come from anybody who knows the name: on record, and counted against nobody. */
  void shrug(
      CaseRow row, Method method, String why, Arrival arrival, Optional<Account> named, Refusal refusal) {
    row.refuse(refusal);
    failed(row, method, why, arrival, named);
  }

  private void failed(CaseRow row, Method method, String why, Arrival arrival, Optional<Account> named) {
    String address = arrival.address().getHostAddress();
    watching.failure(row, method, address, named);
    trail.record(
        new Actor.Claimant(),
        new RecoveryEvent.ProofFailed(row.caseId(), row.subject(), method, new Word(why), new Personal(address)));
  }

  /** Asks policy on the facts of this moment and has the case follow. Facts that are too old carry nothing. */
  Verdict decide(CaseRow row, World world) {
    Facts facts = gathering.facts(row, world);
    if (!facts.current()) {
      throw new StaleFactsException();
    }
    State before = row.state();
    Verdict verdict = policy.decide(facts);
    row.follow(facts, verdict, store.now());
    choices.remember(row, world.known());
    record(row, before, verdict);
    appeals.follow(row, world.known(), facts, verdict.decision());
    quarantine.follow(row, world.known(), verdict.decision());
    return verdict;
  }

  private void record(CaseRow row, State before, Verdict verdict) {
    var house = new Actor.House("policy");
    if (verdict.decision() instanceof Decision.Deny(Reason reason)) {
      trail.record(house, new RecoveryEvent.CaseDenied(row.caseId(), row.subject(), reason));
    } else if (row.state() != before) {
      trail.record(
          house,
          new RecoveryEvent.CaseDecided(
              row.caseId(),
              row.subject(),
              row.state(),
              verdict.floor(),
              new Word(row.spoke),
              verdict.decision().waitsUntil()));
    }
  }

  /**
   * The case as it stands, for whoever holds its newest ticket; that it was closed by a restore, for whoever holds any of
   * its tickets, because the database does not know any more which is the newest. Joins the caller's transaction.
   */
  Optional<CaseView> look(String ticket) {
    return tickets
        .read(ticket)
        .flatMap(it -> store.find(it.caseId()).filter(row -> row.generation == it.generation() || row.wasRestored()))
        .map(views::view);
  }

  /** The case of this ticket, locked, when it is its newest. Joins the caller's transaction. */
  Optional<CaseRow> held(String ticket) {
    return tickets
        .read(ticket)
        .flatMap(it -> store.lock(it.caseId()).filter(row -> row.generation == it.generation()));
  }

  /** Until when it waits, by its last decision. Joins the caller's transaction. */
  Optional<Instant> waits(CaseRow row) {
    return views.view(row).waitsUntil();
  }

  /** What was ever proven in this case. Joins the caller's transaction. */
  List<EvidenceRow> evidenceOf(CaseRow row) {
    return store.evidence(row.caseId());
  }

  /** Whether the page would offer the claim at this moment. */
  boolean ready(CaseRow row) {
    return transactions.begin(() -> views.view(row).state() == State.READY);
  }

  /** Whether this passkey was added at the account page a short while ago. Joins the caller's transaction. */
  boolean wasJustAdded(Passkey passkey) {
    return gathering.wasJustAdded(passkey);
  }

  World world(CaseRow row, PersonId person, Arrival arrival) {
    return gathering.world(row, person, arrival);
  }

  /** The directory took longer to answer than facts may be old: the whole step is rolled back and can be tried again. */
  static final class StaleFactsException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
