package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import regain.enrollment.Census;
import regain.enrollment.Census.Held;
import regain.enrollment.Contacts;
import regain.enrollment.Passkeys;
import regain.enrollment.RecoveryCodes;
import regain.enrollment.port.Account;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Evidence;
import regain.policy.Method;
import regain.policy.Policy;
import regain.policy.Purpose;
import regain.recovery.Readiness;

/** What a person holds, as the evidence that it would be. */
@Dependent
class HeldMeans implements Readiness {
  private static final Duration LONG = Duration.ofDays(1);

  private final Transactions transactions;
  private final CaseStore store;
  private final Census census;
  private final Policy policy;
  private final Devices devices;
  private final Passkeys passkeys;
  private final RecoveryCodes codes;
  private final Contacts contacts;

  @Inject
  HeldMeans(
      Transactions transactions,
      CaseStore store,
      Census census,
      Policy policy,
      Devices devices,
      Passkeys passkeys,
      RecoveryCodes codes,
      Contacts contacts) {
    this.transactions = transactions;
    this.store = store;
    this.census = census;
    this.policy = policy;
    this.devices = devices;
    this.passkeys = passkeys;
    this.codes = codes;
    this.contacts = contacts;
  }

  @Override
  public Ready of(Account account) {
    boolean device = devices.of(account.person()).known().filter(it -> !it.isEmpty()).isPresent();
    Held held = transactions.begin(() -> census.of(account.person()));
    return ready(account, held, device, transactions.begin(store::now));
  }

  @Override
  public Map<PersonId, Ready> of(List<Account> accounts) {
    Set<PersonId> owners = devices.owners();
    Map<PersonId, Held> held = transactions.begin(census::take);
    Instant now = transactions.begin(store::now);
    var ready = new HashMap<PersonId, Ready>();
    for (Account each : accounts) {
      PersonId person = each.person();
      ready.put(person, ready(each, held.getOrDefault(person, Held.NOTHING), owners.contains(person), now));
    }
    return ready;
  }

  /** @param since what was added since then does not count */
  Map<PersonId, Ready> of(List<Account> accounts, Optional<Instant> since) {
    if (since.isEmpty()) {
      return of(accounts);
    }
    Set<PersonId> owners = devices.owners();
    return transactions.begin(
        () -> {
          Instant now = store.now();
          var ready = new HashMap<PersonId, Ready>();
          accounts.forEach(
              it -> ready.put(
                  it.person(), ready(it, before(it.person(), since.get()), owners.contains(it.person()), now)));
          return ready;
        });
  }

  private Held before(PersonId person, Instant since) {
    return new Held(
        (int) passkeys.of(person).stream().filter(it -> it.madeAt().isBefore(since)).count(),
        codes.of(person).filter(it -> it.left() > 0 && it.madeAt().isBefore(since)).isPresent(),
        contacts.channels(person).stream()
            .anyMatch(it -> !it.openedByAccount() && it.confirmedAt().isBefore(since)));
  }

  private Ready ready(Account account, Held held, boolean device, Instant now) {
    List<Evidence> evidence = evidence(held, device, now);
    return new Ready(
        held.passkeys() > 0,
        way(account, Purpose.BINDING, evidence),
        account.population().isAlwaysVouchedFor()
            ? vouched(account, evidence, now)
            : way(account, Purpose.RECOVERY, evidence));
  }

  /** As if whoever the directory names as supervisor had vouched already. Nobody sees to a second attester beforehand. */
  private Way vouched(Account account, List<Evidence> held, Instant now) {
    var evidence = new ArrayList<>(held);
    account.supervisor().ifPresent(it -> evidence.add(shown(Method.SUPERVISOR_ATTESTATION, now)));
    Way way = way(account, Purpose.EXCEPTION, evidence);
    return new Way(
        way.open(),
        true,
        way.missing().stream().filter(it -> it != Method.INDEPENDENT_ATTESTATION).collect(Collectors.toSet()));
  }

  private Way way(Account account, Purpose purpose, List<Evidence> held) {
    return policy.path(account.population(), purpose)
        .map(it -> new Way(true, false, it.missing(held)))
        .orElseGet(() -> new Way(false, false, Set.of()));
  }

  private static List<Evidence> evidence(Held held, boolean device, Instant now) {
    var evidence = new ArrayList<Evidence>();
    if (held.passkeys() > 0) {
      evidence.add(shown(Method.PASSKEY, now));
    }
    if (held.codes()) {
      evidence.add(shown(Method.RECOVERY_CODE, now));
    }
    if (held.contact()) {
      evidence.add(shown(Method.CONTACT_CODE, now));
    }
    if (device) {
      evidence.add(shown(Method.MANAGED_DEVICE, now));
    }
    return evidence;
  }

  private static Evidence shown(Method method, Instant now) {
    return new Evidence(method, method.name(), false, now, now.plus(LONG));
  }
}
