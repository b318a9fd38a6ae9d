package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
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
import regain.enrollment.Contacts;
import regain.enrollment.EnrollmentEvent;
import regain.enrollment.Notices;
import regain.enrollment.Passkeys;
import regain.enrollment.RecoveryCodes;
import regain.enrollment.Sessions;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.recovery.RecoveryEvent;
import regain.recovery.State;
import regain.review.Reviews;
import regain.review.Reviews.Cause;
import regain.review.Reviews.Item;
import regain.signals.Signals;

/**
 * A reviewer found abuse: recovery is frozen, sessions end, what the case made is suspended, with what it was proven with and
 * what the account got since, and the password that it set is replaced by one that nobody knows. Another passkey still works:
 * with it the person comes back.
 */
@Dependent
class Containing implements DutyHandler {
  private static final String KIND = "CONTAIN";
  private static final String PERSON = "person";
  private static final String PART = "containing";

  private final Transactions transactions;
  private final CaseStore store;
  private final Relations relations;
  private final Duties duties;
  private final Directory directory;
  private final Security security;
  private final Passkeys passkeys;
  private final Contacts contacts;
  private final RecoveryCodes codes;
  private final Signals signals;
  private final Sessions sessions;
  private final Revocations revocations;
  private final Quarantine quarantine;
  private final Targets targets;
  private final Reviews reviews;
  private final Notices notices;
  private final Trail trail;

  @Inject
  Containing(
      Transactions transactions,
      CaseStore store,
      Relations relations,
      Duties duties,
      Directory directory,
      Security security,
      Passkeys passkeys,
      Contacts contacts,
      RecoveryCodes codes,
      Signals signals,
      Sessions sessions,
      Revocations revocations,
      Quarantine quarantine,
      Targets targets,
      Reviews reviews,
      Notices notices,
      Trail trail) {
    this.transactions = transactions;
    this.store = store;
    this.relations = relations;
    this.duties = duties;
    this.directory = directory;
    this.security = security;
    this.passkeys = passkeys;
    this.contacts = contacts;
    this.codes = codes;
    this.signals = signals;
    this.sessions = sessions;
    this.revocations = revocations;
    this.quarantine = quarantine;
    this.targets = targets;
    this.reviews = reviews;
    this.notices = notices;
    this.trail = trail;
  }

  /** Joins the caller's transaction. What is about nobody has nothing to contain; the security team is told of it all the same. */
  void owe(Item item) {
    Map<String, String> details = item.subject().map(it -> Map.of(PERSON, it.toString())).orElse(Map.of());
    duties.owe(new Duty(KIND, "contain:" + item.id(), Optional.of(item.caseId()), details));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    CaseId caseId = duty.caseId().orElseThrow();
    if (!duty.details().containsKey(PERSON)) {
      return say(caseId);
    }
    PersonId person = PersonId.of(duty.detail(PERSON));
    transactions.begin(() -> contain(caseId, person));
    Fact<Optional<Account>> account = directory.account(person);
    Fact<List<Account>> team = security.people();
    boolean told = told(caseId, account, team);
    Optional<Outcome.Again> blocked = block(caseId, person);
    if (blocked.isPresent()) {
      return blocked.get();
    }
    return told ? new Outcome.Done("contained") : new Outcome.Again("not everybody could be told");
  }

  private Outcome say(CaseId act) {
    Fact<List<Account>> team = security.people();
    team.known().ifPresent(
        them -> transactions.run(
            () -> security.tell(them, Post.Kind.ATTACK_FOUND, act, Map.of("when", store.now().toString()))));
    return team.unavailableNow() ? new Outcome.Again("not everybody could be told") : new Outcome.Done("told");
  }

  /**
   * Also while a target has not taken it: whoever is warned late is warned too late. A letter that is owed is not owed again, and one that
   * cannot be written does not keep the password open.
   */
  private boolean told(CaseId caseId, Fact<Optional<Account>> account, Fact<List<Account>> team) {
    if (account.unavailableNow() || team.unavailableNow()) {
      return false;
    }
    try {
      transactions.run(() -> tell(caseId, account.known().flatMap(it -> it), team.known().orElse(List.of())));
      return true;
    } catch (PersistenceException refused) {
      return false;
    }
  }

