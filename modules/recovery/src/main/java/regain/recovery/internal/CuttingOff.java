package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.audit.Personal;
import regain.audit.Trail;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.recovery.DeskProviders;
import regain.recovery.RecoveryEvent;

/** The switch for a provider of desk agents. */
@Dependent
class CuttingOff implements DeskProviders {
  private static final int MOST_PEOPLE = 20_000;

  private final Transactions transactions;
  private final CaseStore store;
  private final Directory directory;
  private final Trail trail;
  private final Chance chance;

  @Inject
  CuttingOff(Transactions transactions, CaseStore store, Directory directory, Trail trail, Chance chance) {
    this.transactions = transactions;
    this.store = store;
    this.directory = directory;
    this.trail = trail;
    this.chance = chance;
  }

  @Override
  public Optional<List<Provider>> all(Holder by) {
    Reviewing.require(by);
    Fact<Directory.Roll> roll = directory.roll(MOST_PEOPLE);
    Map<String, ClosureRow> closed = transactions.begin(store::closures).stream()
        .collect(Collectors.toMap(it -> it.provider, Function.identity()));
    return roll.known().map(
        it -> {
          var agents = new TreeMap<String, Integer>();
          closed.keySet().forEach(name -> agents.put(name, 0));
          it.people().stream()
              .filter(each -> each.roles().contains(Account.Role.DESK))
              .forEach(each -> agents.merge(each.provider().orElse(""), 1, Integer::sum));
          return agents.entrySet().stream()
              .map(
                  each -> new Provider(
                      each.getKey(),
                      each.getValue(),
                      Stream.ofNullable(closed.get(each.getKey())).findFirst().map(row -> closure(by, row))))
              .toList();
        });
  }

  private CutOff closure(Holder by, ClosureRow row) {
    return new CutOff(
        name(row.closedBy), row.closedBy.equals(by.person().value()), row.closedAt, row.because);
  }

  private String name(UUID person) {
    return directory.account(new PersonId(person)).known().flatMap(it -> it).map(Account::displayName).orElse("–");
  }

  @Override
  public void cutOff(Holder by, String provider, String because) {
    Reviewing.require(by);
    if (because.isBlank() || because.length() > MOST_BECAUSE) {
      throw new IllegalArgumentException("a reason, and not a long one");
    }
    transactions.run(
        () -> {
          if (store.closure(provider).isEmpty()) {
            store.add(new ClosureRow(provider, VerdictText.line(because), by.person(), store.now()));
            trail.record(
                new Actor.Human(by.person()),
                new RecoveryEvent.ProviderCutOff(
                    new CaseId(chance.uuid()), Optional.empty(), by.person(), new Personal(provider)));
          }
        });
  }

  @Override
  public boolean readmit(Holder by, String provider) {
    Reviewing.require(by);
    return transactions.begin(
        () -> {
          Optional<ClosureRow> row = store.closure(provider)
              .filter(it -> !it.closedBy.equals(by.person().value()));
          row.ifPresent(
              it -> {
                store.remove(it);
                trail.record(
                    new Actor.Human(by.person()),
                    new RecoveryEvent.ProviderReadmitted(
                        new CaseId(chance.uuid()), Optional.empty(), by.person(), new Personal(provider)));
              });
          return row.isPresent();
        });
  }
}
