package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.audit.Personal;
import regain.audit.Trail;
import regain.enrollment.Codes;
import regain.enrollment.Invitations;
import regain.enrollment.Passkey;
import regain.enrollment.Passkeys;
import regain.enrollment.RecoveryCodes;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.Actor;
import regain.kernel.Arrival;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.Keyring;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.kernel.Transactions;
import regain.policy.Eligibility;
import regain.policy.Fact;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.recovery.CameFrom;
import regain.recovery.CaseView;
import regain.recovery.NewFactor;
import regain.recovery.Recovery;
import regain.recovery.RecoveryEvent;
import regain.recovery.Refusal;
import regain.recovery.ShownDevice;
import regain.recovery.State;
import regain.recovery.internal.EvidenceRow.Proof;
import regain.recovery.internal.Gathering.World;
import regain.signals.Limits;
import regain.signals.Limits.Limit;

/** The person's side: proofs here, claims in {@link Attended}. */
@Dependent
class Cases implements Recovery {
  private static final int NAME_LENGTH = 256;

  private final Transactions transactions;
  private final Steps steps;
  private final CaseStore store;
  private final Attended attended;
  private final Announcing announcing;
  private final CodeChoices choices;
  private final Directory directory;
  private final Passkeys passkeys;
  private final Codes codes;
  private final Invitations invitations;
  private final Devices devices;
  private final RecoveryCodes kits;
  private final Rebinding rebinding;
  private final SecondFactorReset secondFactors;
  private final Continuations continuations;
  private final Reporting reporting;
  private final Limits limits;
  private final Trail trail;
  private final Chance chance;
  private final Keyring keyring;

  @Inject
  Cases(
      Transactions transactions,
      Steps steps,
      CaseStore store,
      Attended attended,
      Announcing announcing,
      CodeChoices choices,
      Directory directory,
      Passkeys passkeys,
      Codes codes,
      Invitations invitations,
      Devices devices,
      RecoveryCodes kits,
      Rebinding rebinding,
      SecondFactorReset secondFactors,
      Continuations continuations,
      Reporting reporting,
      Limits limits,
      Trail trail,
      Chance chance,
      Keyring keyring) {
    this.transactions = transactions;
    this.steps = steps;
    this.store = store;
    this.attended = attended;
    this.announcing = announcing;
    this.choices = choices;
    this.directory = directory;
    this.passkeys = passkeys;
    this.codes = codes;
    this.invitations = invitations;
    this.devices = devices;
    this.kits = kits;
    this.rebinding = rebinding;
    this.secondFactors = secondFactors;
    this.continuations = continuations;
    this.reporting = reporting;
    this.limits = limits;
    this.trail = trail;
    this.chance = chance;
    this.keyring = keyring;
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
    return steps
        .peek(ticket)
        .filter(it -> it.state().isOpen())
        .map(row -> transactions.begin(() -> passkeys.askAssertion(binding(row))));
  }

  @Override
  public Optional<Turn> provePasskey(String ticket, int step, String answer, Arrival arrival) {
    return proof(ticket, step, Method.PASSKEY, arrival, row -> passkey(row, answer));
  }

  private Tried passkey(CaseRow row, String answer) {
    if (row.purpose() != Purpose.BINDING && row.purpose() != Purpose.REPORT) {
      return new Tried.Shrugged("not-this-purpose", Refusal.DOES_NOT_FIT);
    }
    return switch (transactions.begin(() -> passkeys.verify(binding(row), answer))) {
      case Passkeys.Assertion.Failed(String why) -> new Tried.Failed(why, Refusal.DOES_NOT_FIT);
      case Passkeys.Assertion.Proven(Passkey passkey) -> owned(row, passkey);
    };
  }

  /** The passkey must belong to the name that was typed: a proof of one's own account opens no other. */
  private Tried owned(CaseRow row, Passkey passkey) {
    Fact<Optional<Account>> named = directory.named(row.name);
    if (named.unavailableNow()) {
      return new Tried.Failed("directory-unavailable", Refusal.TRY_LATER);
    }
    boolean same = named.known().flatMap(it -> it).filter(it -> it.person().equals(passkey.person())).isPresent();
    return same
        ? new Tried.Proven(passkey.person(), Proof.of(Method.PASSKEY, passkey.id()))
        : new Tried.Failed("another-name", Refusal.DOES_NOT_FIT);
  }

  @Override
  public Optional<Turn> provePassword(String ticket, int step, Secret password, Arrival arrival) {
    return proof(ticket, step, Method.DIRECTORY_PASSWORD, arrival, row -> password(row, password));
  }

