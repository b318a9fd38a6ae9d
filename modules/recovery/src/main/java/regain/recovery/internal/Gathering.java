package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import regain.enrollment.Contacts;
import regain.enrollment.Passkey;
import regain.enrollment.Passkeys;
import regain.enrollment.RecoveryCodes;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.Arrival;
import regain.kernel.CaseId;
import regain.kernel.Keyring;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Eligibility;
import regain.policy.Evidence;
import regain.policy.Fact;
import regain.policy.Facts;
import regain.policy.Method;
import regain.policy.Population;
import regain.policy.Privilege;
import regain.recovery.Attestations.How;
import regain.recovery.port.RecoveryGrants;
import regain.signals.Picture;
import regain.signals.Signals;

/** Gathers facts: from the directory outside any transaction, from our own tables inside one. */
@Dependent
class Gathering {
  private final Transactions transactions;
  private final Directory directory;
  private final Signals signals;
  private final Passkeys passkeys;
  private final RecoveryCodes codes;
  private final Contacts contacts;
  private final Devices devices;
  private final AttestationBook book;
  private final PostureBook postures;
  private final Keyring keyring;
  private final CaseStore store;
  private final RecoveryGrants grants;

  @Inject
  Gathering(
      Transactions transactions,
      Directory directory,
      Signals signals,
      Passkeys passkeys,
      RecoveryCodes codes,
      Contacts contacts,
      Devices devices,
      AttestationBook book,
      PostureBook postures,
      Keyring keyring,
      CaseStore store,
      RecoveryGrants grants) {
    this.transactions = transactions;
    this.directory = directory;
    this.signals = signals;
    this.passkeys = passkeys;
    this.codes = codes;
    this.contacts = contacts;
    this.devices = devices;
    this.book = book;
    this.postures = postures;
    this.keyring = keyring;
    this.store = store;
    this.grants = grants;
  }

  /**
   * What the world says of a person, and when it was asked.
   *
   * @param devices the computers that are the person's, as means of proof
   * @param grants how far the grants over cases of theirs are, also of somebody who is privileged no more
   * @param witnesses those who have vouched in the case
   */
  record World(
      PersonId person,
      Fact<Optional<Account>> account,
      Fact<Set<String>> devices,
      Map<CaseId, Privilege.Stage> grants,
      Witnesses witnesses,
      Arrival arrival,
      Instant asOf) {
    Optional<Account> known() {
      return account.known().flatMap(it -> it);
    }

    Fact<Population> population() {
      return known().map(it -> Fact.known(it.population())).orElseGet(Fact::unavailable);
    }

    /** Somebody whom the directory no longer knows has left. */
    Fact<Eligibility> eligibility() {
      return account
          .known()
          .map(it -> Fact.known(it.map(Account::eligibility).orElse(Eligibility.LEFT)))
          .orElseGet(Fact::unavailable);
    }
  }

  /**
   * What the directory says of those whose word was given when it was asked. A word that was given since counts the next time.
   *
   * @param asked who they are
   */
  record Witnesses(Set<PersonId> asked, Fact<Map<PersonId, Account>> found) {
    private static final Witnesses NONE = new Witnesses(Set.of(), Fact.known(Map.of()));

    /** Whether it says anything of this one. */
    boolean tells(PersonId attester) {
      return asked.contains(attester) && found.known().isPresent();
    }

    /** Whether this one may still be used, and still has the role in which the word was given. */
    boolean stands(PersonId attester, Method as) {
      return found.known()
          .flatMap(it -> Optional.ofNullable(it.get(attester)))
          .filter(it -> it.eligibility() == Eligibility.ELIGIBLE)
          .filter(it -> as == Method.SUPERVISOR_ATTESTATION || it.roles().contains(Account.Role.ATTESTER))
          .isPresent();
    }
  }

  /** Asks the directory. Not in a transaction: a slow directory must hold no lock. */
  World world(CaseRow row, PersonId person, Arrival arrival) {
    Instant asOf = store.now();
    Fact<Optional<Account>> account = directory.account(person);
    return new World(person, account, devices.of(person), grants.of(person), witnesses(row), arrival, asOf);
  }

  private Witnesses witnesses(CaseRow row) {
    if (!row.isVouchedFor() && !row.wasRefusedByRisk()) {
      return Witnesses.NONE;
    }
    Set<PersonId> asked = transactions.begin(
        () -> book.of(row.caseId()).stream()
            .filter(AttestationRow::counts)
            .map(AttestationRow::attester)
            .collect(Collectors.toUnmodifiableSet()));
    return asked.isEmpty() ? Witnesses.NONE : new Witnesses(asked, directory.accounts(asked));
  }

