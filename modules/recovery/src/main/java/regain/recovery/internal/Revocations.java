package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.audit.Trail;
import regain.audit.Word;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.recovery.RecoveryEvent;
import regain.recovery.port.Privileges;
import regain.recovery.port.SessionConnector;
import regain.recovery.port.SessionConnector.Revocation;
import regain.recovery.port.SessionConnector.WhenStuck;
import regain.recovery.port.SessionConnectors;

/** The duty to end a person's sessions in every connected system: once before the password changes and once after. */
@Dependent
class Revocations implements DutyHandler {
  static final String KIND = "REVOKE_SESSIONS";
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final String LATE = "late";
  private static final String SHOWS = "shows";

  private final List<SessionConnector> connectors;
  private final Duties duties;
  private final Transactions transactions;
  private final Trail trail;
  private final List<Privileges> privileges;

  @Inject
  Revocations(
      @Any Instance<SessionConnector> connectors,
      @Any Instance<SessionConnectors> more,
      Duties duties,
      Transactions transactions,
      Trail trail,
      @Any Instance<Privileges> privileges) {
    this.connectors = Stream.concat(connectors.stream(), more.stream().flatMap(it -> it.all().stream()))
        .filter(SessionConnector::configured)
        .toList();
    this.duties = duties;
    this.transactions = transactions;
    this.trail = trail;
    this.privileges = privileges.stream().toList();
  }

  /** Owes the round before an attempt. Joins the caller's transaction. */
  void oweBefore(CaseRow row, PersonId person, Instant now) {
    takeBack(person);
    attend(row.caseId(), person, BEFORE, BEFORE + ":" + row.attempt, now);
  }

  /**
   * Owes the round after it: whatever began while the password was changing dies too. Where a login that had begun can
   * still be finished, one more round is owed for when it no longer can. Joins the transaction.
   */
  void oweAfter(CaseId caseId, PersonId person, Instant now) {
    takeBack(person);
    attend(caseId, person, AFTER, AFTER, now);
    for (SessionConnector connector : connectors) {
      oweLate(caseId, person, connector, LATE, now);
    }
  }

  /** Owes a round after an attempt of which nobody knows how it ended: the password may be a new one. Joins. */
  void oweUnclear(CaseId caseId, PersonId person, UUID attempt, Instant now) {
    owe(caseId, person, "unclear", "unclear:" + attempt, now);
  }

  /** Owes one more round, because somebody says that the case was not theirs. Joins the caller's transaction. */
  void oweRepudiated(CaseId caseId, PersonId person, Instant now) {
    owe(caseId, person, "repudiated", "repudiated", now);
  }

  /** Owes one more round, because a reviewer found that the case was abuse. Joins the caller's transaction. */
  void oweContained(CaseId caseId, PersonId person, Instant now) {
    owe(caseId, person, "contained", "contained", now);
  }

  /** Owes a round before a mass reset takes the password away. Joins the caller's transaction. */
  void oweCalled(CaseId act, PersonId person, Instant now) {
    owe(act, person, "called", "called", now);
  }

  /** Owes the round after it, and one more where a login that had begun can still be finished. Joins. */
  void oweBlocked(CaseId act, PersonId person, Instant now) {
    owe(act, person, "blocked", "blocked", now);
    connectors.forEach(it -> oweLate(act, person, it, LATE, now));
  }

  /** A round that the request does itself: a worker that came first would make it look stuck. */
  private void attend(CaseId caseId, PersonId person, String round, String name, Instant now) {
    for (SessionConnector connector : connectors) {
      Duty duty = duty(caseId, person, connector, round, name, now);
      if (round.equals(BEFORE) && neverWaitedFor(connector)) {
        duties.owe(duty);
      } else {
        duties.oweAttended(duty);
      }
    }
  }

  /** The connected systems beside our own. */
  List<SessionConnector> elsewhere() {
    return connectors.stream().filter(it -> !it.name().equals(RegainSessions.NAME)).toList();
  }

  /** Owes a round in every other system, because the person wishes it. Joins the caller's transaction. */
  void oweElsewhere(CaseId act, PersonId person, Instant now) {
    for (SessionConnector connector : elsewhere()) {
      duties.oweAttended(duty(act, person, connector, AFTER, asked(now), now));
      oweLate(act, person, connector, LATE + ":" + asked(now), now);
    }
  }

  /** Does that round at once; what is left the worker does. */
  void workElsewhere(CaseId act, Instant now) {
    for (SessionConnector connector : elsewhere()) {
      duties.workOn(key(act, connector.name(), asked(now)));
    }
  }

  private static String asked(Instant now) {
    return "asked:" + now;
  }

  private void oweLate(CaseId act, PersonId person, SessionConnector connector, String name, Instant now) {
    if (connector.unfinishedLogins().isPositive()) {
      Instant late = now.plus(connector.unfinishedLogins());
      duties.owe(duty(act, person, connector, LATE, name, late), late);
    }
  }

  /** What they have for a while goes with their sessions, whatever the reason is. Joins the caller's transaction. */
  void takeBack(PersonId person) {
    privileges.forEach(it -> it.takeBack(person));
  }

  private void owe(CaseId caseId, PersonId person, String round, String name, Instant now) {
    takeBack(person);
    for (SessionConnector connector : connectors) {
      duties.owe(duty(caseId, person, connector, round, name, now));
    }
  }