  /**
   * For somebody who is not there everything is asked all the same, about an id that nobody has, so that it takes as
   * long. Somebody who ever had a passkey is not there either: their password opens nothing here any more, also when the
   * passkey was taken away since.
   */
  private Tried password(CaseRow row, Secret password) {
    if (row.purpose() != Purpose.ENROLLMENT) {
      return new Tried.Shrugged("not-this-purpose", Refusal.DOES_NOT_FIT);
    }
    Fact<Optional<Account>> named = directory.named(row.name);
    Optional<PersonId> somebody = named.known().flatMap(it -> it).map(Account::person);
    String counted = somebody.map(PersonId::toString).orElse(row.name.toLowerCase(Locale.ROOT));
    if (limits.take(Limit.PASSWORD_BY_NAME, counted).isPresent()) {
      return new Tried.Failed("too-many", Refusal.TOO_MANY_TRIES);
    }
    PersonId nobody = new PersonId(chance.uuid());
    boolean ever = transactions.begin(() -> passkeys.ever(somebody.orElse(nobody)));
    Optional<PersonId> person = somebody.filter(it -> !ever);
    Fact<Boolean> fits = directory.passwordFits(person.orElse(nobody), password);
    if (named.unavailableNow() || fits.unavailableNow()) {
      return new Tried.Failed("directory-unavailable", Refusal.TRY_LATER);
    }
    return person
        .filter(it -> fits.is(true))
        .<Tried>map(it -> new Tried.Proven(it, Proof.of(Method.DIRECTORY_PASSWORD, "directory")))
        .orElseGet(() -> new Tried.Failed("wrong", Refusal.DOES_NOT_FIT));
  }

  @Override
  public Optional<Turn> proveInvitation(String ticket, int step, Secret typed, Arrival arrival) {
    return proof(ticket, step, Method.INVITATION, arrival, row -> invitation(row, typed));
  }

  private Tried invitation(CaseRow row, Secret typed) {
    if (row.purpose() != Purpose.ENROLLMENT) {
      return new Tried.Shrugged("not-this-purpose", Refusal.DOES_NOT_FIT);
    }
    Fact<Optional<Account>> named = directory.named(row.name);
    if (named.unavailableNow()) {
      return new Tried.Failed("directory-unavailable", Refusal.TRY_LATER);
    }
    PersonId person = named.known().flatMap(it -> it).map(Account::person).orElseGet(() -> new PersonId(chance.uuid()));
    return transactions
        .begin(() -> typed.open(code -> invitations.fits(person, new String(code))))
        .<Tried>map(it -> new Tried.Proven(person, Proof.of(Method.INVITATION, it)))
        .orElseGet(() -> new Tried.Failed("wrong", Refusal.DOES_NOT_FIT));
  }

  @Override
  public Optional<Turn> proveRecoveryCode(String ticket, int step, Secret typed, Arrival arrival) {
    return proof(ticket, step, Method.RECOVERY_CODE, arrival, row -> recoveryCode(row, typed));
  }

  /** For somebody who is not there the codes of somebody who has none are looked through, and fit as little. */
  private Tried recoveryCode(CaseRow row, Secret typed) {
    if (row.purpose() != Purpose.RECOVERY && row.purpose() != Purpose.REPORT) {
      return new Tried.Shrugged("not-this-purpose", Refusal.DOES_NOT_FIT);
    }
    Fact<Optional<Account>> named = directory.named(row.name);
    if (named.unavailableNow()) {
      return new Tried.Failed("directory-unavailable", Refusal.TRY_LATER);
    }
    Optional<Account> account = named.known().flatMap(it -> it);
    PersonId person = account.map(Account::person).orElseGet(() -> new PersonId(chance.uuid()));
    return switch (transactions.begin(() -> use(row, account, person, typed))) {
      case RecoveryCodes.Answer.NoSuch nobody -> new Tried.Shrugged("no-such-code", Refusal.RECOVERY_CODE_WRONG);
      case RecoveryCodes.Answer.Wrong wrong -> new Tried.Failed("wrong", Refusal.RECOVERY_CODE_WRONG);
      case RecoveryCodes.Answer.Fits(UUID kit, int left) ->
        new Tried.Proven(person, Proof.of(Method.RECOVERY_CODE, kit));
    };
  }

  /** A code that is used up and the letter about it are one thing. */
  private RecoveryCodes.Answer use(CaseRow row, Optional<Account> account, PersonId person, Secret typed) {
    RecoveryCodes.Answer answer = typed.open(code -> kits.check(person, new String(code), row.caseId()));
    if (answer instanceof RecoveryCodes.Answer.Fits(UUID kit, int left)) {
      account.ifPresent(it -> announcing.codeUsed(row, it, left));
    }
    return answer;
  }

