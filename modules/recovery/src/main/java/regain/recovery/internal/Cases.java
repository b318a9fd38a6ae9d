package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.audit.Personal;
import regain.audit.Trail;
import regain.enrollment.Passkey;
import regain.enrollment.Passkeys;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.Actor;
import regain.kernel.Arrival;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.Secret;
import regain.kernel.Transactions;
import regain.policy.Eligibility;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.recovery.CameFrom;
import regain.recovery.CaseView;
import regain.recovery.NewCodes;
import regain.recovery.NewFactor;
import regain.recovery.Recovery;
import regain.recovery.RecoveryEvent;
import regain.recovery.Refusal;
import regain.recovery.ShownDevice;
import regain.recovery.State;
import regain.recovery.internal.Gathering.World;

/** The person's side: what is shown is looked at in {@link Proofs}, what is claimed is made in {@link Attended}. */
@Dependent
class Cases implements Recovery {
  private static final int NAME_LENGTH = 256;

  private final Transactions transactions;
  private final Steps steps;
  private final CaseStore store;
  private final Attended attended;
  private final Proofs proofs;
  private final Showing showing;
  private final CodeSending sending;
  private final Announcing announcing;
  private final Directory directory;
  private final Passkeys passkeys;
  private final Devices devices;
  private final Rebinding rebinding;
  private final SecondFactorReset secondFactors;
  private final Continuations continuations;
  private final Reporting reporting;
  private final Quarantine quarantine;
  private final Trail trail;
  private final Chance chance;

  @Inject
  Cases(
      Transactions transactions,
      Steps steps,
      CaseStore store,
      Attended attended,
      Proofs proofs,
      Showing showing,
      CodeSending sending,
      Announcing announcing,
      Directory directory,
      Passkeys passkeys,
      Devices devices,
      Rebinding rebinding,
      SecondFactorReset secondFactors,
      Continuations continuations,
      Reporting reporting,
      Quarantine quarantine,
      Trail trail,
      Chance chance) {
    this.transactions = transactions;
    this.steps = steps;
    this.store = store;
    this.attended = attended;
    this.proofs = proofs;
    this.showing = showing;
    this.sending = sending;
    this.announcing = announcing;
    this.directory = directory;
    this.passkeys = passkeys;
    this.devices = devices;
    this.rebinding = rebinding;
    this.secondFactors = secondFactors;
    this.continuations = continuations;
    this.reporting = reporting;
    this.quarantine = quarantine;
    this.trail = trail;
    this.chance = chance;
  }

  @Override
  public Turn open(Purpose purpose, String name, Optional<CameFrom> cameFrom, Arrival arrival) {
    String typed = storable(name.length() > NAME_LENGTH ? name.substring(0, NAME_LENGTH) : name);
    String from = arrival.address().getHostAddress();
    return transactions.begin(
        () -> {
          var row = new CaseRow(new CaseId(chance.uuid()), purpose, typed, store.now(), from, arrival.agent());
          cameFrom.ifPresent(row::cameFrom);
          store.add(row);
          announcing.owe(row);
          trail.record(
              new Actor.Claimant(),
              new RecoveryEvent.CaseOpened(
                  row.caseId(),
                  Optional.empty(),
                  purpose,
                  new Personal(typed),
                  new Personal(from),
                  new Personal(arrival.agent())));
          return steps.turn(row);
        });
  }

  /** PostgreSQL keeps no NUL in a text, and nobody has one in a name. */
  private static String storable(String typed) {
    return typed.replace('\0', '\ufffd');
  }

  @Override
  public Optional<CaseView> look(String ticket) {
    return transactions.begin(() -> steps.look(ticket));
  }

  @Override
  public Optional<String> askPasskey(String ticket) {
    return transactions.begin(
        () -> steps.held(ticket)
            .filter(it -> it.state().isOpen())
            .map(it -> passkeys.askAssertion(CodeChoices.binding(it))));
  }

  @Override
  public Optional<Turn> provePasskey(String ticket, int step, String answer, Arrival arrival) {
    return showing.proof(ticket, step, Method.PASSKEY, Secret.of(answer), arrival, row -> proofs.passkey(row, answer));
  }

  @Override
  public Optional<Turn> provePassword(String ticket, int step, Secret password, Arrival arrival) {
    return showing.proof(ticket, step, Method.DIRECTORY_PASSWORD, password, arrival,
        row -> proofs.password(row, password));
  }

  @Override
  public Optional<Turn> proveInvitation(String ticket, int step, Secret typed, Arrival arrival) {
    return showing.proof(ticket, step, Method.INVITATION, typed, arrival, row -> proofs.invitation(row, typed));
  }

