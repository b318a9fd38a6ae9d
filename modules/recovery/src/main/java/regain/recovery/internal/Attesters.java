package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.audit.Trail;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Memberships;
import regain.enrollment.Passkeys;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.policy.Method;
import regain.policy.Policy;
import regain.recovery.Attestations.No;
import regain.recovery.RecoveryEvent;
import regain.recovery.port.AttestationRules;
import regain.recovery.port.Privileges;
import regain.review.Part;
import regain.review.Reviews;

/** Who may vouch for whom, and in which case: asked whenever somebody finds one, looks at it, writes down or signs. */
@Dependent
class Attesters {
  /** More than so many within a day, or a month, is nobody's to state. */
  private static final int MOST_A_DAY = 5;

  private static final int MOST_A_MONTH = 20;

  /** No line is longer; of one that is, nobody knows who is in it. */
  private static final int HIGHEST = 20;

  static final Duration DAY = Duration.ofDays(1);
  static final Duration MONTH = Duration.ofDays(30);

  private final Transactions transactions;
  private final CaseStore store;
  private final AttestationBook book;
  private final Appeals appeals;
  private final Directory directory;
  private final Policy policy;
  private final Passkeys passkeys;
  private final Memberships memberships;
  private final AttestationRules rules;
  private final Reviews reviews;
  private final Privileges privileges;
  private final Trail trail;

  @Inject
  Attesters(
      Transactions transactions,
      CaseStore store,
      AttestationBook book,
      Appeals appeals,
      Directory directory,
      Policy policy,
      Passkeys passkeys,
      Memberships memberships,
      AttestationRules rules,
      Reviews reviews,
      Privileges privileges,
      Trail trail) {
    this.transactions = transactions;
    this.store = store;
    this.book = book;
    this.appeals = appeals;
    this.directory = directory;
    this.policy = policy;
    this.passkeys = passkeys;
    this.memberships = memberships;
    this.rules = rules;
    this.reviews = reviews;
    this.privileges = privileges;
    this.trail = trail;
  }

  /** Who the two are to one another, as the directory says now. */
  record Pair(Account subject, Method as, Optional<Account> supervisor) {}

  /** Something that an attester does. */
  interface Act<T> {
    T on(CaseRow row, Pair pair);
  }

  /** Whether people have to vouch in this case: that is its way, or a rule refuses because of risk. */
  boolean wanted(CaseRow row) {
    return policy.hasAttestations()
        && row.openAt(store.now())
        && (row.isVouchedFor() || !appeals.reasons(row).isEmpty());
  }

  Optional<Account> account(PersonId person) {
    return directory.account(person).known().flatMap(it -> it);
  }

  /** Asks the directory first, then does it under the lock of the case, if this person may. */
  <T> T within(Holder by, CaseId id, Function<No, T> refused, Act<T> act) {
    Optional<CaseRow> found = transactions.begin(() -> store.find(id));
    Optional<PersonId> subject = found.flatMap(CaseRow::subject);
    if (subject.isEmpty()) {
      return refused.apply(No.NO_SUCH);
    }
    Fact<Optional<Account>> account = directory.account(subject.get());
    if (account.unavailableNow()) {
      return refused.apply(No.TRY_LATER);
    }
    Optional<Account> known = account.known().flatMap(it -> it);
    if (known.isEmpty()) {
      return refused.apply(No.NO_SUCH);
    }
    Optional<Account> supervisor = known.get().supervisor().flatMap(this::account);
    if (known.get().supervisor().isPresent() && supervisor.isEmpty()) {
      return refused.apply(No.TRY_LATER);
    }
    Optional<Pair> pair = pair(by.account(), known.get(), supervisor);
    Set<PersonId> others = transactions.begin(() -> others(by, id));
    Optional<No> no = between(by.account(), known.get(), pair)
        .or(() -> pair.flatMap(it -> line(by.account(), it)))
        .or(() -> pair.flatMap(it -> twice(by, others)));
    // Of whoever came in between nobody has looked who they are.
    Act<T> same = (row, each) -> !others(by, id).equals(others)
        ? refused.apply(No.TRY_LATER)
        : act.on(row, each);
    return transactions.begin(() -> locked(by, id, pair, no, refused, same));
  }