  @Override
  public Optional<Turn> sendCode(String ticket, int step, int contact, Arrival arrival) {
    if (steps.peek(ticket).filter(it -> it.purpose() == Purpose.REPORT).isPresent()) {
      return sendUnseen(ticket, step);
    }
    Optional<CaseRow> row = steps.proven(ticket, step);
    if (row.isEmpty()) {
      return steps.take(ticket, step, it -> it.refuse(Refusal.OUT_OF_DATE));
    }
    Optional<Account> account = row.flatMap(CaseRow::subject).flatMap(it -> steps.world(it, arrival).known());
    if (account.isEmpty()) {
      return steps.take(ticket, step, it -> it.refuse(Refusal.TRY_LATER));
    }
    List<CodeChoices.Choice> open = transactions.begin(() -> choices.of(row.get(), account.get()));
    if (contact < 0 || contact >= open.size() || !transactions.begin(() -> mayAsk(row.get()))) {
      return steps.take(ticket, step, it -> it.refuse(Refusal.OUT_OF_DATE));
    }
    CodeChoices.Choice to = open.get(contact);
    boolean quiet = transactions.begin(() -> codes.usedUp(CodeChoices.binding(row.get())))
        || limits.take(Limit.CODE_BY_DESTINATION, to.address()).isPresent();
    return steps.take(
        ticket,
        step,
        it -> {
          if (quiet) {
            it.refuse(Refusal.TOO_MANY_TRIES);
          } else if (!mayAsk(it)) {
            it.refuse(Refusal.OUT_OF_DATE);
          } else {
            send(it, account.get(), to);
            it.moveOn();
          }
        });
  }

  /** The same for every name: whether anybody has it is looked up later. */
  private Optional<Turn> sendUnseen(String ticket, int step) {
    boolean many = steps.peek(ticket)
        .filter(it -> limits.take(Limit.PROOF_BY_CASE, it.id.toString()).isPresent())
        .isPresent();
    return steps.take(
        ticket,
        step,
        it -> {
          if (many) {
            it.refuse(Refusal.TOO_MANY_TRIES);
          } else {
            reporting.oweCode(it);
            it.moveOn();
          }
        });
  }

  /** Something was proven, and no code was sent a moment ago. Asked before a try is counted, and again under the lock. */
  private boolean mayAsk(CaseRow row) {
    return !steps.evidenceOf(row).isEmpty()
        && codes.pending(CodeChoices.binding(row)).filter(it -> store.now().isBefore(it.resendFrom())).isEmpty();
  }

  private void send(CaseRow row, Account account, CodeChoices.Choice to) {
    codes.send(
        new Codes.Request(
            CodeChoices.binding(row),
            account.person(),
            row.caseId(),
            to.address(),
            to.openedByAccount(),
            account.language()));
  }

  @Override
  public Optional<Turn> proveCode(String ticket, int step, Secret typed, Arrival arrival) {
    return proof(ticket, step, Method.CONTACT_CODE, arrival, row -> code(row, typed));
  }

  /** In a report of a loss all that does not fit is one answer, also when nobody has the name, and counts against nobody. */
  private Tried code(CaseRow row, Secret typed) {
    boolean report = row.purpose() == Purpose.REPORT;
    Tried tried = report || !transactions.begin(() -> steps.evidenceOf(row)).isEmpty()
        ? typed(row, typed)
        : new Tried.Shrugged("not-asked", Refusal.CODE_DEAD);
    return report && tried instanceof Tried.Failed(String why, Refusal refusal)
        ? new Tried.Shrugged(why, Refusal.CODE_WRONG)
        : tried;
  }

  private Tried typed(CaseRow row, Secret typed) {
    Optional<PersonId> person = row.subject();
    if (person.isEmpty()) {
      return new Tried.Failed("nobody", Refusal.CODE_DEAD);
    }
    Codes.Answer answer = transactions
        .begin(() -> typed.open(code -> codes.check(CodeChoices.binding(row), new String(code))));
    return switch (answer) {
      case Codes.Answer.Dead dead -> new Tried.Failed("dead", Refusal.CODE_DEAD);
      case Codes.Answer.Wrong wrong -> new Tried.Failed("wrong", Refusal.CODE_WRONG);
      case Codes.Answer.Fits(String address, boolean openedByAccount) -> {
        String mailbox = keyring.pseudonym("regain/address/v1", address.getBytes(StandardCharsets.UTF_8));
        yield new Tried.Proven(
            person.get(), new Proof(Method.CONTACT_CODE, "mailbox:" + mailbox, openedByAccount, address));
      }
    };
  }

  @Override
  public Optional<Turn> proveDevice(String ticket, int step, ShownDevice shown, Arrival arrival) {
    if (!devices.configured()) {
      return steps.take(ticket, step, it -> it.refuse(Refusal.OUT_OF_DATE));
    }
    return proof(ticket, step, Method.MANAGED_DEVICE, arrival, row -> device(row, shown));
  }

