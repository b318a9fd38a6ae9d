package regain.recovery.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.policy.Decision;
import regain.policy.Facts;
import regain.policy.Population;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.policy.Verdict;
import regain.recovery.CameFrom;
import regain.recovery.Refusal;
import regain.recovery.State;

/**
 * A case. Every change is a verb of this class, is made under a lock on the row, and moves {@link #step} on, so that a page
 * that was shown before cannot act twice. The ticket is not stored: it is a tag over the id and {@link #generation}.
 */
@Entity
@Table(name = "recovery_case")
class CaseRow {
  static final Duration LIFE = Duration.ofMinutes(60);
  /** Whoever has to find people who vouch for them gets a day. */
  static final Duration LIFE_OF_AN_EXCEPTION = Duration.ofHours(24);
  static final Duration EXTENSION = Duration.ofMinutes(30);
  static final int MOST_EXTENSIONS = 10;
  /** For so long after a waiting time a case stays open: people sleep. */
  static final Duration AFTER_A_WAIT = Duration.ofHours(24);

  @Id UUID id;
  String purpose;
  String name;

  /** As people read it aloud; empty for cases from before it was kept. */
  @Column(name = "case_number") String number = "";

  @Column(name = "subject_id")
  @Nullable UUID subject;

  String state;
  int step;

  /** The step that was taken last: whoever takes it again gets what came of it. */
  @Column(name = "stepped_from") int steppedFrom = -1;

  int generation;
  int failures;
  int extensions;

  @Nullable String refusal;
  @Nullable String reason;

  @Column(name = "opened_at") Instant openedAt;

  @Column(name = "opened_from") String openedFrom;

  @Column(name = "opened_with") String openedWith;

  @Column(name = "expires_at") Instant expiresAt;

  @Column(name = "closed_at")
  @Nullable Instant closedAt;

  @Column(length = 16000)
  @Nullable String facts;

  @Column(name = "floor_version") int floor;

  String spoke = "";

  /** Whose path counted last. */
  @Nullable String population;

  /** The risk signals that ever made somebody wait here or show more, with commas in between. */
  @Column(name = "slowed_by") String slowedBy = "";

  /** What a rule found that refuses because of risk, once it has objected: {@link SignalNames}. */
  @Column(name = "appeal_signals", length = 100) String appealSignals = "";

  /** When two people had vouched for the person all the same; empty while they have not. */
  @Column(name = "appeal_met_at")
  @Nullable Instant appealMetAt;

  /** The addresses to which a code may go, masked, one a line. */
  @Column(length = 2000) String choices = "";

  boolean reviewed;

  /** Which systems took the password, once the first of them did: {@link Targets.Kept}. */
  @Column(length = 400) String targets = "";

  /** The attempt at the target that is under way: nobody has put on record yet what became of it. */
  @Nullable UUID attempt;

  @Column(name = "attempted_at")
  @Nullable Instant attemptedAt;

  @Column(name = "provisional_until")
  @Nullable Instant provisionalUntil;

  /** The name of the code with which it goes on in another browser, while there is one. */
  @Column(name = "continue_selector")
  @Nullable String continueSelector;

  @Column(name = "continue_tag")
  @Nullable String continueTag;

  /** How many passkeys a report of a loss has suspended. */
  int suspended;

  @Column(name = "codes_drawn_at")
  @Nullable Instant codesDrawnAt;

  @Column(name = "factor_drawn_at")
  @Nullable Instant factorDrawnAt;

  /** The registered application from which somebody came, and the registered address to which they want to go back. */
  @Nullable String application;

  @Column(name = "return_address", length = CameFrom.MOST_ADDRESS)
  @Nullable String returnAddress;

  @SuppressWarnings("NullAway.Init")
  CaseRow() {}

  CaseRow(CaseId id, Purpose purpose, String name, Instant now, String from, String with) {
    this.id = id.value();
    this.number = id.number();
    this.purpose = purpose.name();
    this.name = name;
    this.state = State.PROVING.name();
    this.openedAt = now;
    this.openedFrom = from;
    this.openedWith = with;
    this.expiresAt = now.plus(purpose == Purpose.EXCEPTION ? LIFE_OF_AN_EXCEPTION : LIFE);
  }

  CaseId caseId() {
    return new CaseId(id);
  }

  Purpose purpose() {
    return Purpose.valueOf(purpose);
  }

  State state() {
    return State.valueOf(state);
  }

