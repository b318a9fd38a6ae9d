package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import regain.audit.Trail;
import regain.audit.Word;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.enrollment.Contacts;
import regain.enrollment.Invitations;
import regain.enrollment.Notices;
import regain.enrollment.port.Account;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.Keyring;
import regain.kernel.PersonId;
import regain.policy.Evidence;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.recovery.RecoveryEvent;
import regain.recovery.Refusal;
import regain.recovery.State;
import regain.recovery.internal.Gathering.World;
import regain.recovery.port.CredentialTarget;
import regain.recovery.port.CredentialTarget.Outcome;
import regain.recovery.port.Privileges;
import regain.review.Part;
import regain.review.Reviews;
import regain.signals.Signals;

/** What a claim writes: the intent before the effect, and everything that follows from it. Joins the caller's transaction. */
@Dependent
class Claims {
  /** After so long an attempt that has not reported counts as unclear. The directory is bounded to less. */
  static final Duration ATTEMPT = Duration.ofSeconds(30);

  /** Theirs waits for every system and every target first, {@link Privileges#workOff} among them. */
  private static final Duration ATTEMPT_OF_PRIVILEGED = Duration.ofMinutes(3);

  private static final int SAMPLED_OF_256 = 26;
  static final Duration PROVISIONAL = Duration.ofHours(72);

  private final CaseStore store;
  private final Chance chance;
  private final Trail trail;
  private final Duties duties;
  private final Revocations revocations;
  private final Notices notices;
  private final Doubts doubts;
  private final Reviews reviews;
  private final Signals signals;
  private final Contacts contacts;
  private final Invitations invitations;
  private final Targets targets;
  private final Keyring keyring;
  private final Watching watching;
  private final Returning returning;
  private final Quarantine quarantine;

  @Inject
  Claims(
      CaseStore store,
      Chance chance,
      Trail trail,
      Duties duties,
      Revocations revocations,
      Notices notices,
      Doubts doubts,
      Reviews reviews,
      Signals signals,
      Contacts contacts,
      Invitations invitations,
      Targets targets,
      Keyring keyring,
      Watching watching,
      Returning returning,
      Quarantine quarantine) {
    this.store = store;
    this.chance = chance;
    this.trail = trail;
    this.duties = duties;
    this.revocations = revocations;
    this.notices = notices;
    this.doubts = doubts;
    this.reviews = reviews;
    this.signals = signals;
    this.contacts = contacts;
    this.invitations = invitations;
    this.targets = targets;
    this.keyring = keyring;
    this.watching = watching;
    this.returning = returning;
    this.quarantine = quarantine;
  }

  /** Puts the intent on record. The caller has an Allow in this transaction. */
  UUID intend(CaseRow row, World world) {
    Instant now = store.now();
    UUID attempt = begin(row, world, now);
    duties.owe(
        new Duty(
            Settling.KIND, "settle:" + attempt, Optional.of(row.caseId()), Map.of("attempt", attempt.toString())),
        now.plus(row.isPrivileged() ? ATTEMPT_OF_PRIVILEGED : ATTEMPT));
    targets.names().forEach(
        it -> trail.record(
            new Actor.Human(world.person()),
            new RecoveryEvent.PasswordIntended(row.caseId(), row.subject(), new Word(it), methods(row))));
    return attempt;
  }

  /** The same for a passkey that waits until older sessions are dead. The browser is remembered as one that was proven. */
  UUID intendPasskey(CaseRow row, World world) {
    UUID attempt = begin(row, world, store.now());
    signals.remember(world.person(), world.arrival());
    trail.record(
        new Actor.Human(world.person()),
        new RecoveryEvent.PasskeyIntended(row.caseId(), row.subject(), methods(row)));
    return attempt;
  }

  private UUID begin(CaseRow row, World world, Instant now) {
    UUID attempt = chance.uuid();
    row.execute(attempt, now);
    voidSiblings(row, world.person());
    quarantine.begin(row, world.person());
    revocations.oweBefore(row, world.person(), now);
    return attempt;
  }

  /** Nothing comes of it after all, and the browser in which it was claimed is not remembered. */
  void abandoned(CaseRow row) {
    row.close(State.CANCELLED, store.now());
    quarantine.ended(row);
    row.subject().ifPresent(it -> signals.forget(it, row.openedAt));
    trail.record(new Actor.House("claims"), new RecoveryEvent.CaseCancelled(row.caseId(), row.subject()));
  }