  /**
   * The name and the computer are both looked up, whatever comes of either, so that it costs the same for every name. Only a
   * computer that is somebody else's counts as a failure: everything else could be shown by anybody.
   */
  private Tried device(CaseRow row, ShownDevice shown) {
    if (row.purpose() != Purpose.RECOVERY && row.purpose() != Purpose.ENROLLMENT) {
      return new Tried.Shrugged("not-this-purpose", Refusal.DEVICE_DOES_NOT_FIT);
    }
    Fact<Optional<Account>> named = directory.named(row.name);
    return switch (devices.look(shown)) {
      case Devices.Seen.Nobodys(String why) -> new Tried.Shrugged(why, Refusal.DEVICE_DOES_NOT_FIT);
      case Devices.Seen.Untold(String why) -> new Tried.Shrugged(why, Refusal.TRY_LATER);
      case Devices.Seen.Owned(PersonId owner, Proof proof) -> ofTheName(named, owner, proof);
    };
  }

  private static Tried ofTheName(Fact<Optional<Account>> named, PersonId owner, Proof proof) {
    if (named.unavailableNow()) {
      return new Tried.Shrugged("directory-unavailable", Refusal.TRY_LATER);
    }
    boolean same = named.known().flatMap(it -> it).filter(it -> it.person().equals(owner)).isPresent();
    return same
        ? new Tried.Proven(owner, proof)
        : new Tried.Failed("another-name", Refusal.DEVICE_DOES_NOT_FIT);
  }

  /** What came of trying a proof, before the case knows. */
  private sealed interface Tried {
    record Proven(PersonId person, Proof proof) implements Tried {}

    record Failed(String why, Refusal refusal) implements Tried {}

    /** A failure that is counted against nobody. */
    record Shrugged(String why, Refusal refusal) implements Tried {}
  }

  /** A way to try a proof. It looks outside any lock and changes nothing but what it uses up. */
  private interface Trying {
    Tried attempt(CaseRow row);
  }

  /**
   * Every proof goes the same way: the try is counted, tried, and only then written. A page that is out of date tries
   * nothing.
   */
  private Optional<Turn> proof(String ticket, int step, Method method, Arrival arrival, Trying trying) {
    Optional<CaseRow> row = steps.peek(ticket);
    if (row.isEmpty() || row.get().step != step || !row.get().openAt(transactions.begin(store::now))) {
      return steps.take(ticket, step, it -> {});
    }
    if (limits.take(Limit.PROOF_BY_CASE, row.get().id.toString()).isPresent()) {
      return steps.take(ticket, step, it -> it.refuse(Refusal.TOO_MANY_TRIES));
    }
    return switch (trying.attempt(row.get())) {
      case Tried.Failed(String why, Refusal refusal) ->
        steps.take(
            ticket, step, it -> steps.fail(it, method, why, arrival.address().getHostAddress(), refusal));
      case Tried.Shrugged(String why, Refusal refusal) ->
        steps.take(
            ticket, step, it -> steps.shrug(it, method, why, arrival.address().getHostAddress(), refusal));
      case Tried.Proven(PersonId person, Proof proof) -> {
        World world = steps.world(person, arrival);
        yield steps.take(
            ticket,
            step,
            it -> {
              steps.accept(it, world, proof);
              objectable(it, world);
            });
      }
    };
  }

  @Override
  public Optional<Turn> resume(String ticket, int step, Arrival arrival) {
    Optional<World> world = steps.peek(ticket).flatMap(CaseRow::subject).map(it -> steps.world(it, arrival));
    return steps.take(
        ticket,
        step,
        it -> {
          it.moveOn();
          if (!steps.evidenceOf(it).isEmpty()) {
            world.ifPresent(
                known -> {
                  steps.decide(it, known);
                  objectable(it, known);
                });
          }
        });
  }

  /** Whoever comes back without a passkey and has to wait: the owner is told until when they can object. */
  private void objectable(CaseRow row, World world) {
    if (row.purpose() == Purpose.RECOVERY && row.state() == State.COOLING_OFF) {
      world.known().ifPresent(it -> steps.waits(row).ifPresent(until -> announcing.waiting(row, it, until)));
    }
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
  public Optional<List<Secret>> drawCodes(String ticket) {
    Optional<Account> account = steps.peek(ticket)
        .flatMap(CaseRow::subject)
        .flatMap(it -> directory.account(it).known().flatMap(found -> found))
        .filter(it -> it.eligibility() == Eligibility.ELIGIBLE);
    return account.flatMap(it -> transactions.begin(() -> steps.held(ticket).flatMap(row -> drawn(row, it))));
  }

  private Optional<List<Secret>> drawn(CaseRow row, Account account) {
    Optional<List<Secret>> drawn = rebinding.drawCodes(row);
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
          trail.record(new Actor.Claimant(), new RecoveryEvent.CaseCancelled(it.caseId(), it.subject()));
        });
  }

  private static String binding(CaseRow row) {
    return "case:" + row.id;
  }
}
