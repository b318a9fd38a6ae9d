package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.enrollment.Passkey;
import regain.enrollment.Passkeys;
import regain.enrollment.Terms;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.RelyingPartySettings;
import regain.kernel.Arrival;
import regain.kernel.CaseId;
import regain.kernel.Secret;
import regain.kernel.Transactions;
import regain.policy.Decision;
import regain.policy.Purpose;
import regain.recovery.Recovery.Turn;
import regain.recovery.Refusal;
import regain.recovery.internal.Gathering.World;
import regain.recovery.port.CredentialTarget;
import regain.recovery.port.CredentialTarget.Outcome;
import regain.recovery.port.PasswordScreen;

/**
 * The claims, made while the person is there. A password goes from the request to the target and nowhere else: intent
 * committed, sessions ended, target called, outcome recorded. Policy is asked in the transaction that commits the intent.
 */
@Dependent
class Attended {
  private static final Set<Purpose> MAKES_A_PASSKEY = Set.of(Purpose.ENROLLMENT, Purpose.RECOVERY, Purpose.EXCEPTION);

  private final Transactions transactions;
  private final Steps steps;
  private final CaseStore store;
  private final Claims claims;
  private final Revocations revocations;
  private final Rebinding rebinding;
  private final Reporting reporting;
  private final Targets targets;
  private final PasswordScreen screen;
  private final Passkeys passkeys;
  private final Directory directory;
  private final RelyingPartySettings house;
  private final Quarantine quarantine;

  @Inject
  Attended(
      Transactions transactions,
      Steps steps,
      CaseStore store,
      Claims claims,
      Revocations revocations,
      Rebinding rebinding,
      Reporting reporting,
      Targets targets,
      PasswordScreen screen,
      Passkeys passkeys,
      Directory directory,
      RelyingPartySettings house,
      Quarantine quarantine) {
    this.transactions = transactions;
    this.steps = steps;
    this.store = store;
    this.claims = claims;
    this.revocations = revocations;
    this.rebinding = rebinding;
    this.reporting = reporting;
    this.targets = targets;
    this.screen = screen;
    this.passkeys = passkeys;
    this.directory = directory;
    this.house = house;
    this.quarantine = quarantine;
  }

  Optional<Turn> setPassword(String ticket, int step, Secret password, Arrival arrival) {
    Optional<World> world = world(ticket, step, arrival);
    if (world.isEmpty()) {
      return steps.take(ticket, step, row -> row.refuse(Refusal.OUT_OF_DATE));
    }
    Optional<PasswordScreen.Objection> objection = screen.objection(password, context(world.get()));
    if (objection.isPresent()) {
      return steps.take(ticket, step, row -> row.refuse(words(objection.get())));
    }
    var intended = new ArrayList<UUID>(1);
    Optional<Turn> turn = steps.claim(ticket, step, world.get().person(),
        row -> {
          intended.clear();
          intend(row, world.get(), Purpose.BINDING).ifPresent(intended::add);
        });
    return intended.isEmpty() ? turn : attempt(ticket, intended.getFirst(), world.get(), password);
  }

  private Optional<UUID> intend(CaseRow row, World world, Purpose purpose) {
    row.moveOn();
    return allowed(row, world, purpose) ? Optional.of(claims.intend(row, world)) : Optional.empty();
  }

  private boolean allowed(CaseRow row, World world, Purpose purpose) {
    if (quarantine.bars(row, world.person())) {
      row.refuse(Refusal.CONNECTOR_HOLDS);
      return false;
    }
    return row.purpose() == purpose
        && !steps.evidenceOf(row).isEmpty()
        && row.subject().filter(world.person()::equals).isPresent()
        && steps.decide(row, world).decision() instanceof Decision.Allow;
  }

  private Optional<Turn> attempt(String ticket, UUID attempt, World world, Secret password) {
    CaseRow claimed = steps.peek(ticket).orElseThrow();
    CaseId caseId = claimed.caseId();
    List<String> holding = claimed.isPrivileged()
        ? revocations.workBefore(caseId, attempt.toString(), world.person())
        : revocations.workBefore(caseId, attempt.toString());
    boolean goesOn = holding.isEmpty() && (!claimed.isPrivileged() || stillMay(caseId, attempt));
    List<Targets.Result> results = goesOn ? targets.set(world.person(), password) : List.of();
    Turn turn = transactions.beginAgain(
        () -> {
          CaseRow row = store.lock(caseId).orElseThrow();
          record(row, attempt, world, results);
          return steps.turn(row);
        });
    revocations.workAfter(caseId);
    return Optional.of(turn);
  }

  /** For somebody privileged the systems before it may have taken long: it is looked whether it still may, right before. */
  private boolean stillMay(CaseId caseId, UUID attempt) {
    return transactions.begin(
        () -> store.lock(caseId).filter(it -> it.attempting(attempt) && quarantine.holds(it)).isPresent());
  }

  /**
   * Also when the attempt was settled or the case was stopped meanwhile: a password that was taken after all, or may have
   * been, ends sessions and is told to everybody all the same.
   */
  private void record(CaseRow row, UUID attempt, World world, List<Targets.Result> results) {
    boolean ours = row.attempting(attempt);
    boolean owed = row.report(attempt);
    if (results.isEmpty()) {
      if (ours) {
        row.back(Refusal.CONNECTOR_HOLDS);
      }
      return;
    }
    String first = results.getFirst().target();
    switch (results.getFirst().outcome()) {
      case Outcome.Set set -> {
        if (ours) {
          claims.complete(row, world);
        }
        claims.passwordSet(row, world, results);
      }
      case Outcome.Refused(CredentialTarget.Why why) -> {
        if (ours) {
          claims.passwordRefused(row, first, why);
          row.back(words(why));
        }
      }
      case Outcome.Unclear unclear -> {
        if (owed) {
          claims.passwordUnclear(row, attempt);
        }
      }
    }
  }

