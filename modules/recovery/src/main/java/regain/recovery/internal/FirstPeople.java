package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.audit.Trail;
import regain.enrollment.Invitations;
import regain.enrollment.Passkey;
import regain.enrollment.Passkeys;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Eligibility;
import regain.policy.Fact;
import regain.recovery.Founders;
import regain.recovery.RecoveryEvent;

/** Founding, as rows: who is named comes from the operator, who they are from the directory, what they hold from here. */
@Dependent
class FirstPeople implements Founders {
  private static final Actor FOUNDING = new Actor.House("founding");

  private final Transactions transactions;
  private final FoundingBook book;
  private final Directory directory;
  private final Passkeys passkeys;
  private final Invitations invitations;
  private final Security security;
  private final Trail trail;
  private final Chance chance;

  @Inject
  FirstPeople(
      Transactions transactions,
      FoundingBook book,
      Directory directory,
      Passkeys passkeys,
      Invitations invitations,
      Security security,
      Trail trail,
      Chance chance) {
    this.transactions = transactions;
    this.book = book;
    this.directory = directory;
    this.passkeys = passkeys;
    this.invitations = invitations;
    this.security = security;
    this.trail = trail;
    this.chance = chance;
  }

  /** @param answered whether the directory said something about each name */
  private record Named(List<Account> people, int missed, boolean answered) {}

  /** Not inside a transaction: the directory is asked. */
  private Named named(List<String> names) {
    List<Fact<Optional<Account>>> told = names.stream().map(directory::named).toList();
    List<Account> usable = told.stream()
        .flatMap(it -> it.known().flatMap(account -> account).stream())
        .filter(it -> it.eligibility() == Eligibility.ELIGIBLE)
        .toList();
    return new Named(
        Security.distinct(usable), names.size() - usable.size(), told.stream().noneMatch(Fact::unavailableNow));
  }

  @Override
  public Optional<Standing> standing() {
    return transactions.begin(() -> book.newest().filter(FoundingRow::isOpen).map(FoundingRow::standing));
  }

  @Override
  public Optional<Invited> invite(List<String> names, Consumer<List<Code>> keep) {
    if (standing().isEmpty()) {
      return Optional.empty();
    }
    Named named = named(names);
    return transactions.begin(
        () -> {
          Optional<FoundingRow> open = book.lockOpen();
          open.ifPresent(
              it -> keep.accept(
                  named.people().stream()
                      .filter(each -> passkeys.of(each.person()).isEmpty())
                      .map(each -> new Code(each.name(), invitations.found(each.person())))
                      .toList()));
          return open.map(it -> new Invited(it.standing(), named.missed()));
        });
  }

  @Override
  public Optional<Standing> look(List<String> names) {
    Optional<Standing> before = standing();
    if (before.isEmpty()) {
      return before;
    }
    Named named = named(names);
    if (!named.answered()) {
      return before;
    }
    boolean enough = transactions.begin(() -> ready(named).size()) >= PEOPLE;
    List<Account> reviewers = enough ? security.people().known().orElse(List.of()) : List.of();
    return transactions.begin(() -> count(named, reviewers));
  }

  private Optional<Standing> count(Named named, List<Account> reviewers) {
    Optional<FoundingRow> open = book.lockOpen();
    List<Account> ready = ready(named);
    open.ifPresent(
        it -> {
          it.ready = ready.size();
          if (it.ready >= PEOPLE) {
            close(it, ready, everybody(named, reviewers));
          }
        });
    return open.filter(FoundingRow::isOpen).map(FoundingRow::standing);
  }

  private void close(FoundingRow row, List<Account> ready, List<Account> everybody) {
    row.closedAt = book.now();
    var act = new CaseId(chance.uuid());
    trail.record(
        FOUNDING,
        new RecoveryEvent.FoundingClosed(
            act,
            Optional.empty(),
            row.number,
            ready.stream().map(Account::person).collect(Collectors.toSet()),
            ready.stream().mapToInt(it -> keys(it.person())).sum()));
    String who = ready.stream().map(Account::displayName).collect(Collectors.joining(", "));
    security.tell(
        everybody, Post.Kind.FOUNDING_CLOSED, act, Map.of("who", who, "when", book.now().toString()));
  }

  private static List<Account> everybody(Named named, List<Account> reviewers) {
    return Stream.concat(named.people().stream(), reviewers.stream()).toList();
  }

  private List<Account> ready(Named named) {
    return named.people().stream().filter(it -> keys(it.person()) >= KEYS).toList();
  }

  /** Synced ones of one make lie with one provider, as a rule: whoever loses that account loses them all, so they are one. */
  private int keys(PersonId person) {
    List<Passkey> witnessed = passkeys.of(person).stream().filter(it -> it.provisionalUntil().isEmpty()).toList();
    long providers = witnessed.stream().filter(Passkey::synced).map(Passkey::make).distinct().count();
    long devices = witnessed.stream().filter(it -> !it.synced()).count();
    return Math.toIntExact(providers + devices);
  }

  @Override
  public Reopened reopen(List<String> names) {
    if (standing().isPresent()) {
      return Reopened.OPEN_ALREADY;
    }
    Named named = named(names);
    Fact<List<Account>> reviewers = security.people();
    if (!named.answered() || reviewers.known().isEmpty()) {
      return Reopened.NOBODY_TOLD;
    }
    List<Account> everybody = everybody(named, reviewers.known().orElseThrow());
    return transactions.begin(() -> open(everybody));
  }

  private Reopened open(List<Account> everybody) {
    if (book.lockOpen().isPresent()) {
      return Reopened.OPEN_ALREADY;
    }
    FoundingRow row = book.another();
    var act = new CaseId(chance.uuid());
    trail.record(FOUNDING, new RecoveryEvent.FoundingReopened(act, Optional.empty(), row.number));
    security.tell(everybody, Post.Kind.FOUNDING_REOPENED, act, Map.of("when", book.now().toString()));
    return Reopened.DONE;
  }
}
