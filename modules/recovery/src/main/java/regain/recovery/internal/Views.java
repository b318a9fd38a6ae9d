package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import regain.duties.Duties;
import regain.enrollment.Codes;
import regain.enrollment.Mask;
import regain.enrollment.Passkeys;
import regain.policy.Decision;
import regain.policy.Evidence;
import regain.policy.Facts;
import regain.policy.Method;
import regain.policy.Need;
import regain.policy.Policy;
import regain.policy.Purpose;
import regain.recovery.CaseView;
import regain.recovery.CaseView.Effect;
import regain.recovery.CaseView.Status;
import regain.recovery.CaseView.What;
import regain.recovery.State;
import regain.recovery.port.Privileges;
import regain.recovery.port.RecoveryGrants;
import regain.review.Reviews;

/**
 * What a page shows of a case. An open case is decided again on its stored facts at this moment, so that a page never
 * promises what has run out since.
 */
@Dependent
class Views {
  private final CaseStore store;
  private final Policy policy;
  private final Codes codes;
  private final CodeChoices choices;
  private final Duties duties;
  private final Passkeys passkeys;
  private final SecondFactorReset secondFactors;
  private final Reviews reviews;
  private final RecoveryGrants grants;
  private final Privileges privileges;

  @Inject
  Views(
      CaseStore store,
      Policy policy,
      Codes codes,
      CodeChoices choices,
      Duties duties,
      Passkeys passkeys,
      SecondFactorReset secondFactors,
      Reviews reviews,
      RecoveryGrants grants,
      Privileges privileges) {
    this.store = store;
    this.policy = policy;
    this.codes = codes;
    this.choices = choices;
    this.duties = duties;
    this.passkeys = passkeys;
    this.secondFactors = secondFactors;
    this.reviews = reviews;
    this.grants = grants;
    this.privileges = privileges;
  }

  /** Joins the caller's transaction. */
  CaseView view(CaseRow row) {
    Instant now = store.now();
    Optional<Facts> facts = row.facts().map(it -> current(row, it, now));
    Decision decision = facts.map(it -> policy.decide(it).decision()).orElseGet(() -> policy.opening(row.purpose()));
    State state = state(row, decision, now);
    Optional<Policy.Shorter> shorter = facts.filter(it -> state == State.COOLING_OFF).flatMap(policy::shorter);
    List<Set<Method>> open = state == State.PROVING || state == State.ATTESTING
        ? proofs(decision)
        : shorter.map(it -> List.of(it.anyOf())).orElse(List.of());
    boolean unseen = row.purpose() == Purpose.REPORT;
    boolean wantsCode = open.stream().anyMatch(it -> it.contains(Method.CONTACT_CODE));
    return new CaseView(
        row.caseId().number(),
        row.purpose(),
        row.name,
        state,
        row.step,
        row.openedAt,
        row.expiresAt,
        facts.map(it -> done(it, now)).orElse(List.of()),
        open,
        decision instanceof Decision.Needs(var needs) && needs.stream().anyMatch(Need.Again.class::isInstance),
        state == State.ATTESTING ? Appeals.against(decision).map(this::appeal) : Optional.empty(),
        state == State.COOLING_OFF || state == State.AWAITING_GRANT
            ? grants.agreement(row.caseId())
            : Optional.empty(),
        state == State.COOLING_OFF ? decision.waitsUntil() : Optional.empty(),
        shorter.map(Policy.Shorter::until),
        state == State.COOLING_OFF && facts.filter(this::waitsInKnownBrowser).isEmpty(),
        state == State.COOLING_OFF
            && facts.filter(it -> policy.decide(it).spoke().contains(Policy.POSTURE)).isPresent(),
        wantsCode && !unseen ? choices.masked(row) : List.of(),
        wantsCode && !unseen ? code(row) : Optional.empty(),
        row.refusal(),
        row.reason(),
        Optional.ofNullable(row.closedAt),
        row.hasEffects()
            ? effects(row, duties.of(row.caseId()))
            : List.of(),
        state == State.COMPLETED ? row.subject().map(it -> passkeys.of(it).size()).orElse(0) : 0,
        Rebinding.mayDrawCodes(row, now),
        secondFactors.drawable(row, now),
        Optional.ofNullable(row.provisionalUntil),
        row.cameFrom());
  }

  /**
   * The evidence of this moment in place of the evidence of the decision: a refused attempt has made it void since. What the
   * decision no longer counted, because it was removed or replaced, is not shown as if it did.
   */
  private Facts current(CaseRow row, Facts facts, Instant now) {
    Set<String> counted = facts.evidence().stream().map(Views::piece).collect(Collectors.toSet());
    return facts.with(
        EvidenceRow.telling(store.evidence(row.caseId()), now).stream()
            .filter(it -> counted.contains(piece(it)))
            .toList(),
        now);
  }