  Optional<PersonId> subject() {
    return Optional.ofNullable(subject).map(PersonId::new);
  }

  Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal).map(Refusal::valueOf);
  }

  Optional<Reason> reason() {
    return Optional.ofNullable(reason).map(Reason::valueOf);
  }

  Optional<Facts> facts() {
    return Optional.ofNullable(facts).map(StoredFacts::read);
  }

  void cameFrom(CameFrom from) {
    application = from.application();
    returnAddress = from.address();
  }

  Optional<CameFrom> cameFrom() {
    return application == null || returnAddress == null
        ? Optional.empty()
        : Optional.of(new CameFrom(application, returnAddress));
  }

  private void become(State next) {
    if (!state().next().contains(next)) {
      throw new IllegalStateException("a case that is " + state + " does not become " + next);
    }
    state = next.name();
  }

  boolean openAt(Instant now) {
    return state().isOpen() && now.isBefore(expiresAt);
  }

  /** Not while a target is being asked: nobody could take that back. A passkey that still waits is never used. */
  boolean canBeVoided() {
    return state().isOpen() || state() == State.EXECUTING && purpose().comesBack();
  }

  /** Learns whom it is about, once and for ever. */
  boolean identify(PersonId person) {
    if (subject != null) {
      return subject.equals(person.value());
    }
    subject = person.value();
    return true;
  }

  /** A proof was accepted: the ticket before it is worth nothing from here on. */
  void proven() {
    moveOn();
    generation++;
  }

  void failed(Refusal why) {
    moveOn();
    failures++;
    refusal = why.name();
  }

  void refuse(Refusal why) {
    moveOn();
    refusal = why.name();
  }

  /** A step that was taken, with nothing to complain about. */
  void moveOn() {
    step++;
    refusal = null;
  }

  /** Follows the decision. */
  void follow(Facts asked, Verdict verdict, Instant now) {
    facts = StoredFacts.write(asked);
    floor = verdict.floor();
    spoke = String.join(",", verdict.spoke());
    asked.population().known().ifPresent(it -> population = it.name());
    slowedBy = Stream.concat(Arrays.stream(slowedBy.split(",", -1)), verdict.slowedBy().stream())
        .filter(it -> !it.isEmpty())
        .distinct()
        .sorted()
        .collect(Collectors.joining(","));
    if (isPrivileged()) {
      stayOpenUntil(openedAt.plus(LIFE_OF_AN_EXCEPTION));
    }
    become(State.of(verdict.decision()));
    switch (verdict.decision()) {
      case Decision.Deny(Reason why) -> {
        reason = why.name();
        closedAt = now;
      }
      case Decision.Needs needs -> needs.waitsUntil().ifPresent(this::stayOpen);
      case Decision.Allow(boolean looked) -> reviewed = looked;
    }
  }

  /** A rule has refused because of risk: there is time to find two people. Returns whether it is the first time. */
  boolean refusedByRisk(String signals) {
    stayOpenUntil(openedAt.plus(LIFE_OF_AN_EXCEPTION));
    boolean first = appealSignals.isEmpty();
    appealSignals = signals;
    appealMetAt = null;
    return first;
  }

  /** Whether it is somebody's who comes back inside a grant only. Once it is, it stays so, whatever the directory says later. */
  boolean isPrivileged() {
    return purpose().gives() && wasPrivileged();
  }

  /** Whether the directory ever said so while this was open. */
  boolean wasPrivileged() {
    return population != null && Population.valueOf(population).isPrivileged();
  }

  /** Whether there is something to show of what it did: for somebody privileged from the claim on, however long that takes. */
  boolean hasEffects() {
    return state() == State.COMPLETED || isPrivileged() && reachedTheTarget();
  }

  /** Whether people have to vouch in it, whatever else is shown. */
  boolean isVouchedFor() {
    return purpose() == Purpose.EXCEPTION || purpose() == Purpose.BINDING && isPrivileged();
  }

  /** Whether a rule has ever refused it because of risk. */
  boolean wasRefusedByRisk() {
    return !appealSignals.isEmpty();
  }

  /** Somebody has spoken for the person: there is time for the rest, and for the wait. */
  void vouchedFor(Instant now) {
    stayOpenUntil(now.plus(Duration.ofHours(48)));
  }

  private void stayOpen(Instant waits) {
    if (purpose().comesBack() || isPrivileged()) {
      stayOpenUntil(waits.plus(AFTER_A_WAIT));
    }
  }

  private void stayOpenUntil(Instant until) {
    expiresAt = until.isAfter(expiresAt) ? until : expiresAt;
  }

  /** It goes on in another browser: the ticket before, and the code that led here, are worth nothing from here on. */
  void continued() {
    proven();
    continueSelector = null;
    continueTag = null;
  }

  /** The target is about to be called, and the intent is on record before it is. */
  void execute(UUID attempt, Instant now) {
    moveOn();
    become(State.EXECUTING);
    this.attempt = attempt;
    attemptedAt = now;
  }

  boolean attempting(UUID which) {
    return state() == State.EXECUTING && which.equals(attempt);
  }

  /** What became of an attempt goes on record, once. Returns whether it was still owed: the case may be closed by now. */
  boolean report(UUID which) {
    if (!which.equals(attempt)) {
      return false;
    }
    attempt = null;
    return true;
  }

  /** Whether the target was ever asked to change anything for this case. */
  boolean reachedTheTarget() {
    return attemptedAt != null;
  }

  /** Back to the proofs: the target refused, or nobody knows. What was proven before counts no more. */
  void back(Refusal why) {
    moveOn();
    become(State.PROVING);
    refusal = why.name();
  }

  void complete(Instant now) {
    moveOn();
    become(State.COMPLETED);
    closedAt = now;
  }

  void close(State how, Instant now) {
    moveOn();
    become(how);
    closedAt = now;
  }

  /** An older database was put back: nobody knows what has become of it since. */
  void restored(Instant now) {
    close(state() == State.EXECUTING ? State.CANCELLED : State.EXPIRED, now);
    refusal = Refusal.RESTORED.name();
    continueSelector = null;
    continueTag = null;
  }

  boolean wasRestored() {
    return Refusal.RESTORED.name().equals(refusal);
  }

  /** Whatever could be drawn from its receipt counts as drawn. */
  void drawn(Instant now) {
    codesDrawnAt = codesDrawnAt == null ? now : codesDrawnAt;
    factorDrawnAt = factorDrawnAt == null ? now : factorDrawnAt;
  }

  boolean extend() {
    if (extensions >= MOST_EXTENSIONS) {
      return false;
    }
    moveOn();
    extensions++;
    expiresAt = expiresAt.plus(EXTENSION);
    return true;
  }
}
