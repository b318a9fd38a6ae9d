package regain.keycloak;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.policy.Eligibility;
import regain.policy.Fact;
import regain.policy.Population;

/** A directory in which everybody has this name. */
public record OnePerson(String name) implements Directory {
  @Override
  public Fact<Optional<Account>> named(String typed) {
    return Fact.unavailable();
  }

  @Override
  public Fact<Optional<Account>> account(PersonId person) {
    return Fact.known(
        Optional.of(
            new Account(
                person, name, name, Population.EMPLOYEE, Eligibility.ELIGIBLE, Optional.empty(), List.of(),
                Locale.ENGLISH, Set.of(), Set.of(), Optional.empty(), Optional.empty(),
                Optional.empty())));
  }

  @Override
  public Fact<Map<PersonId, Account>> accounts(Set<PersonId> people) {
    return Fact.unavailable();
  }

  @Override
  public Fact<Set<PersonId>> holders(Set<String> addresses) {
    return Fact.unavailable();
  }

  @Override
  public Set<String> groups() {
    return Set.of();
  }

  @Override
  public Fact<Roll> roll(int most) {
    return Fact.unavailable();
  }

  @Override
  public Fact<Roll> changed(Instant since, int most) {
    return Fact.unavailable();
  }

  @Override
  public Fact<Roll> partakers(int most) {
    return Fact.unavailable();
  }

  @Override
  public Fact<Boolean> passwordFits(PersonId person, Secret password) {
    return Fact.unavailable();
  }
}