  /** Who else has a part in it. */
  private Set<PersonId> others(Holder by, CaseId id) {
    return Stream.of(Part.ATTESTER, Part.APPROVER)
        .flatMap(it -> reviews.having(id, it).stream())
        .filter(it -> !it.equals(by.person()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Somebody of whom another account has a part in it has that part. */
  private Optional<No> twice(Holder by, Set<PersonId> others) {
    for (PersonId each : others) {
      Fact<Optional<Account>> account = directory.account(each);
      if (account.unavailableNow()) {
        return Optional.of(No.TRY_LATER);
      }
      if (account.known().flatMap(it -> it).filter(by.account()::isOneWith).isPresent()) {
        return Optional.of(No.OTHER_PART);
      }
    }
    return Optional.empty();
  }

  private <T> T locked(
      Holder by, CaseId id, Optional<Pair> pair, Optional<No> no, Function<No, T> refused, Act<T> act) {
    Optional<CaseRow> row = store.lock(id).filter(this::wanted);
    if (row.isEmpty() || pair.isEmpty() && no.isEmpty()) {
      return refused.apply(No.NO_SUCH);
    }
    book.takeTurn();
    Optional<No> barred = no.or(() -> bars(by, row.get(), pair.orElseThrow()));
    if (barred.isPresent()) {
      trail.record(
          new Actor.Human(by.person()),
          new RecoveryEvent.AttestationBarred(id, row.get().subject(), by.person(), barred.get()));
      return refused.apply(barred.get());
    }
    return act.on(row.get(), pair.orElseThrow());
  }

  private static Optional<Pair> pair(Account by, Account subject, Optional<Account> supervisor) {
    if (subject.supervisor().filter(by.person()::equals).isPresent()) {
      return Optional.of(new Pair(subject, Method.SUPERVISOR_ATTESTATION, supervisor));
    }
    return by.roles().contains(Account.Role.ATTESTER)
        ? Optional.of(new Pair(subject, Method.INDEPENDENT_ATTESTATION, supervisor))
        : Optional.empty();
  }

  /** What the directory alone says against it. */
  private static Optional<No> between(Account by, Account subject, Optional<Pair> pair) {
    if (subject.isOneWith(by)) {
      return Optional.of(No.OWN);
    }
    if (by.supervisor().filter(subject.person()::equals).isPresent()) {
      return Optional.of(No.OWN_SUPERVISOR);
    }
    boolean second = pair.filter(it -> it.as() == Method.INDEPENDENT_ATTESTATION).isPresent();
    Optional<Account> supervisor = pair.flatMap(Pair::supervisor);
    boolean oneLine = subject.supervisor().isPresent() && subject.supervisor().equals(by.supervisor())
        || supervisor.flatMap(Account::supervisor).filter(by.person()::equals).isPresent();
    return second && oneLine ? Optional.of(No.SAME_LINE) : Optional.empty();
  }

  /** Whoever takes the place of the supervisor is of another line: neither above the subject nor below, nor below the supervisor, however many are between. */
  private Optional<No> line(Account by, Pair pair) {
    if (pair.as() != Method.INDEPENDENT_ATTESTATION) {
      return Optional.empty();
    }
    Fact<Set<PersonId>> aboveThem = above(pair.subject());
    Fact<Set<PersonId>> aboveUs = above(by);
    Fact<Set<PersonId>> aboveSupervisor = pair.supervisor().map(this::above).orElseGet(() -> Fact.known(Set.of()));
    if (aboveThem.unavailableNow() || aboveUs.unavailableNow() || aboveSupervisor.unavailableNow()) {
      return Optional.of(No.TRY_LATER);
    }
    // Below whoever is above everybody, or in a circle with themselves, are all: there would be no second line.
    boolean underTheSupervisor = pair.supervisor()
        .map(Account::person)
        .filter(it -> has(aboveUs, it) && !has(aboveSupervisor, it))
        .filter(it -> aboveSupervisor.known().filter(line -> !line.isEmpty()).isPresent())
        .isPresent();
    return has(aboveThem, by.person()) || has(aboveUs, pair.subject().person()) || underTheSupervisor
        ? Optional.of(No.SAME_LINE)
        : Optional.empty();
  }

  private static boolean has(Fact<Set<PersonId>> people, PersonId person) {
    return people.known().filter(it -> it.contains(person)).isPresent();
  }

  /** Whoever is above somebody, also where the directory goes round in a circle. */
  private Fact<Set<PersonId>> above(Account account) {
    var above = new HashSet<PersonId>();
    Optional<PersonId> next = account.supervisor();
    while (next.isPresent() && above.add(next.get())) {
      Fact<Optional<Account>> found = directory.account(next.get());
      if (found.unavailableNow() || above.size() > HIGHEST) {
        return Fact.unavailable();
      }
      next = found.known().flatMap(it -> it).flatMap(Account::supervisor);
    }
    return Fact.known(above);
  }

  /** What our own records say against it. */
  private Optional<No> bars(Holder by, CaseRow row, Pair pair) {
    PersonId person = by.person();
    boolean old = passkeys.of(person).stream().anyMatch(it -> book.settled(it.madeAt()));
    if (by.provisionalUntil().isPresent() || by.quarantinedUntil().isPresent() || !old) {
      return Optional.of(No.PASSKEY_TOO_NEW);
    }
    if (privileges.isLocked(person)) {
      return Optional.of(No.LOCKED);
    }
    if (store.cameBack(person, store.now().minus(MONTH))) {
      return Optional.of(No.RECOVERED_LATELY);
    }
    if (pair.as() == Method.SUPERVISOR_ATTESTATION && !book.settled(pair.subject(), row.openedAt)) {
      return Optional.of(No.LINE_TOO_NEW);
    }
    if (pair.as() == Method.INDEPENDENT_ATTESTATION
        && !rules.settled(memberships.since(person, Account.Role.ATTESTER), store.now())) {
      return Optional.of(No.GROUP_TOO_NEW);
    }
    if (book.circle(person, pair.subject().person())) {
      return Optional.of(No.CIRCLE);
    }
    if (isSpent(person, row)) {
      return Optional.of(No.QUOTA);
    }
    return reviews.part(row.caseId(), person).filter(it -> it != Part.ATTESTER).map(it -> No.OTHER_PART);
  }

  private boolean isSpent(PersonId person, CaseRow row) {
    Instant now = store.now();
    List<AttestationRow> month = book.signed(person, now.minus(MONTH)).stream()
        .filter(it -> !it.caseId.equals(row.id))
        .toList();
    return month.size() >= MOST_A_MONTH
        || month.stream().filter(it -> it.isSignedAfter(now.minus(DAY))).count() >= MOST_A_DAY;
  }
}
