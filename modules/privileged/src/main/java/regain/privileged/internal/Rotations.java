package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import regain.audit.Trail;
import regain.audit.Word;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Account.Role;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.privileged.GrantEvent;
import regain.privileged.Secrets;
import regain.privileged.port.PrivilegePolicy;
import regain.privileged.internal.RotationBook.Had;
import regain.privileged.port.SharedSecret;

/** What somebody who came back could know: it is written down, owed, and seen to be over. */
@Dependent
class Rotations implements Secrets {
  static final String KIND = "ROTATE_SECRET";

  private final Transactions transactions;
  private final GrantBook grants;
  private final RotationBook book;
  private final PrivilegePolicy policy;
  private final Duties duties;
  private final Chance chance;
  private final People people;
  private final Trail trail;

  @Inject
  Rotations(
      Transactions transactions,
      GrantBook grants,
      RotationBook book,
      PrivilegePolicy policy,
      Duties duties,
      Chance chance,
      People people,
      Trail trail) {
    this.transactions = transactions;
    this.grants = grants;
    this.book = book;
    this.policy = policy;
    this.duties = duties;
    this.chance = chance;
    this.people = people;
    this.trail = trail;
  }

  /** Owes that everything is renewed that they could know and that was not since they had it. Joins; once for a case. */
  void owe(PersonId person, CaseId caseId) {
    Set<String> owed = book.of(caseId).stream().map(it -> it.secret).collect(Collectors.toSet());
    known(person).stream().filter(it -> !owed.contains(it.name())).forEach(it -> {
      var row = new RotationRow(chance.uuid(), caseId, person, it, grants.now());
      book.add(row);
      duties.owe(duty("rotate", row));
      trail.record(
          new Actor.House("grants"),
          new GrantEvent.SecretOwed(caseId, Optional.of(person), new Word(it.target()), new Word(it.name())));
    });
  }

  /** What they could know that was not renewed since. A name that policy does not have any more may have stood for anything there. */
  private List<SharedSecret> known(PersonId person) {
    List<Had> had = book.had(person, grants.now());
    return policy.shared().stream()
        .filter(
            secret -> had.stream()
                .filter(it -> it.target().equals(secret.target()))
                .filter(it -> policy.named(it.entitlement()).map(each -> policy.knownBy(each).contains(secret))
                    .orElse(true))
                .anyMatch(it -> book.renewedAt(secret).filter(it.until()::isBefore).isEmpty()))
        .toList();
  }

  private static Duty duty(String what, RotationRow row) {
    return new Duty(
        KIND, what + ":" + row.id, Optional.of(row.recovery()), Map.of("rotation", row.id.toString()));
  }

  /**
   * There is a new one. Joins.
   *
   * @param asked before the target was
   */
  void rotated(RotationRow row, Optional<String> before, Instant asked) {
    row.rotated(asked, before.orElse(null));
    if (before.isPresent()) {
      Duration overlap = policy.secret(row.secret).map(SharedSecret::overlap).orElse(Duration.ZERO);
      duties.owe(duty("retire", row), grants.now().plus(overlap));
    } else if (!row.isDone()) {
      over(row, Optional.empty());
    }
  }

  /** The one before is over. Joins. */
  void retired(RotationRow row) {
    row.retired();
    if (!row.isDone()) {
      over(row, Optional.empty());
    }
  }

  /** The target cannot. Joins. */
  void byHand(RotationRow row) {
    row.byHand = true;
    trail.record(
        new Actor.House("grants"),
        new GrantEvent.SecretByHand(
            row.recovery(), Optional.of(row.person()), new Word(row.target), new Word(row.secret)));
  }

  /** What they could know opens nothing any more. Joins. */
  void over(RotationRow row, Optional<PersonId> by) {
    row.done(grants.now());
    row.doneBy = by.map(PersonId::value).orElse(null);
    trail.record(
        by.map(it -> (Actor) new Actor.Human(it)).orElseGet(() -> new Actor.House("grants")),
        new GrantEvent.SecretRenewed(
            row.recovery(), Optional.of(row.person()), new Word(row.target), new Word(row.secret), by));
  }

  private static void require(Holder by) {
    if (!by.account().roles().contains(Role.SECURITY)) {
      throw new IllegalArgumentException("only the security team sees what is to be renewed");
    }
  }

  @Override
  public List<Due> due(Holder by) {
    require(by);
    return transactions.begin(
        () -> {
          Set<String> theirs = theirs(by.person());
          return book.due(MOST).stream()
              .map(it -> shown(it, it.person().equals(by.person()) || theirs.contains(it.secret)))
              .toList();
        });
  }

  private Set<String> theirs(PersonId person) {
    return known(person).stream().map(SharedSecret::name).collect(Collectors.toSet());
  }

  /** Of what they could know themselves nobody is told what opens still. */
  private Due shown(RotationRow row, boolean own) {
    return new Due(
        row.id,
        own ? "" : policy.secret(row.secret).map(SharedSecret::says).orElse(row.secret),
        own ? "" : row.target,
        row.recovery().number(),
        row.owedAt,
        row.stage(),
        Optional.ofNullable(row.why).filter(it -> !own),
        own,
        row.isForPeople());
  }

  @Override
  public boolean renewed(Holder by, UUID id) {
    require(by);
    Set<PersonId> waiting = transactions.begin(() -> book.lock(id).map(book::waiting).orElse(Set.of()));
    boolean other = people.of(waiting).known()
        .filter(it -> it.values().stream().noneMatch(each -> each.isOneWith(by.account())))
        .isPresent();
    return by.fresh() && other && transactions.begin(
        () -> book.lock(id)
            .filter(it -> it.isForPeople() && waiting.containsAll(book.waiting(it)) && !couldKnow(by.person(), it))
            .map(it -> {
              over(it, Optional.of(by.person()));
              return true;
            })
            .orElse(false));
  }

  private boolean couldKnow(PersonId person, RotationRow row) {
    return book.waiting(row).contains(person) || theirs(person).contains(row.secret);
  }
}
