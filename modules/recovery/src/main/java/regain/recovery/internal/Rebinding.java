package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.enrollment.Passkey;
import regain.enrollment.Passkeys;
import regain.enrollment.RecoveryCodes;
import regain.enrollment.Terms;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.kernel.Transactions;
import regain.policy.Population;
import regain.policy.Eligibility;
import regain.policy.Fact;
import regain.policy.Purpose;
import regain.recovery.NewCodes;
import regain.recovery.Refusal;
import regain.recovery.State;
import regain.recovery.internal.Gathering.World;

/**
 * The claim of somebody who lost their passkey. A new one is bound to the case and opens nothing; then older sessions die;
 * and only then does the duty of this class make it usable, if the directory still lets the account be used. A case that
 * fails takes it away again.
 */
@Dependent
class Rebinding implements DutyHandler {
  private static final String KIND = "ACTIVATE_PASSKEY";
  /** For so long after it was finished, new recovery codes and a second factor can be drawn from the receipt. */
  static final Duration DRAWING = Duration.ofMinutes(60);

  /** Whoever has just bound a first passkey, or one in place of a lost one, should not leave with one way in. */
  private static final Set<Purpose> OFFERS_CODES = Set.of(Purpose.ENROLLMENT, Purpose.RECOVERY, Purpose.EXCEPTION);

  private final Transactions transactions;
  private final CaseStore store;
  private final Claims claims;
  private final Revocations revocations;
  private final Duties duties;
  private final Directory directory;
  private final Passkeys passkeys;
  private final RecoveryCodes codes;
  private final SecondFactorReset secondFactors;
  private final Quarantine quarantine;

  @Inject
  Rebinding(
      Transactions transactions,
      CaseStore store,
      Claims claims,
      Revocations revocations,
      Duties duties,
      Directory directory,
      Passkeys passkeys,
      RecoveryCodes codes,
      SecondFactorReset secondFactors,
      Quarantine quarantine) {
    this.transactions = transactions;
    this.store = store;
    this.claims = claims;
    this.revocations = revocations;
    this.duties = duties;
    this.directory = directory;
    this.passkeys = passkeys;
    this.codes = codes;
    this.secondFactors = secondFactors;
    this.quarantine = quarantine;
  }

  /** Binds it, pending. The caller has an Allow in this transaction. Empty when the browser's answer does not do. */
  Optional<UUID> intend(CaseRow row, World world, String binding, String answer, String label) {
    Passkeys.Registration registration = passkeys.bind(
        binding,
        world.person(),
        answer,
        label,
        row.caseId(),
        Terms.recovered(
            row.wasPrivileged() ? Population.PRIVILEGED : world.known().orElseThrow().population(), store.now(),
            passkeys.inherited(world.person())),
        world.arrival());
    return switch (registration) {
      case Passkeys.Registration.Failed(Passkeys.Unfit why) -> {
        row.refusal = Refusal.of(why).name();
        yield Optional.empty();
      }
      case Passkeys.Registration.Bound bound -> {
        UUID attempt = claims.intendPasskey(row, world);
        duties.oweAttended(
            new Duty(
                KIND, key(attempt), Optional.of(row.caseId()), Map.of(
                    "attempt", attempt.toString(), "person", world.person().toString())));
        yield Optional.of(attempt);
      }
    };
  }

  /** Does at once what it can, so that the receipt is right from the start; what is left the worker does. */
  void carryOut(CaseRow row, UUID attempt) {
    CaseId caseId = row.caseId();
    if (row.isPrivileged()) {
      revocations.workBefore(caseId, attempt.toString(), row.subject().orElseThrow());
    } else {
      revocations.workBefore(caseId, attempt.toString());
    }
    duties.workOn(key(attempt));
    secondFactors.work(caseId);
    revocations.workAfter(caseId);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    CaseId caseId = duty.caseId().orElseThrow();
    UUID attempt = UUID.fromString(duty.detail("attempt"));
    PersonId person = PersonId.of(duty.detail("person"));
    boolean privileged = transactions.begin(() -> store.find(caseId)).filter(CaseRow::isPrivileged).isPresent();
    List<String> holding = privileged
        ? revocations.holding(caseId, attempt.toString(), person)
        : revocations.holding(caseId, attempt.toString());
    if (!holding.isEmpty()) {
      return new Outcome.Again("waits for " + String.join(", ", holding));
    }
    Fact<Optional<Account>> account = directory.account(person);
    if (account.unavailableNow()) {
      return new Outcome.Again("the directory did not answer");
    }
    Optional<Account> usable = account.known().flatMap(it -> it)
        .filter(it -> it.eligibility() == Eligibility.ELIGIBLE);
    return new Outcome.Done(transactions.begin(() -> settle(caseId, attempt, usable)));
  }

  private String settle(CaseId caseId, UUID attempt, Optional<Account> usable) {
    CaseRow row = store.lock(caseId).orElseThrow();
    if (!row.attempting(attempt)) {
      passkeys.discard(caseId);
      return "stopped before";
    }
    boolean frozen = row.subject().flatMap(store::frozenUntil).isPresent();
    boolean promoted = usable.filter(it -> it.population().isPrivileged()).isPresent() && !row.isPrivileged();
    if (usable.isEmpty() || frozen || promoted || !quarantine.holds(row)) {
      passkeys.discard(caseId);
      claims.abandoned(row);
      return frozen ? "frozen meanwhile" : "not eligible any more";
    }
    Passkey passkey = passkeys.activate(caseId).orElseThrow();
    codes.end(passkey.person());
    claims.recovered(row, usable.get(), passkey.label());
    secondFactors.owe(caseId, usable.get().person());
    return "active";
  }

  /** Whether this is a receipt from which recovery codes can still be drawn. */
  static boolean mayDrawCodes(CaseRow row, Instant now) {
    return OFFERS_CODES.contains(row.purpose())
        && row.state() == State.COMPLETED
        && row.codesDrawnAt == null
        && row.closedAt != null
        && now.isBefore(row.closedAt.plus(DRAWING));
  }

  /**
   * Draws codes, once. They count as soon as the passkey of the same case is no longer quarantined: until then they would lead
   * to another one. Not when what the case bound was suspended meanwhile, nor while a freeze runs. Joins the transaction.
   */
  Optional<NewCodes> drawCodes(CaseRow row) {
    PersonId person = row.subject().orElseThrow();
    Optional<Passkey> itsOwn = passkeys.of(person).stream().filter(it -> it.boundBy().equals(row.caseId())).findFirst();
    boolean frozen = store.frozenUntil(person).isPresent();
    if (!mayDrawCodes(row, store.now()) || itsOwn.isEmpty() || frozen || codes.of(person).isPresent()) {
      return Optional.empty();
    }
    row.codesDrawnAt = store.now();
    List<Secret> drawn = codes.draw(person, row.caseId());
    codes.keep(person);
    Optional<Instant> from = itsOwn.get().quarantinedUntil().filter(store.now()::isBefore);
    from.ifPresent(it -> codes.hold(row.caseId(), it));
    return Optional.of(new NewCodes(drawn, from));
  }

  private static String key(UUID attempt) {
    return "activate:" + attempt;
  }
}
