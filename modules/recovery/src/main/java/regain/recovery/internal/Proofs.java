package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import regain.enrollment.Codes;
import regain.enrollment.Invitations;
import regain.enrollment.Passkey;
import regain.enrollment.Passkeys;
import regain.enrollment.RecoveryCodes;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.Chance;
import regain.kernel.Keyring;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.policy.Method;
import regain.policy.Policy;
import regain.policy.Population;
import regain.policy.Purpose;
import regain.recovery.Refusal;
import regain.recovery.ShownDevice;
import regain.recovery.internal.EvidenceRow.Proof;
import regain.signals.Limits.Limit;
import regain.signals.Limits;

/**
 * Looks at what somebody shows: outside any lock, and changing nothing but what is used up by it. Nothing here depends on
 * whether the name exists, but the answer, which is the same for all that does not fit.
 */
@Dependent
class Proofs {
  private final Transactions transactions;
  private final Steps steps;
  private final Announcing announcing;
  private final Directory directory;
  private final Passkeys passkeys;
  private final Codes codes;
  private final Invitations invitations;
  private final Devices devices;
  private final RecoveryCodes kits;
  private final Limits limits;
  private final Chance chance;
  private final Keyring keyring;
  private final Policy policy;

  @Inject
  Proofs(
      Transactions transactions,
      Steps steps,
      Announcing announcing,
      Directory directory,
      Passkeys passkeys,
      Codes codes,
      Invitations invitations,
      Devices devices,
      RecoveryCodes kits,
      Limits limits,
      Chance chance,
      Keyring keyring,
      Policy policy) {
    this.transactions = transactions;
    this.steps = steps;
    this.announcing = announcing;
    this.directory = directory;
    this.passkeys = passkeys;
    this.codes = codes;
    this.invitations = invitations;
    this.devices = devices;
    this.kits = kits;
    this.limits = limits;
    this.chance = chance;
    this.keyring = keyring;
    this.policy = policy;
  }

  /** What came of trying a proof, before the case knows. */
  sealed interface Tried {
    record Proven(PersonId person, Proof proof) implements Tried {}

    record Failed(String why, Refusal refusal) implements Tried {}

    /** A failure that is counted against nobody. */
    record Shrugged(String why, Refusal refusal) implements Tried {}
  }

  Tried passkey(CaseRow row, String answer) {
    if (row.purpose() != Purpose.BINDING && row.purpose() != Purpose.REPORT) {
      return new Tried.Shrugged("not-this-purpose", Refusal.DOES_NOT_FIT);
    }
    return switch (transactions.begin(() -> passkeys.verify(CodeChoices.binding(row), answer))) {
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
    Optional<Account> same = named.known().flatMap(it -> it).filter(it -> it.person().equals(passkey.person()));
    if (same.isEmpty()) {
      return new Tried.Failed("another-name", Refusal.DOES_NOT_FIT);
    }
    // Policy counts it for nothing; here it is only said why.
    boolean wants = row.purpose().gives() && same.get().population().isPrivileged()
        && policy.path(same.get().population(), row.purpose()).isPresent();
    if (wants && passkey.synced()) {
      return new Tried.Shrugged("copyable", Refusal.PASSKEY_SYNCED);
    }
    return wants && transactions.begin(() -> steps.wasJustAdded(passkey))
        ? new Tried.Shrugged("too-new", Refusal.PASSKEY_TOO_NEW)
        : new Tried.Proven(passkey.person(), Proof.of(Method.PASSKEY, passkey.id()));
  }

  /**
   * For somebody who is not there everything is asked all the same, about an id that nobody has, so that it takes as
   * long. Somebody who ever had a passkey is not there either: their password opens nothing here any more, also when the
   * passkey was taken away since.
   */
  Tried password(CaseRow row, Secret password) {
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

  Tried invitation(CaseRow row, Secret typed) {
    if (row.purpose() != Purpose.ENROLLMENT) {
      return new Tried.Shrugged("not-this-purpose", Refusal.DOES_NOT_FIT);
    }
    Fact<Optional<Account>> named = directory.named(row.name);
    if (named.unavailableNow()) {
      return new Tried.Failed("directory-unavailable", Refusal.TRY_LATER);
    }
    Optional<Account> account = named.known().flatMap(it -> it);
    PersonId person = account.map(Account::person).orElseGet(() -> new PersonId(chance.uuid()));
    return transactions
        .begin(() -> typed.open(code -> invited(account, person, new String(code))))
        .<Tried>map(it -> new Tried.Proven(person, Proof.of(Method.INVITATION, it)))
        .orElseGet(() -> new Tried.Failed("wrong", Refusal.DOES_NOT_FIT));
  }

  /**
   * Whoever is privileged and had a passkey before comes back by no supervisor's word: what would be a first passkey is one
   * in place of those that are lost. A founder's code is not of a supervisor, but of whoever is at the host.
   */
  private Optional<UUID> invited(Optional<Account> account, PersonId person, String typed) {
    boolean ever = passkeys.ever(person);
    boolean elsewhere = account.map(Account::population).filter(Population::isPrivileged).isPresent();
    return invitations.fits(person, typed)
        .filter(it -> !ever || !elsewhere || invitations.witness(it).isEmpty());
  }

  /** Nothing is used up for a way that leads nowhere. */
  private boolean comesBack(CaseRow row) {
    return row.purpose().comesBack() && (row.purpose() == Purpose.RECOVERY || policy.hasAttestations());
  }

  /** For somebody who is not there the codes of somebody who has none are looked through, and fit as little. */
  Tried recoveryCode(CaseRow row, Secret typed) {
    if (!comesBack(row) && row.purpose() != Purpose.REPORT) {
      return new Tried.Shrugged("not-this-purpose", Refusal.DOES_NOT_FIT);
    }
    Fact<Optional<Account>> named = directory.named(row.name);
    if (named.unavailableNow()) {
      return new Tried.Failed("directory-unavailable", Refusal.TRY_LATER);
    }
    Optional<Account> account = named.known().flatMap(it -> it);
    PersonId person = account.map(Account::person).orElseGet(() -> new PersonId(chance.uuid()));
    // Two codes of one kit at the same moment owe the same letter.
    return switch (transactions.beginAgain(() -> use(row, account, person, typed))) {
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

  /** In a report of a loss all that does not fit is one answer, also when nobody has the name, and counts against nobody. */
  Tried code(CaseRow row, Secret typed) {
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

  /**
   * The name and the computer are both looked up, whatever comes of either, so that it costs the same for every name. Only a
   * computer that is somebody else's counts as a failure: everything else could be shown by anybody.
   */
  Tried device(CaseRow row, ShownDevice shown) {
    if (!comesBack(row) && row.purpose() != Purpose.ENROLLMENT) {
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
}