  /** The passkey that replaces what was lost is usable. */
  void recovered(CaseRow row, Account account, String label) {
    row.complete(store.now());
    quarantine.done(row, account.person(), store.now());
    watching.reset(row, Optional.of(account));
    revocations.oweAfter(row.caseId(), account.person(), store.now());
    reviews.open(row.caseId(), account.person(), cameBack(row));
    var values = new HashMap<>(Announcing.values(row, store.now()));
    values.put("passkey", label);
    notices.tell(account, Post.Kind.PASSKEY_ADDED, row.caseId(), values);
    trail.record(
        new Actor.Human(account.person()),
        new RecoveryEvent.CaseCompleted(row.caseId(), row.subject(), row.reviewed));
  }

  /** The gravest of what there is to look at. */
  private static Reviews.Cause cameBack(CaseRow row) {
    if (row.isPrivileged()) {
      return Reviews.Cause.PRIVILEGED;
    }
    if (row.wasRefusedByRisk()) {
      return Reviews.Cause.APPEAL;
    }
    return row.purpose() == Purpose.EXCEPTION ? Reviews.Cause.ATTESTED : Reviews.Cause.RECOVERED;
  }

  /** An unproven case displaces nothing: others die only here. */
  void voidSiblings(CaseRow row, PersonId person) {
    for (CaseRow other : store.unfinished(person)) {
      if (!other.id.equals(row.id) && other.canBeVoided()) {
        other.close(State.CANCELLED, store.now());
        quarantine.ended(other);
        trail.record(
            new Actor.House("claims"),
            new RecoveryEvent.SiblingVoided(other.caseId(), other.subject(), row.caseId()));
      }
    }
  }

  /** The first target has taken the password. Where another has not, somebody has to look. */
  void passwordSet(CaseRow row, World world, List<Targets.Result> results) {
    row.targets = Targets.Result.write(results);
    results.forEach(it -> outcome(row, world, it));
    if (!results.stream().allMatch(Targets.Result::isSet)) {
      row.reviewed = true;
      reviews.open(row.caseId(), world.person(), Reviews.Cause.UNEVEN);
    }
    revocations.oweAfter(row.caseId(), world.person(), store.now());
    world
        .known()
        .ifPresent(
            it -> notices.tell(it, Post.Kind.PASSWORD_CHANGED, row.caseId(), Announcing.values(row, store.now())));
  }

  private void outcome(CaseRow row, World world, Targets.Result result) {
    Word word = new Word(result.target());
    switch (result.outcome()) {
      case Outcome.Set set ->
        trail.record(
            new Actor.Human(world.person()), new RecoveryEvent.PasswordSet(row.caseId(), row.subject(), word));
      case Outcome.Refused(CredentialTarget.Why why) ->
        trail.record(
            new Actor.House("claims"), new RecoveryEvent.PasswordRefused(row.caseId(), row.subject(), word, why));
      case Outcome.Unclear unclear ->
        trail.record(
            new Actor.House("claims"), new RecoveryEvent.PasswordUnclear(row.caseId(), row.subject(), word));
    }
  }

  void passwordRefused(CaseRow row, String target, CredentialTarget.Why why) {
    voidEvidence(row);
    trail.record(
        new Actor.House("claims"),
        new RecoveryEvent.PasswordRefused(row.caseId(), row.subject(), new Word(target), why));
  }

  /** Nobody knows whether the target has taken it: sessions end and everybody is told, as if it had. */
  void passwordUnclear(CaseRow row, UUID attempt) {
    Instant now = store.now();
    voidEvidence(row);
    trail.record(
        new Actor.House("claims"),
        new RecoveryEvent.PasswordUnclear(row.caseId(), row.subject(), new Word(targets.names().getFirst())));
    row.subject().ifPresent(it -> revocations.oweUnclear(row.caseId(), it, attempt, now));
    doubts.owe(row, attempt, now);
    if (row.state() == State.EXECUTING) {
      row.back(Refusal.UNCLEAR);
    }
  }

  /** A new attempt wants a new proof. Whoever has to wait in any case does not wait anew: they show that they are still there. */
  private void voidEvidence(CaseRow row) {
    Instant now = store.now();
    var waitedOn = new HashSet<String>();
    for (EvidenceRow each : store.evidence(row.caseId())) {
      boolean old = Method.valueOf(each.method).isAttested()
          || each.provenAt.plus(Evidence.CARRIES_A_CLAIM).isBefore(now);
      boolean stays = row.isPrivileged() && old && each.freshUntil.isAfter(now) && waitedOn.add(each.means);
      if (each.freshUntil.isAfter(now) && !stays) {
        each.freshUntil = now;
      }
    }
  }

  /** Until when a first passkey is provisional: not at all when somebody witnessed it. */
  Optional<Instant> provisionalUntil(CaseRow row) {
    return methods(row).contains(Method.INVITATION)
        ? Optional.empty()
        : Optional.of(store.now().plus(PROVISIONAL));
  }