  /** What was shown; one attester is one means, and can have spoken in two ways. */
  private static String piece(Evidence evidence) {
    return evidence.method() + "@" + evidence.means();
  }

  private boolean waitsInKnownBrowser(Facts facts) {
    return policy.decide(facts.inKnownBrowser()).decision().waitsUntil().isPresent();
  }

  private static State state(CaseRow row, Decision decision, Instant now) {
    if (!row.state().isOpen()) {
      return row.state();
    }
    if (!row.openAt(now)) {
      return State.EXPIRED;
    }
    State decided = State.of(decision);
    return decided == State.DENIED ? row.state() : decided;
  }

  private static List<Set<Method>> proofs(Decision decision) {
    return decision instanceof Decision.Needs(var open)
        ? open.stream().map(Views::methods).filter(it -> !it.isEmpty()).toList()
        : List.of();
  }

  private static Set<Method> methods(Need need) {
    return switch (need) {
      case Need.Proof(Set<Method> anyOf) -> anyOf;
      case Need.Again(Set<Method> anyOf) -> anyOf;
      case Need.Attestation attestation -> Set.of();
      case Need.Appeal appeal -> Set.of();
      case Need.Time time -> Set.of();
      case Need.Grant grant -> Set.of();
    };
  }

  private CaseView.Appeal appeal(Need.Appeal need) {
    return new CaseView.Appeal(
        need.because().stream().sorted().toList(), policy.hasAttestations(), need.missing());
  }

  private static List<CaseView.Proof> done(Facts facts, Instant now) {
    var newest = new EnumMap<Method, CaseView.Proof>(Method.class);
    facts.evidence().stream()
        .filter(it -> now.isBefore(it.freshUntil()))
        .sorted(Comparator.comparing(Evidence::provenAt))
        .forEach(it -> newest.put(it.method(), new CaseView.Proof(it.method(), it.provenAt())));
    return newest.values().stream().sorted(Comparator.comparing(CaseView.Proof::provenAt)).toList();
  }

  private Optional<CaseView.SentCode> code(CaseRow row) {
    return codes
        .pending(CodeChoices.binding(row))
        .map(
            it -> new CaseView.SentCode(
                Mask.address(it.address()),
                it.askedAt(),
                it.expiresAt().isPresent(),
                it.resendFrom(),
                it.failures()));
  }

  /**
   * What became of all that the case owed, or how far it is.
   *
   * @param owed all of it
   */
  List<Effect> effects(CaseRow row, List<Duties.Status> owed) {
    Optional<Privileges.Quarantine> quarantine = row.subject()
        .filter(it -> row.isPrivileged())
        .flatMap(it -> privileges.quarantine(it, row.caseId()));
    var effects = new ArrayList<Effect>();
    quarantine.ifPresent(it -> effects.addAll(taken(it)));
    effects.addAll(row.state() == State.COMPLETED ? receipt(row, owed) : before(owed));
    quarantine.flatMap(it -> standard(it, owed)).ifPresent(effects::add);
    return effects.stream().sorted(Comparator.comparing(Effect::what)).toList();
  }

  private static List<Effect> taken(Privileges.Quarantine quarantine) {
    var effects = new ArrayList<Effect>();
    effects.add(new Effect(What.LOCKED, Status.DONE, "", 1, quarantine.lockedAt()));
    quarantine.taken().forEach(
        it -> effects.add(
            new Effect(
                What.PRIVILEGE,
                it.goneAt().isPresent() ? Status.DONE : it.stuck() ? Status.NOT_CONFIRMED : Status.WAITING,
                it.what() + ", " + it.target(), 1, it.goneAt().orElse(quarantine.lockedAt()))));
    if (quarantine.known() > 0) {
      // Not which: whoever was here in their place would learn what still opens.
      Status status = quarantine.renewing() == 0 ? Status.DONE : Status.WAITING;
      effects.add(new Effect(What.KNOWN, status, "", quarantine.known(), quarantine.lockedAt()));
    }
    return effects;
  }

  private static Optional<Effect> standard(Privileges.Quarantine quarantine, List<Duties.Status> owed) {
    return quarantine.releasedAt()
        .map(it -> new Effect(What.STANDARD, Status.DONE, "", 1, it))
        .or(
            () -> owed.stream()
                .filter(it -> it.duty().kind().equals(Quarantine.KIND))
                .findFirst()
                .map(it -> new Effect(What.STANDARD, Status.WAITING, "", 1, it.nextTry())));
  }