  /** The facts of a case at this moment. Joins the caller's transaction, which holds the case's lock. */
  Facts facts(CaseRow row, World world) {
    Instant now = store.now();
    List<Evidence> evidence = EvidenceRow.telling(store.evidence(row.caseId()), now);
    List<Passkey> held = passkeys.of(world.person());
    List<Evidence> counting = evidence.stream()
        .filter(it -> it.freshUntil().isAfter(now) && stillHeld(row, it, world, held))
        .toList();
    Picture picture = signals.picture(world.person(), world.arrival());
    return new Facts(
        row.purpose(),
        population(row, world),
        world.eligibility(),
        !held.isEmpty(),
        counting,
        picture.browserRecognised(),
        picture.networkSeen(),
        picture.countryUsual(),
        store.recentFailures(world.person()),
        store.earlierCases(world.person()),
        provisional(evidence, held),
        store.frozenUntil(world.person()),
        postures.now(),
        privilege(row, world, counting, held),
        row.openedAt,
        world.asOf(),
        now);
  }

  /** Whoever was privileged while the case was open is so to its end: to be taken out of a group gets nobody out of the grant. */
  private static Fact<Population> population(CaseRow row, World world) {
    boolean demoted = row.wasPrivileged() && world.population().known().filter(it -> !it.isPrivileged()).isPresent();
    return demoted ? Fact.known(Population.PRIVILEGED) : world.population();
  }

  /** What counts for privileged people alone. Words of others are looked at after those that stand no more are void. */
  private Optional<Privilege> privilege(CaseRow row, World world, List<Evidence> counting, List<Passkey> held) {
    if (!row.purpose().gives() || population(row, world).known().filter(Population::isPrivileged).isEmpty()) {
      return Optional.empty();
    }
    boolean copyable = held.stream()
        .filter(it -> counting.stream().anyMatch(shown -> shown.means().equals(means(it))))
        .anyMatch(it -> it.synced() || wasJustAdded(it));
    boolean inPerson = book.of(row.caseId()).stream()
        .filter(AttestationRow::counts)
        .allMatch(it -> it.how().filter(how -> how == How.IN_PERSON).isPresent());
    return Optional.of(
        new Privilege(
            !copyable, inPerson, world.grants().getOrDefault(row.caseId(), Privilege.Stage.NONE)));
  }

  /** Whoever holds a passkey that can be copied could add one that cannot. One that a case has bound was looked at there. */
  boolean wasJustAdded(Passkey passkey) {
    return passkey.quarantinedUntil().filter(store.now()::isBefore).isPresent()
        && store.find(passkey.boundBy()).filter(it -> it.purpose().comesBack()).isEmpty();
  }

  /**
   * What was removed, suspended or replaced since it was shown proves nothing any more: a passkey, a sheet of codes, a
   * computer, and in a recovery a contact.
   */
  private boolean stillHeld(CaseRow row, Evidence evidence, World world, List<Passkey> held) {
    PersonId person = world.person();
    return switch (evidence.method()) {
      case PASSKEY -> held.stream().anyMatch(it -> means(it).equals(evidence.means()));
      case RECOVERY_CODE ->
        codes.of(person).filter(it -> evidence.means().equals(Method.RECOVERY_CODE + ":" + it.id())).isPresent();
      case CONTACT_CODE ->
        !row.purpose().comesBack()
            || contacts.channels(person).stream().anyMatch(it -> mailbox(it.address()).equals(evidence.means()));
      case MANAGED_DEVICE -> world.devices().known().filter(it -> it.contains(evidence.means())).isPresent();
      case SUPERVISOR_ATTESTATION, INDEPENDENT_ATTESTATION -> book.stands(row, evidence, world);
      case DIRECTORY_PASSWORD, INVITATION -> true;
    };
  }

  /** A mailbox as a means: the same for every way to write its address. */
  String mailbox(String address) {
    byte[] written = address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return "mailbox:" + keyring.pseudonym("regain/address/v1", written);
  }

  private static Optional<Instant> provisional(List<Evidence> evidence, List<Passkey> held) {
    return held.stream()
        .filter(it -> evidence.stream().anyMatch(shown -> shown.means().equals(means(it))))
        .flatMap(it -> it.provisionalUntil().stream())
        .max(Instant::compareTo);
  }

  private static String means(Passkey passkey) {
    return Method.PASSKEY + ":" + passkey.id();
  }
}