  /** Uses the invitation up, if the case rests on one. Returns whether it could still be used. */
  boolean useInvitation(CaseRow row) {
    return store.evidence(row.caseId()).stream()
        .flatMap(it -> it.invitation().stream())
        .allMatch(invitations::use);
  }

  /** Whoever has signed the invitations on which this case rests: they do not look at it afterwards. */
  private List<PersonId> witnesses(CaseRow row) {
    return store.evidence(row.caseId()).stream()
        .flatMap(it -> it.invitation().stream())
        .flatMap(it -> invitations.witness(it).stream())
        .toList();
  }

  private static void impossible(Reviews.No why) {
    throw new IllegalStateException("whoever witnessed has another part in it: " + why);
  }

  /** The first passkey is bound. */
  void passkeyBound(CaseRow row, World world, Account account, Optional<Instant> provisionalUntil, String label) {
    row.provisionalUntil = provisionalUntil.orElse(null);
    row.reviewed = row.reviewed || provisionalUntil.isPresent();
    witnesses(row).forEach(it -> reviews.join(row.caseId(), it, Part.ATTESTER).ifPresent(Claims::impossible));
    store.evidence(row.caseId()).stream()
        .filter(it -> it.address != null)
        .forEach(
            it -> contacts.confirmed(
                world.person(),
                Optional.ofNullable(it.address).orElseThrow(),
                it.openedByAccount,
                row.caseId(),
                Optional.empty()));
    voidSiblings(row, world.person());
    complete(row, world);
    var values = new HashMap<>(Announcing.values(row, store.now()));
    values.put("passkey", label);
    notices.tell(account, Post.Kind.PASSKEY_ADDED, row.caseId(), values);
    provisionalUntil.ifPresent(it -> reviews.open(row.caseId(), world.person(), Reviews.Cause.PROVISIONAL));
  }

  /** Told to the supervisor: somebody who reports to them enrolled on a password. */
  void tellSupervisor(CaseRow row, Account supervisor, Account account, Instant until) {
    notices.tellOther(
        supervisor,
        Post.Kind.ENROLLED_PROVISIONALLY,
        row.caseId(),
        Map.of("who", account.displayName(), "when", store.now().toString(), "until", until.toString()));
  }

  /** The case is over: remembered, reviewed where policy says so, on record. */
  void complete(CaseRow row, World world) {
    boolean unusual = row.reviewed || row.wasRefusedByRisk();
    boolean followedUp = world.known().filter(it -> it.population().isFollowedUp()).isPresent();
    row.reviewed = unusual || followedUp;
    row.complete(store.now());
    quarantine.done(row, world.person(), store.now());
    if (row.purpose() == Purpose.BINDING) {
      watching.reset(row, world.known());
    }
    returning.completed(row, world.person());
    signals.remember(world.person(), world.arrival());
    if (row.isPrivileged()) {
      reviews.open(row.caseId(), world.person(), Reviews.Cause.PRIVILEGED);
    } else if (row.wasRefusedByRisk()) {
      reviews.open(row.caseId(), world.person(), Reviews.Cause.APPEAL);
    } else if (unusual && row.provisionalUntil == null) {
      reviews.open(row.caseId(), world.person(), Reviews.Cause.UNUSUAL);
    } else if (followedUp) {
      reviews.open(row.caseId(), world.person(), Reviews.Cause.FOLLOW_UP);
    }
    if (!row.reviewed && isSampled(keyring, row.caseId())) {
      reviews.open(row.caseId(), world.person(), Reviews.Cause.SAMPLED);
    }
    trail.record(
        new Actor.Human(world.person()),
        new RecoveryEvent.CaseCompleted(row.caseId(), row.subject(), row.reviewed));
  }

  /**
   * Whether somebody looks at a case at which nothing is unusual: about one in ten. It follows from the case's id and a key
   * that is not in the database, so that nobody in the workspace can tell beforehand, and whoever has the key can check it.
   */
  static boolean isSampled(Keyring keyring, CaseId id) {
    String drawn = keyring.pseudonym("regain/sampling/v1", id.toString().getBytes(StandardCharsets.US_ASCII));
    return Byte.toUnsignedInt(Base64.getUrlDecoder().decode(drawn)[0]) < SAMPLED_OF_256;
  }

  private Set<Method> methods(CaseRow row) {
    Instant now = store.now();
    List<EvidenceRow> evidence = store.evidence(row.caseId());
    return evidence.stream()
        .filter(it -> it.freshUntil.isAfter(now))
        .map(it -> Method.valueOf(it.method))
        .collect(Collectors.toSet());
  }
}