  /** What lies in our own database, once: whoever tries again does not end what the person has begun since. */
  private boolean contain(CaseId caseId, PersonId person) {
    Optional<CaseRow> row = store.lock(caseId);
    Instant now = store.now();
    Optional<FreezeRow> freeze = store.freeze(caseId.value());
    if (freeze.filter(FreezeRow::isContained).isPresent()) {
      return false;
    }
    boolean report = row.filter(it -> it.purpose() == Purpose.REPORT).isPresent();
    Instant until = report ? now : now.plus(FreezeRow.LENGTH);
    freeze.ifPresentOrElse(
        it -> it.contain(now), () -> store.add(FreezeRow.contained(caseId.value(), person.value(), now, until)));
    row.filter(it -> !it.state().isFinal()).ifPresent(it -> {
      it.close(State.CANCELLED, now);
      quarantine.ended(it);
    });
    row.ifPresent(it -> signals.forget(person, it.openedAt));
    int suspended = passkeys.suspend(caseId) + contacts.suspend(caseId) + codes.suspend(caseId)
        + contacts.suspendWaiting(person, caseId)
        + row.map(it -> inWrongHands(it, person)).orElseGet(() -> copied(caseId, person));
    int ended = sessions.endAll(person, now);
    if (ended > 0) {
      trail.record(
          new Actor.House(PART), new EnrollmentEvent.SessionEnded(Optional.of(person), new Word(PART), ended));
    }
    revocations.oweContained(caseId, person, now);
    int related = followUp(row.map(relations::followed).orElseGet(() -> relations.followed(caseId, person)));
    trail.record(
        new Actor.House(PART),
        new RecoveryEvent.Contained(caseId, Optional.of(person), suspended, ended, related));
    return true;
  }

  /** What abuse was proven with, and what the account got since: somebody else may have both. */
  private int inWrongHands(CaseRow row, PersonId person) {
    Set<UUID> shown = store.passkeysShown(row.caseId());
    boolean sheet = store.evidence(row.caseId()).stream().anyMatch(it -> it.method.equals(Method.RECOVERY_CODE.name()));
    Instant since = row.purpose() == Purpose.REPORT ? store.now() : row.openedAt;
    return passkeys.suspend(person, shown, since, row.caseId())
        + (sheet || row.purpose() == Purpose.ENROLLMENT ? codes.end(person) : 0);
  }

  /** The passkey of which there seem to be two, if that is what the act is about. */
  private int copied(CaseId act, PersonId person) {
    Set<UUID> copied = duties.of(act).stream()
        .map(Duties.Status::duty)
        .filter(it -> it.kind().equals(Clones.KIND))
        .flatMap(it -> Stream.ofNullable(it.details().get(Clones.PASSKEY)))
        .map(UUID::fromString)
        .collect(Collectors.toSet());
    return passkeys.suspend(person, copied, store.now(), act);
  }

  /** Whatever of others has something in common with it is looked at, too. */
  private int followUp(List<Relations.Followed> related) {
    related.forEach(
        it -> reviews.open(
            it.relative().caseId(), it.relative().person().orElseThrow(), it.closely() ? Cause.LINKED : Cause.RELATED));
    return related.size();
  }

  /**
   * The password that was set in the case, or since then with a passkey that is in the wrong hands, opens nothing any more.
   * One that the person has set since with another passkey stays. Empty when there is nothing left to do.
   */
  private Optional<Outcome.Again> block(CaseId caseId, PersonId person) {
    Optional<Set<String>> done = transactions.begin(
        () -> store.find(caseId)
            .filter(it -> it.purpose() != Purpose.REPORT)
            .flatMap(it -> store.lastPassword(person, it.openedAt))
            .filter(it -> !setByThem(it, person))
            .flatMap(it -> store.freeze(caseId.value()))
            .map(FreezeRow::blocked));
    if (done.isEmpty()) {
      return Optional.empty();
    }
    List<Targets.Result> results = targets.block(person, done.get());
    transactions.run(() -> results.stream().filter(Targets.Result::isSet).forEach(it -> blocked(caseId, person, it)));
    return results.stream()
        .filter(it -> !it.opensNothing())
        .findFirst()
        .map(it -> new Outcome.Again(it.target() + " has not taken it"));
  }

  /** Whether a passkey proved it that is not in the wrong hands. */
  private boolean setByThem(CaseRow row, PersonId person) {
    Set<String> theirs = passkeys.of(person).stream()
        .map(it -> Method.PASSKEY + ":" + it.id())
        .collect(Collectors.toSet());
    return store.evidence(row.caseId()).stream().anyMatch(it -> theirs.contains(it.means));
  }

  private void blocked(CaseId caseId, PersonId person, Targets.Result result) {
    store.freeze(caseId.value()).ifPresent(it -> it.block(result.target()));
    trail.record(
        new Actor.House(PART),
        new RecoveryEvent.PasswordBlocked(caseId, Optional.of(person), new Word(result.target())));
  }

  private void tell(CaseId caseId, Optional<Account> account, List<Account> team) {
    Instant now = store.now();
    String until = store.freeze(caseId.value()).map(it -> it.until).orElse(now).toString();
    account.ifPresent(
        it -> notices.tell(it, Post.Kind.CONTAINED, caseId, Map.of("when", now.toString(), "until", until)));
    String who = account.map(Account::name).orElse("–");
    security.tell(
        team, Post.Kind.CONTAINED_FOR_SECURITY, caseId, Map.of("when", now.toString(), "who", who));
  }
}
