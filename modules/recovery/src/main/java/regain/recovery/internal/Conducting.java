package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import regain.audit.Trail;
import regain.enrollment.Signing;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.Actor;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.recovery.Changes;
import regain.recovery.MassResetEvent;
import regain.recovery.MassResets;

/** What reviewers do with mass resets. Starting one takes two of them; holding, stopping and ending it only takes away. */
@Dependent
class Conducting implements MassResets {
  private static final String NOBODY = "–";

  private final Transactions transactions;
  private final Drafting drafting;
  private final MassResetBook book;
  private final Tallies tallies;
  private final Waves waves;
  private final Finishing finishing;
  private final Changes changes;
  private final CaseStore store;
  private final Directory directory;
  private final Trail trail;

  @Inject
  Conducting(
      Transactions transactions,
      Drafting drafting,
      MassResetBook book,
      Tallies tallies,
      Waves waves,
      Finishing finishing,
      Changes changes,
      CaseStore store,
      Directory directory,
      Trail trail) {
    this.transactions = transactions;
    this.drafting = drafting;
    this.book = book;
    this.tallies = tallies;
    this.waves = waves;
    this.finishing = finishing;
    this.changes = changes;
    this.store = store;
    this.directory = directory;
    this.trail = trail;
  }

  @Override
  public List<Line> all(Holder by) {
    Reviewing.require(by);
    Tallies.Names names = called(transactions.begin(tallies::proposers));
    return transactions.begin(() -> tallies.lines(by, names));
  }

  /** Asks the directory: not inside a transaction. */
  private Tallies.Names called(Set<UUID> people) {
    Map<UUID, String> names = people.stream().collect(Collectors.toMap(it -> it, this::name));
    return person -> person == null ? NOBODY : names.getOrDefault(person, NOBODY);
  }

  private String name(UUID person) {
    return directory.account(new PersonId(person)).known().flatMap(it -> it).map(Account::displayName).orElse(NOBODY);
  }

  @Override
  public Drafted draft(Holder by, Wish wish) {
    Reviewing.require(by);
    return drafting.draft(by, wish);
  }

  private record Paper(MassResetRow row, Plan plan, List<MemberRow> members, boolean own) {}

  @Override
  public Optional<Preview> preview(Holder by, UUID reset) {
    Reviewing.require(by);
    Optional<Paper> paper = transactions.begin(
        () -> book.find(reset).map(
            it -> {
              read(it, by);
              return new Paper(it, tallies.plan(it), book.members(it.id), tallies.isOwn(it, by));
            }));
    return paper.map(
        it -> {
          Optional<Map<PersonId, Standing>> now = drafting.now(it.row(), it.members());
          boolean signable = changes.deed(by, reset).isPresent();
          return new Preview(
              it.plan(), Drafting.sorted(it.members(), now.orElse(Map.of())), now.isPresent(), signable, it.own());
        });
  }

  private void read(MassResetRow row, Holder by) {
    trail.record(
        new Actor.Human(by.person()), new MassResetEvent.MassResetRead(row.act(), Optional.empty(), by.person()));
  }

  @Override
  public Optional<Progress> progress(Holder by, UUID reset, int page) {
    return shown(by, reset, (row, names) -> tallies.progress(row, Math.max(0, page), names));
  }

  @Override
  public Optional<Report> report(Holder by, UUID reset) {
    return shown(by, reset, tallies::report);
  }

  private <T> Optional<T> shown(Holder by, UUID reset, BiFunction<MassResetRow, Tallies.Names, T> how) {
    Reviewing.require(by);
    Tallies.Names names = called(transactions.begin(() -> book.find(reset).map(tallies::involved)).orElse(Set.of()));
    return transactions.begin(
        () -> book.find(reset).filter(it -> !it.is(Condition.DRAFT)).map(
            it -> {
              read(it, by);
              return how.apply(it, names);
            }));
  }

  @Override
  public boolean pause(Holder by, UUID reset) {
    return changed(
        by, reset, it -> it.is(Condition.RUNNING),
        it -> {
          it.pauseNow();
          trail.record(
              new Actor.Human(by.person()),
              new MassResetEvent.MassResetPaused(it.act(), Optional.empty(), by.person()));
        });
  }

  @Override
  public boolean resume(Holder by, UUID reset) {
    return changed(
        by, reset, it -> it.is(Condition.PAUSED),
        it -> {
          it.resume(store.now());
          waves.owe(it, store.now());
          trail.record(
              new Actor.Human(by.person()),
              new MassResetEvent.MassResetResumed(it.act(), Optional.empty(), by.person()));
        });
  }

  @Override
  public boolean stop(Holder by, UUID reset) {
    return changed(
        by, reset, it -> it.is(Condition.RUNNING) || it.is(Condition.PAUSED),
        it -> {
          finishing.stop(it, Optional.of(by.person()));
          finishing.look(it);
        });
  }

  @Override
  public boolean end(Holder by, UUID reset, String because) {
    if (because.isBlank() || because.length() > Changes.MOST_BECAUSE) {
      throw new IllegalArgumentException("a reason, and not a long one");
    }
    return changed(
        by, reset, MassResetRow::isOpen,
        it -> finishing.end(it, Optional.of(by.person()), Signing.line(because)));
  }

  /** Does it under a lock, if it can be done. */
  private boolean changed(
      Holder by, UUID reset, Predicate<MassResetRow> can, Consumer<MassResetRow> change) {
    Reviewing.require(by);
    return transactions.begin(
        () -> {
          Optional<MassResetRow> row = book.lock(reset).filter(can);
          row.ifPresent(change);
          return row.isPresent();
        });
  }
}