  /** The newest round before an attempt, of each system. */
  private static Collection<Effect> before(List<Duties.Status> owed) {
    var newest = new LinkedHashMap<String, Effect>();
    owed.stream()
        .filter(it -> it.duty().kind().equals(Revocations.KIND) && Revocations.isBefore(it.duty()))
        .forEach(it -> newest.put(Revocations.connector(it.duty()), revocation(it, List.of(it))));
    return newest.values();
  }

  private List<Effect> receipt(CaseRow row, List<Duties.Status> owed) {
    Instant closedAt = row.closedAt == null ? row.openedAt : row.closedAt;
    var effects = new ArrayList<Effect>();
    owed.stream()
        .filter(it -> it.duty().kind().equals(Revocations.KIND) && Revocations.isLast(it.duty()))
        .forEach(it -> effects.add(revocation(it, owed)));
    owed.stream()
        .filter(it -> it.duty().kind().equals(Revocations.KIND) && Revocations.isLate(it.duty()))
        .forEach(it -> effects.add(logins(it)));
    effects.addAll(own(row, closedAt));
    owed.stream()
        .filter(it -> it.duty().kind().equals(SecondFactorReset.KIND))
        .forEach(it -> effects.add(factors(it)));
    effects.add(notices(owed, closedAt));
    if (row.reviewed) {
      effects.add(
          reviews.closed(row.caseId())
              .map(it -> new Effect(What.REVIEW, Status.DONE, "", 1, it))
              .orElseGet(() -> new Effect(What.REVIEW, Status.WAITING, "", 1, closedAt)));
    }
    return effects;
  }

  /** What the claim itself did, apart from what it owes. */
  private static List<Effect> own(CaseRow row, Instant closedAt) {
    return switch (row.purpose()) {
      case BINDING -> Targets.Kept.read(row.targets).stream()
          .map(
              it -> new Effect(
                  What.PASSWORD, it.isSet() ? Status.DONE : Status.NOT_CONFIRMED, it.target(), 1, closedAt))
          .toList();
      case RECOVERY, EXCEPTION ->
        List.of(
            new Effect(What.PASSKEY, Status.DONE, "", 1, closedAt),
            new Effect(What.CODES, Status.DONE, "", 1, closedAt));
      case REPORT -> List.of(new Effect(What.SUSPENDED, Status.DONE, "", row.suspended, closedAt));
      case ENROLLMENT -> List.of(new Effect(What.PASSKEY, Status.DONE, "", 1, closedAt));
    };
  }

  /** Both rounds count: what ended before the change and what ended after it. */
  static Effect revocation(Duties.Status last, List<Duties.Status> owed) {
    String connector = Revocations.connector(last.duty());
    if (!Revocations.shows(last.duty())) {
      return effect(What.ASKED, last, connector, -1);
    }
    int ended = owed.stream()
        .filter(it -> it.duty().kind().equals(Revocations.KIND))
        .filter(it -> !Revocations.isLate(it.duty()) && Revocations.connector(it.duty()).equals(connector))
        .mapToInt(it -> Revocations.ended(it.note()))
        .sum();
    return effect(What.SESSIONS, last, connector, ended);
  }

  /** A login that had begun: the system could not end it, so what may have come of it is ended later. */
  static Effect logins(Duties.Status late) {
    return effect(What.LOGINS, late, Revocations.connector(late.duty()), Revocations.ended(late.note()));
  }

  private static Effect factors(Duties.Status reset) {
    return effect(What.FACTORS, reset, reset.duty().detail("system"), Revocations.ended(reset.note()));
  }

  private static Effect effect(What what, Duties.Status duty, String about, int count) {
    return duty.isDone()
        ? new Effect(what, Status.DONE, about, count, duty.doneAt().orElseThrow())
        : new Effect(
            what, duty.tries() == 0 ? Status.WAITING : Status.NOT_CONFIRMED, about, -1, duty.nextTry());
  }

  private static Effect notices(List<Duties.Status> owed, Instant closedAt) {
    List<Duties.Status> letters = owed.stream().filter(it -> it.duty().kind().equals("NOTIFY")).toList();
    boolean done = letters.stream().allMatch(Duties.Status::isDone);
    Instant at = letters.stream().map(it -> it.doneAt().orElse(it.nextTry())).max(Instant::compareTo).orElse(closedAt);
    return new Effect(What.NOTICES, done ? Status.DONE : Status.WAITING, "", letters.size(), at);
  }
}
