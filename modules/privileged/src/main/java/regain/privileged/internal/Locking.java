package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Passkey;
import regain.enrollment.Passkeys;
import regain.enrollment.Sessions;
import regain.enrollment.port.Account.Role;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.privileged.Grant.Ending;
import regain.privileged.GrantEvent;
import regain.privileged.Locks;

/** The locks of the security team, and what they can do about those of a recovery. */
@Dependent
class Locking implements Locks {
  private final Transactions transactions;
  private final GrantBook book;
  private final LockBook locks;
  private final HeldGrants held;
  private final Connectors connectors;
  private final Passkeys passkeys;
  private final Sessions sessions;
  private final People people;
  private final Chance chance;
  private final Trail trail;

  @Inject
  Locking(
      Transactions transactions,
      GrantBook book,
      LockBook locks,
      HeldGrants held,
      Connectors connectors,
      Passkeys passkeys,
      Sessions sessions,
      People people,
      Chance chance,
      Trail trail) {
    this.transactions = transactions;
    this.book = book;
    this.locks = locks;
    this.held = held;
    this.connectors = connectors;
    this.passkeys = passkeys;
    this.sessions = sessions;
    this.people = people;
    this.chance = chance;
    this.trail = trail;
  }

  private static void require(Holder by) {
    if (!by.account().roles().contains(Role.SECURITY)) {
      throw new IllegalArgumentException("only the security team locks and lifts");
    }
  }

  @Override
  public List<Lock> all(Holder by) {
    require(by);
    List<LockRow> all = transactions.begin(locks::all);
    Map<PersonId, String> names = people.names(
        all.stream().flatMap(it -> it.person().stream()).collect(Collectors.toUnmodifiableSet()));
    return transactions.begin(() -> all.stream().map(it -> shown(by, it, names)).toList());
  }

  private Lock shown(Holder by, LockRow row, Map<PersonId, String> names) {
    String name = row.person().map(it -> names.getOrDefault(it, it.toString())).orElse(row.object);
    return new Lock(
        row.id, row.kind, name + row.entitlement().or(() -> label(row)).map(it -> ": " + it).orElse(""), row.setAt,
        row.recovery().map(CaseId::number), mayLift(row) && !isTheirs(by, row));
  }

  private Optional<String> label(LockRow row) {
    return row.factor().flatMap(it -> passkeys.find(row.person().orElseThrow(), it)).map(Passkey::label);
  }

  @Override
  public boolean lockPerson(Holder by, PersonId person) {
    require(by);
    return transactions.begin(() -> lock(by, Lock.On.PERSON, person.toString()));
  }

  @Override
  public boolean lockHolder(Holder by, UUID grant) {
    require(by);
    return transactions.begin(
        () -> book.find(grant).map(it -> lock(by, Lock.On.PERSON, it.person().toString())).orElse(false));
  }

  @Override
  public boolean lockGrant(Holder by, UUID grant) {
    require(by);
    return transactions.begin(
        () -> book.find(grant).filter(it -> !it.isRecovery())
            .map(it -> lock(by, Lock.On.GRANT, LockRow.grant(it)))
            .orElse(false));
  }

  @Override
  public boolean lockTarget(Holder by, String target) {
    require(by);
    return transactions.begin(
        () -> connectors.named(target).isPresent() && lock(by, Lock.On.TARGET, target));
  }

  @Override
  public List<Passkey> factors(Holder by, PersonId person) {
    require(by);
    return transactions.begin(() -> passkeys.of(person));
  }

  @Override
  public boolean lockFactor(Holder by, PersonId person, UUID passkey) {
    require(by);
    return transactions.begin(
        () -> passkeys.of(person).stream().anyMatch(it -> it.id().equals(passkey))
            && lock(by, Lock.On.FACTOR, LockRow.factor(person, passkey)));
  }

  private void lockFactor(PersonId person, UUID passkey) {
    passkeys.lock(person, passkey);
    sessions.endBegunWith(person, passkey);
    held.takeBack(person, Ending.LOCKED);
  }

  private boolean lock(Holder by, Lock.On kind, String object) {
    var row = new LockRow(chance.uuid(), kind, object, by.person(), book.now());
    Optional<PersonId> person = row.person();
    boolean there = kind == Lock.On.PERSON ? person.filter(locks::isByHand).isPresent() : locks.holds(kind, object);
    if (there || isTheirs(by, row)) {
      return false;
    }
    locks.add(row);
    trail.record(
        new Actor.Human(by.person()),
        new GrantEvent.LockSet(new CaseId(row.id), person, by.person(), kind, named(row)));
    switch (kind) {
      case PERSON -> held.takeBack(person.orElseThrow(), Ending.LOCKED);
      case GRANT -> held.takeBack(person.orElseThrow(), row.entitlement().orElseThrow(), Ending.LOCKED);
      case TARGET -> held.takeBack(object, Ending.LOCKED);
      case FACTOR -> lockFactor(person.orElseThrow(), row.factor().orElseThrow());
    }
    return true;
  }

  private static boolean isTheirs(Holder by, LockRow row) {
    return row.person().filter(by.person()::equals).isPresent();
  }

  private static Optional<Word> named(LockRow row) {
    return row.kind == Lock.On.TARGET
        ? Optional.of(new Word(row.object))
        : row.entitlement().or(() -> row.factor().map(UUID::toString)).map(Word::new);
  }

  /**
   * One of a recovery ends by itself when that is completed. Where it was broken off somebody may lift it, once nothing of the person is on a
   * target; and where it was completed, once it was found to be abuse and its time is over.
   */
  private boolean mayLift(LockRow row) {
    Optional<GrantRow> recovery = row.recovery().flatMap(it -> book.find(it.value()));
    boolean runs = recovery.filter(it -> !it.state.isOver()).isPresent();
    boolean completed = recovery.filter(it -> it.ending == Ending.USED).isPresent();
    boolean waits = row.isQuarantine()
        ? completed
        : row.untilAt != null && book.now().isBefore(row.untilAt);
    return row.recovery().isEmpty() || !runs && !waits && row.person().map(held::holding).orElse(List.of()).isEmpty();
  }

  @Override
  public boolean lift(Holder by, UUID lock) {
    require(by);
    return by.fresh() && transactions.begin(
        () -> locks.find(lock).filter(it -> mayLift(it) && !isTheirs(by, it)).map(
            it -> {
              it.liftedAt = book.now();
              it.factor().ifPresent(each -> passkeys.unlock(it.person().orElseThrow(), each));
              trail.record(
                  new Actor.Human(by.person()),
                  new GrantEvent.LockLifted(new CaseId(it.id), it.person(), by.person(), it.kind, named(it)));
              return true;
            }).orElse(false));
  }

  @Override
  public boolean isLocked(PersonId person) {
    return transactions.begin(() -> locks.holds(person));
  }

  @Override
  public Standing standing(PersonId person) {
    return transactions.begin(() -> locks.standing(person));
  }

  @Override
  public boolean isQuarantined(PersonId person) {
    return transactions.begin(() -> held.isQuarantined(person));
  }
}