  Optional<String> askNewPasskey(String ticket) {
    return steps
        .peek(ticket)
        .filter(it -> MAKES_A_PASSKEY.contains(it.purpose()) && steps.ready(it))
        .flatMap(CaseRow::subject)
        .flatMap(it -> directory.account(it).known().flatMap(found -> found))
        .flatMap(
            account -> transactions.begin(
                () -> steps.held(ticket).map(row -> passkeys.askRegistration(binding(row), account))));
  }

  Optional<Turn> bindPasskey(String ticket, int step, String answer, String label, Arrival arrival) {
    Optional<World> world = world(ticket, step, arrival);
    if (world.isEmpty()) {
      return steps.take(ticket, step, row -> row.refuse(Refusal.OUT_OF_DATE));
    }
    Optional<Account> account = world.flatMap(World::known);
    if (account.isEmpty()) {
      return steps.take(ticket, step, row -> row.refuse(Refusal.TRY_LATER));
    }
    if (steps.peek(ticket).filter(it -> it.purpose().comesBack()).isPresent()) {
      return rebind(ticket, step, world.get(), answer, label);
    }
    Optional<Account> supervisor = account.get().supervisor()
        .flatMap(it -> directory.account(it).known().flatMap(found -> found));
    return steps.claim(ticket, step, world.get().person(),
        row -> bind(row, world.get(), account.get(), supervisor, answer, label));
  }

  Optional<Turn> reportLoss(String ticket, int step, Set<UUID> named, Arrival arrival) {
    Optional<World> world = world(ticket, step, arrival);
    if (world.isEmpty()) {
      return steps.take(ticket, step, row -> row.refuse(Refusal.OUT_OF_DATE));
    }
    return steps.claim(
        ticket,
        step,
        world.get().person(),
        row -> {
          row.moveOn();
          if (allowed(row, world.get(), Purpose.REPORT)) {
            reporting.report(row, world.get(), named);
          }
        });
  }

  void workAfter(CaseId caseId) {
    revocations.workAfter(caseId);
  }

  private Optional<Turn> rebind(String ticket, int step, World world, String answer, String label) {
    var intended = new ArrayList<UUID>(1);
    Optional<Turn> turn = steps.claim(
        ticket,
        step,
        world.person(),
        row -> {
          intended.clear();
          row.moveOn();
          if (row.purpose().comesBack() && allowed(row, world, row.purpose())) {
            rebinding.intend(row, world, binding(row), answer, label).ifPresent(intended::add);
          }
        });
    if (intended.isEmpty()) {
      return turn;
    }
    CaseRow row = steps.peek(ticket).orElseThrow();
    rebinding.carryOut(row, intended.getFirst());
    return transactions.begin(() -> store.find(row.caseId()).map(steps::turn));
  }

  private void bind(
      CaseRow row, World world, Account account, Optional<Account> supervisor, String answer, String label) {
    row.moveOn();
    if (!allowed(row, world, Purpose.ENROLLMENT)) {
      return;
    }
    Optional<Instant> provisionalUntil = claims.provisionalUntil(row);
    Passkeys.Registration registration = passkeys.bind(
        binding(row), world.person(), answer, label, row.caseId(), Terms.first(account.population(), provisionalUntil),
        world.arrival());
    switch (registration) {
      case Passkeys.Registration.Failed(Passkeys.Unfit why) -> row.refusal = Refusal.of(why).name();
      case Passkeys.Registration.Bound(Passkey passkey) -> {
        if (!claims.useInvitation(row)) {
          throw new IllegalStateException("an invitation was used twice: nothing of this is kept");
        }
        claims.passkeyBound(row, world, account, provisionalUntil, passkey.label());
        provisionalUntil.ifPresent(
            until -> supervisor.ifPresent(it -> claims.tellSupervisor(row, it, account, until)));
      }
    }
  }

  private Optional<World> world(String ticket, int step, Arrival arrival) {
    return steps.proven(ticket, step).flatMap(row -> row.subject().map(it -> steps.world(row, it, arrival)));
  }

  private static String binding(CaseRow row) {
    return "bind:" + row.id;
  }

  private Set<String> context(World world) {
    var words = new HashSet<>(Set.of(house.name(), "Regain"));
    world
        .known()
        .ifPresent(
            it -> {
              words.add(it.name());
              words.add(it.displayName());
              it.mailboxes().forEach(mailbox -> words.add(mailbox.address()));
            });
    return words;
  }

  private static Refusal words(PasswordScreen.Objection objection) {
    return switch (objection) {
      case TOO_SHORT -> Refusal.PASSWORD_TOO_SHORT;
      case TOO_LONG -> Refusal.PASSWORD_TOO_LONG;
      case COMMON -> Refusal.PASSWORD_COMMON;
      case BREACHED -> Refusal.PASSWORD_BREACHED;
      case CONTEXT -> Refusal.PASSWORD_CONTEXT;
      case UNUSABLE -> Refusal.PASSWORD_UNUSABLE;
    };
  }

  private static Refusal words(CredentialTarget.Why why) {
    return switch (why) {
      case IN_HISTORY -> Refusal.PASSWORD_IN_HISTORY;
      case TOO_YOUNG -> Refusal.PASSWORD_TOO_YOUNG;
      case TOO_SHORT, POOR_QUALITY -> Refusal.PASSWORD_REFUSED;
      case NOT_ELIGIBLE, MISCONFIGURED -> Refusal.TARGET_REFUSES;
      case UNREACHABLE -> Refusal.TRY_LATER;
    };
  }
}
