package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import regain.enrollment.Contacts;
import regain.enrollment.Passkeys;
import regain.enrollment.RecoveryCodes;
import regain.enrollment.port.Account;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Evidence;
import regain.policy.Method;
import regain.policy.Path;
import regain.policy.Purpose;
import regain.recovery.Readiness;

/** What a person holds, as the evidence that it would be. */
@Dependent
class HeldMeans implements Readiness {
  private static final Duration LONG = Duration.ofDays(1);

  private final Transactions transactions;
  private final CaseStore store;
  private final Passkeys passkeys;
  private final RecoveryCodes codes;
  private final Contacts contacts;

  @Inject
  HeldMeans(
      Transactions transactions, CaseStore store, Passkeys passkeys, RecoveryCodes codes, Contacts contacts) {
    this.transactions = transactions;
    this.store = store;
    this.passkeys = passkeys;
    this.codes = codes;
    this.contacts = contacts;
  }

  @Override
  public Ready of(Account account) {
    List<Evidence> held = transactions.begin(() -> held(account.person(), store.now()));
    return new Ready(way(account, Purpose.BINDING, held), way(account, Purpose.RECOVERY, held));
  }

  private static Way way(Account account, Purpose purpose, List<Evidence> held) {
    return Path.of(account.population(), purpose)
        .map(it -> new Way(true, it.missing(held)))
        .orElseGet(() -> new Way(false, Set.of()));
  }

  private List<Evidence> held(PersonId person, Instant now) {
    var held = new ArrayList<Evidence>();
    passkeys.of(person).forEach(it -> held.add(evidence(Method.PASSKEY, it.id().toString(), false, now)));
    codes.of(person)
        .filter(it -> it.left() > 0)
        .ifPresent(it -> held.add(evidence(Method.RECOVERY_CODE, it.id().toString(), false, now)));
    contacts.of(person).stream()
        .filter(it -> it.provisionalUntil().filter(now::isBefore).isEmpty())
        .forEach(it -> held.add(evidence(Method.CONTACT_CODE, it.address(), it.openedByAccount(), now)));
    return held;
  }

  private static Evidence evidence(Method method, String means, boolean openedByAccount, Instant now) {
    return new Evidence(method, means, openedByAccount, now, now.plus(LONG));
  }
}