  private static Duty duty(
      CaseId caseId, PersonId person, SessionConnector connector, String round, String name, Instant before) {
    var details = new HashMap<>(
        Map.of(
            "connector", connector.name(),
            "person", person.toString(),
            "round", round,
            "began-before", before.toString()));
    if (!connector.shows()) {
      details.put(SHOWS, "no");
    }
    return new Duty(KIND, key(caseId, connector.name(), name), Optional.of(caseId), details);
  }

  /**
   * Does the round before an attempt at once. Returns the connectors that hold the password back. What holds nothing back
   * and can show nothing is left to the worker: there may be many of these, and the password does not wait for them.
   */
  List<String> workBefore(CaseId caseId, String attempt) {
    var holding = new ArrayList<String>();
    for (SessionConnector connector : connectors) {
      if (neverWaitedFor(connector)) {
        continue;
      }
      boolean done = duties.workOn(key(caseId, connector.name(), BEFORE + ":" + attempt));
      if (!done && connector.whenStuck() == WhenStuck.HOLD) {
        holding.add(connector.name());
      }
    }
    return holding;
  }

  /**
   * The same for somebody privileged: every system holds, also one that can only say that it will, and so does every target that has something of
   * theirs.
   */
  List<String> workBefore(CaseId caseId, String attempt, PersonId privileged) {
    connectors.forEach(it -> duties.workOn(key(caseId, it.name(), BEFORE + ":" + attempt)));
    privileges.forEach(it -> it.workOff(privileged));
    return holding(caseId, attempt, privileged);
  }

  private static boolean neverWaitedFor(SessionConnector connector) {
    return connector.whenStuck() == WhenStuck.PROCEED && !connector.shows();
  }

  /** The connectors whose round before this attempt is not done, and which hold back what waits behind it. */
  List<String> holding(CaseId caseId, String attempt) {
    Set<String> done = transactions.begin(() -> duties.of(caseId)).stream()
        .filter(Duties.Status::isDone)
        .map(it -> it.duty().key())
        .collect(Collectors.toSet());
    return connectors.stream()
        .filter(it -> it.whenStuck() == WhenStuck.HOLD)
        .map(SessionConnector::name)
        .filter(it -> !done.contains(key(caseId, it, BEFORE + ":" + attempt)))
        .toList();
  }

  /** The same for somebody privileged, with the targets that have something of theirs. */
  List<String> holding(CaseId caseId, String attempt, PersonId privileged) {
    Stream<String> targets = transactions.begin(
        () -> privileges.stream().flatMap(it -> it.holding(privileged).stream()).toList()).stream();
    Stream<String> systems = transactions.begin(() -> duties.of(caseId)).stream()
        .filter(it -> it.duty().key().endsWith(":" + BEFORE + ":" + attempt) && !it.isDone())
        .map(it -> connector(it.duty()))
        .filter(this::isConnected);
    return Stream.concat(systems, targets).distinct().toList();
  }

  /** Nobody waits for a system that is not connected any more. */
  private boolean isConnected(String name) {
    return connectors.stream().anyMatch(it -> it.name().equals(name));
  }

  /** The systems in which a round of this case has not been done yet, whichever. Joins the caller's transaction. */
  List<String> unfinished(CaseId caseId) {
    return duties.of(caseId).stream()
        .filter(it -> it.duty().kind().equals(KIND) && !it.isDone())
        .map(it -> connector(it.duty()))
        .filter(this::isConnected)
        .distinct()
        .toList();
  }

  /** Does the round after it at once, so that the receipt is right from the start; what is left the worker does. */
  void workAfter(CaseId caseId) {
    for (SessionConnector connector : connectors) {
      duties.workOn(key(caseId, connector.name(), AFTER));
    }
  }

  private static String key(CaseId caseId, String connector, String round) {
    return "revoke:" + caseId + ":" + connector + ":" + round;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    PersonId person = PersonId.of(duty.detail("person"));
    String name = connector(duty);
    Optional<SessionConnector> connector = connectors.stream().filter(it -> it.name().equals(name)).findFirst();
    if (connector.isEmpty()) {
      return new Outcome.Again("no connector of that name");
    }
    CaseId caseId = duty.caseId().orElseThrow();
    Revocation revocation = connector.get().revoke(person, before(duty));
    return switch (revocation.answer()) {
      case CONFIRMED ->
        done(
            Integer.toString(revocation.ended()),
            new RecoveryEvent.SessionsRevoked(caseId, Optional.of(person), new Word(name), revocation.ended()));
      case ACCEPTED ->
        done("accepted", new RecoveryEvent.SignOutAccepted(caseId, Optional.of(person), new Word(name)));
      case NOT_CONFIRMED -> new Outcome.Again("not confirmed");
    };
  }

  private Outcome done(String note, RecoveryEvent event) {
    return new Outcome.Done(note, () -> trail.record(new Actor.House("revocation"), event));
  }

  static String connector(Duty duty) {
    return duty.detail("connector");
  }

  static Instant before(Duty duty) {
    return Instant.parse(duty.detail("began-before"));
  }

  /** Whether its system shows what is still open. */
  static boolean shows(Duty duty) {
    return !duty.details().containsKey(SHOWS);
  }

  static boolean isLast(Duty duty) {
    return duty.detail("round").equals(AFTER);
  }

  static boolean isBefore(Duty duty) {
    return duty.detail("round").equals(BEFORE);
  }

  static boolean isLate(Duty duty) {
    return duty.detail("round").equals(LATE);
  }

  /** How many ended, from the note of a duty that was done. */
  static int ended(String note) {
    return note.matches("[0-9]{1,6}") ? Integer.parseInt(note) : 0;
  }
}