  @Override
  public Optional<Turn> proveRecoveryCode(String ticket, int step, Secret typed, Arrival arrival) {
    return showing.proof(ticket, step, Method.RECOVERY_CODE, typed, arrival, row -> proofs.recoveryCode(row, typed));
  }

  @Override
  public Optional<Turn> sendCode(String ticket, int step, int contact, Arrival arrival) {
    return sending.send(ticket, step, contact, arrival);
  }

  @Override
  public Optional<Turn> proveCode(String ticket, int step, Secret typed, Arrival arrival) {
    return showing.proof(ticket, step, Method.CONTACT_CODE, typed, arrival, row -> proofs.code(row, typed));
  }

  @Override
  public Optional<Turn> proveDevice(String ticket, int step, ShownDevice shown, Arrival arrival) {
    if (!devices.configured()) {
      return steps.take(ticket, step, it -> it.refuse(Refusal.OUT_OF_DATE));
    }
    return showing.proof(ticket, step, Method.MANAGED_DEVICE, Showing.seen(shown), arrival,
        row -> proofs.device(row, shown));
  }

  @Override
  public Optional<Turn> resume(String ticket, int step, Arrival arrival) {
    Optional<World> world = steps.proven(ticket, step)
        .flatMap(row -> row.subject().map(it -> steps.world(row, it, arrival)));
    return steps.take(
        ticket,
        step,
        it -> {
          it.moveOn();
          if (!steps.evidenceOf(it).isEmpty()) {
            world.ifPresent(
                known -> {
                  steps.decide(it, known);
                  showing.objectable(it, known);
                });
          }
        });
  }

  @Override
  public Optional<Secret> continuation(String ticket, int step) {
    return transactions.begin(
        () -> steps.held(ticket).filter(it -> it.step == step).flatMap(continuations::make));
  }

  @Override
  public Optional<Turn> goOn(Secret typed, Arrival arrival) {
    return transactions.begin(
        () -> typed.open(code -> continuations.use(new String(code), arrival)).map(steps::turn));
  }

  @Override
  public List<Passkey> reportable(String ticket) {
    return steps
        .peek(ticket)
        .filter(it -> it.purpose() == Purpose.REPORT && steps.ready(it))
        .map(it -> transactions.begin(() -> reporting.reportable(it)))
        .orElse(List.of());
  }

  @Override
  public Optional<Turn> reportLoss(String ticket, int step, Set<UUID> passkeys, Arrival arrival) {
    Optional<Turn> turn = attended.reportLoss(ticket, step, passkeys, arrival);
    turn.flatMap(it -> steps.peek(it.ticket()))
        .filter(it -> it.purpose() == Purpose.REPORT && it.state() == State.COMPLETED)
        .ifPresent(it -> attended.workAfter(it.caseId()));
    return turn.flatMap(it -> transactions.begin(() -> steps.held(it.ticket()).map(steps::turn)));
  }

  @Override
  public Optional<NewCodes> drawCodes(String ticket) {
    Optional<Account> account = steps.peek(ticket)
        .flatMap(CaseRow::subject)
        .flatMap(it -> directory.account(it).known().flatMap(found -> found))
        .filter(it -> it.eligibility() == Eligibility.ELIGIBLE);
    return account.flatMap(it -> transactions.begin(() -> steps.held(ticket).flatMap(row -> drawn(row, it))));
  }

  private Optional<NewCodes> drawn(CaseRow row, Account account) {
    Optional<NewCodes> drawn = rebinding.drawCodes(row);
    drawn.ifPresent(it -> announcing.codesMade(row, account));
    return drawn;
  }

  @Override
  public Optional<NewFactor> drawFactor(String ticket) {
    return transactions.begin(() -> steps.held(ticket).map(CaseRow::caseId)).flatMap(secondFactors::draw);
  }

  @Override
  public Optional<Turn> setPassword(String ticket, int step, Secret password, Arrival arrival) {
    return attended.setPassword(ticket, step, password, arrival);
  }

  @Override
  public Optional<String> askNewPasskey(String ticket) {
    return attended.askNewPasskey(ticket);
  }

  @Override
  public Optional<Turn> bindPasskey(String ticket, int step, String answer, String label, Arrival arrival) {
    return attended.bindPasskey(ticket, step, answer, label, arrival);
  }

  @Override
  public Optional<Turn> extend(String ticket, int step) {
    return steps.take(
        ticket,
        step,
        it -> {
          if (!it.extend()) {
            it.refuse(Refusal.OUT_OF_DATE);
          }
        });
  }

  @Override
  public Optional<Turn> cancel(String ticket, int step) {
    return steps.take(
        ticket,
        step,
        it -> {
          it.close(State.CANCELLED, store.now());
          quarantine.ended(it);
          trail.record(new Actor.Claimant(), new RecoveryEvent.CaseCancelled(it.caseId(), it.subject()));
        });
  }
}
