package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.PersonId;
import regain.policy.Eligibility;
import regain.policy.Fact;
import regain.recovery.MassResets.Standing;
import regain.recovery.Readiness.Ready;

/**
 * Whom a list of names means, and how each of them would come back. The directory is asked for everybody at once, and then
 * only for those who are not among the people whose accounts may be used. Not inside a transaction.
 */
@Dependent
class Roster {
  private static final int MOST_PEOPLE = 20_000;

  private final Directory directory;
  private final HeldMeans held;

  @Inject
  Roster(Directory directory, HeldMeans held) {
    this.directory = directory;
    this.held = held;
  }

  /** @param name as typed */
  record Entry(String name, String displayName, Optional<PersonId> person, Standing standing) {}

  private record Found(String name, Optional<Account> account) {}

  /** In the order of the list; whoever stands in it twice is there once. Unavailable when the directory did not answer. */
  Fact<List<Entry>> read(List<String> names, Optional<Instant> since) {
    Map<String, List<Account>> usable = directory.roll(MOST_PEOPLE).known()
        .map(it -> it.people().stream().collect(Collectors.groupingBy(each -> lower(each.name()))))
        .orElse(Map.of());
    var found = new ArrayList<Found>();
    var seen = new HashSet<Object>();
    for (String name : names) {
      List<Account> same = usable.getOrDefault(lower(name), List.of());
      Fact<Optional<Account>> one = same.size() == 1 ? Fact.known(Optional.of(same.getFirst())) : directory.named(name);
      if (one.unavailableNow()) {
        return Fact.unavailable();
      }
      Optional<Account> account = one.known().flatMap(it -> it);
      if (seen.add(account.<Object>map(Account::person).orElseGet(() -> lower(name)))) {
        found.add(new Found(name, account));
      }
    }
    Map<PersonId, Ready> ready = held.of(found.stream().flatMap(it -> it.account().stream()).toList(), since);
    return Fact.known(found.stream().map(it -> entry(it, ready)).toList());
  }

  /** The same people as they are now, by their immutable ids. */
  Fact<Map<PersonId, Standing>> now(List<PersonId> people, Optional<Instant> since) {
    Map<PersonId, Account> usable = directory.roll(MOST_PEOPLE).known()
        .map(it -> it.people().stream().collect(Collectors.toMap(Account::person, Function.identity(), (a, b) -> a)))
        .orElse(Map.of());
    var accounts = new HashMap<PersonId, Optional<Account>>();
    for (PersonId each : people) {
      Fact<Optional<Account>> one = Optional.ofNullable(usable.get(each))
          .map(it -> Fact.known(Optional.of(it)))
          .orElseGet(() -> directory.account(each));
      if (one.unavailableNow()) {
        return Fact.unavailable();
      }
      accounts.put(each, one.known().flatMap(it -> it));
    }
    Map<PersonId, Ready> ready = held.of(accounts.values().stream().flatMap(Optional::stream).toList(), since);
    var standings = new HashMap<PersonId, Standing>();
    accounts.forEach((person, account) -> standings.put(person, standing(account, ready)));
    return Fact.known(standings);
  }

  /** One of them, of whom the directory has said this. */
  Standing now(Optional<Account> account) {
    return standing(account, held.of(account.stream().toList(), Optional.empty()));
  }

  private static Entry entry(Found found, Map<PersonId, Ready> ready) {
    return new Entry(
        found.name(),
        found.account().map(Account::displayName).orElse(""),
        found.account().map(Account::person),
        found.account().isEmpty() ? Standing.NOT_FOUND : standing(found.account(), ready));
  }

  private static Standing standing(Optional<Account> account, Map<PersonId, Ready> ready) {
    return account
        .filter(it -> it.eligibility() == Eligibility.ELIGIBLE)
        .map(
            it -> it.population().isPrivileged()
                ? Standing.ELSEWHERE
                : Optional.ofNullable(ready.get(it.person())).map(Roster::standing).orElse(Standing.STRANDED))
        .orElse(Standing.OUT);
  }

  private static Standing standing(Ready ready) {
    if (ready.enrolled() && ready.password().ready()) {
      return Standing.PASSKEY;
    }
    return ready.passkey().ready() || ready.password().ready() ? Standing.PATH : Standing.STRANDED;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
