package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.audit.Personal;
import regain.audit.Trail;
import regain.enrollment.Signing;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
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
  private final PeopleNames names;
  private final Security security;
  private final Trail trail;
  private final Chance chance;

  @Inject
  CuttingOff(Transactions transactions, CaseStore store, Directory directory, PeopleNames names, Security security,
      Trail trail,
      Chance chance) {
    this.transactions = transactions;
    this.store = store;
    this.directory = directory;
    this.names = names;
    this.security = security;
    this.trail = trail;
    this.chance = chance;
  }

  @Override
  public Optional<List<Provider>> all(Holder by) {
    Reviewing.require(by);
    Fact<Directory.Roll> roll = directory.partakers(MOST_PEOPLE);
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
        names.of(row.closedBy), row.closedBy.equals(by.person().value()), row.closedAt, row.because);
  }

  @Override
  public void cutOff(Holder by, String provider, String because) {
    Reviewing.require(by);
    if (because.isBlank() || because.length() > MOST_BECAUSE) {
      throw new IllegalArgumentException("a reason, and not a long one");
    }
    List<Account> team = security.people().known().orElse(List.of());
    transactions.run(
        () -> {
          if (store.closure(provider).isEmpty()) {
            var row = new ClosureRow(provider, Signing.line(because), by.person(), store.now());
            var act = new CaseId(chance.uuid());
            store.add(row);
            trail.record(
                new Actor.Human(by.person()),
                new RecoveryEvent.ProviderCutOff(act, Optional.empty(), by.person(), new Personal(provider)));
            tell(team, Post.Kind.PROVIDER_CUT_OFF, act, by, row);
          }
        });
  }

  @Override
  public boolean readmit(Holder by, String provider) {
    Reviewing.require(by);
    List<Account> team = security.people().known().orElse(List.of());
    return transactions.begin(
        () -> {
          Optional<ClosureRow> row = store.closure(provider)
              .filter(it -> !it.closedBy.equals(by.person().value()));
          row.ifPresent(
              it -> {
                var act = new CaseId(chance.uuid());
                store.remove(it);
                trail.record(
                    new Actor.Human(by.person()),
                    new RecoveryEvent.ProviderReadmitted(act, Optional.empty(), by.person(), new Personal(provider)));
                tell(team, Post.Kind.PROVIDER_READMITTED, act, by, it);
              });
          return row.isPresent();
        });
  }

  private void tell(List<Account> team, Post.Kind kind, CaseId act, Holder by, ClosureRow row) {
    security.tell(
        team,
        kind,
        act,
        Map.of(
            "provider", row.provider.isEmpty() ? "–" : Signing.line(row.provider),
            "because", row.because,
            "by", by.account().displayName()));
  }
}
