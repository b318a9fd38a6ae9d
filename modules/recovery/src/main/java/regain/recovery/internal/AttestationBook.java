package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.enrollment.Passkeys;
import regain.enrollment.Signing;
import regain.enrollment.port.Account;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.policy.Evidence;
import regain.policy.Method;
import regain.recovery.internal.Gathering.World;
import regain.recovery.port.AttestationRules;
import regain.recovery.port.Privileges;

/** The rows of attestations, and who reports to whom since when. Joins the caller's transaction. */
@Dependent
class AttestationBook {
  /** For so long one attestation stands in the way of another: in a circle, and of the same pair. */
  static final Duration REMEMBERED = Duration.ofDays(90);

  private final EntityManager database;
  private final InstantSource clock;
  private final AttestationRules rules;
  private final Passkeys passkeys;
  private final Signing signing;
  private final CaseStore store;
  private final Privileges privileges;

  @Inject
  AttestationBook(
      EntityManager database, InstantSource clock, AttestationRules rules, Passkeys passkeys, Signing signing,
      CaseStore store, Privileges privileges) {
    this.database = database;
    this.clock = clock;
    this.rules = rules;
    this.passkeys = passkeys;
    this.signing = signing;
    this.store = store;
    this.privileges = privileges;
  }

  /** All that was found, written down or signed in this case, oldest first. */
  List<AttestationRow> of(CaseId caseId) {
    return database.createQuery("from AttestationRow where caseId = :caseId order by foundAt, id", AttestationRow.class)
        .setParameter("caseId", caseId.value())
        .getResultList();
  }

  /** What this person has found and not signed, if there is any: the newest. */
  Optional<AttestationRow> unsigned(CaseId caseId, PersonId attester) {
    return of(caseId).stream()
        .filter(it -> it.attester().equals(attester) && it.signedAt == null)
        .reduce((older, newer) -> newer);
  }

  /**
   * Until the transaction ends nobody else vouches: of two words that close a circle at one moment the second sees the first,
   * and a quota is counted whole. To be taken after the lock of the case.
   */
  void takeTurn() {
    database.find(TurnRow.class, TurnRow.VOUCHING, LockModeType.PESSIMISTIC_WRITE);
  }

  /** What this person has signed since this moment, newest first, also what they took back. */
  List<AttestationRow> signed(PersonId attester, Instant since) {
    return database
        .createQuery(
            "from AttestationRow where attester = :attester and signedAt > :since order by signedAt desc",
            AttestationRow.class)
        .setParameter("attester", attester.value())
        .setParameter("since", since)
        .getResultList();
  }

  /**
   * Whether a chain of people who vouched for one another leads from the subject to the attester: then neither's word says
   * more than the other's.
   */
  boolean circle(PersonId attester, PersonId subject) {
    Set<UUID> reached = new HashSet<>(Set.of(subject.value()));
    Set<UUID> newest = reached;
    while (!newest.isEmpty() && !reached.contains(attester.value())) {
      newest = new HashSet<>(vouchedForBy(newest));
      newest.removeAll(reached);
      reached.addAll(newest);
    }
    return reached.contains(attester.value());
  }

  private List<UUID> vouchedForBy(Set<UUID> people) {
    return database
        .createQuery(
            "select distinct subject from AttestationRow where attester in :people and signedAt > :since", UUID.class)
        .setParameter("people", people)
        .setParameter("since", clock.instant().minus(REMEMBERED))
        .getResultList();
  }

  /** Keeps who is this person's supervisor, and since when the directory has said so. */
  boolean observe(Account account) {
    @Nullable SupervisionRow row = database.find(SupervisionRow.class, account.person().value());
    Optional<UUID> now = account.supervisor().map(PersonId::value);
    if (row != null && now.filter(row.supervisor::equals).isEmpty()) {
      database.remove(row);
      database.flush();
      row = null;
    }
    if (row == null) {
      now.ifPresent(
          it -> database.persist(new SupervisionRow(account.person().value(), it, clock.instant())));
    }
    return now.isPresent();
  }

  /** Until when all that was changed in the directory was looked at, if ever. */
  Optional<Instant> seenUntil() {
    return turn().flatMap(it -> Optional.ofNullable(it.doneUntil));
  }

  void seen(Instant until) {
    turn().ifPresent(it -> it.doneUntil = until);
  }

  private Optional<TurnRow> turn() {
    @Nullable TurnRow row = database.find(TurnRow.class, TurnRow.SUPERVISORS);
    return Optional.ofNullable(row);
  }

  /** Whether their supervisor was theirs long before this moment, as far as anybody can tell. */
  boolean settled(Account account, Instant before) {
    if (rules.settled().isZero()) {
      return true;
    }
    Instant latest = before.minus(rules.settled());
    @Nullable SupervisionRow row = database.find(SupervisionRow.class, account.person().value());
    boolean seen = row != null
        && account.supervisor().map(PersonId::value).filter(row.supervisor::equals).isPresent()
        && !row.since.isAfter(latest);
    return seen || account.changedAt().filter(it -> !it.isAfter(latest)).isPresent();
  }

  /** Whether this passkey is old enough for the word of whoever signs with it. */
  boolean settled(Instant madeAt) {
    return !madeAt.isAfter(clock.instant().minus(rules.settled()));
  }

  /**
   * Whether this very word still counts: it was not taken back, all that was signed is still so and still what was signed, and
   * whoever has signed may still be used, has the role and the passkey, and is not frozen. What is found not to be so any more is void from here on, also when it becomes so
   * again. While the directory says nothing, nothing counts and nothing is void. The caller holds the case's lock.
   */
  boolean stands(CaseRow row, Evidence evidence, World world) {
    Optional<Account> subject = world.known();
    Optional<AttestationRow> word = of(row.caseId()).stream()
        .filter(it -> it.counts() && it.means(row).contains(evidence.means()))
        .filter(it -> it.method() == evidence.method())
        .filter(it -> evidence.provenAt().equals(it.signedAt))
        .findFirst();
    if (subject.isEmpty() || word.isEmpty() || !world.witnesses().tells(word.get().attester())) {
      return false;
    }
    boolean so = isStillSo(row, word.get(), subject.get())
        && isSigned(word.get())
        && isInGoodHands(word.get())
        && world.witnesses().stands(word.get().attester(), word.get().method());
    if (!so) {
      voided(row, word.get());
    }
    return so;
  }

  /** It counts no more, and neither does the time that it has waited. */
  void voided(CaseRow row, AttestationRow word) {
    Instant now = clock.instant();
    word.withdrawnAt = now;
    store.evidence(row.caseId()).stream()
        .filter(it -> word.means(row).contains(it.means) && it.method.equals(word.method))
        .filter(it -> it.freshUntil.isAfter(now))
        .forEach(it -> it.freshUntil = now);
  }

  /** Whether nobody who has vouched in this case has lost the passkey since, or was locked or frozen. */
  boolean areInGoodHands(CaseId caseId) {
    return of(caseId).stream().filter(AttestationRow::counts).allMatch(this::isInGoodHands);
  }

  private boolean isInGoodHands(AttestationRow word) {
    return passkeys.of(word.attester()).stream().anyMatch(it -> it.id().equals(word.passkey))
        && store.frozenUntil(word.attester()).isEmpty()
        && !privileges.isLocked(word.attester());
  }

  private boolean isSigned(AttestationRow word) {
    return word.statement != null
        && word.text != null
        && signing.isSigned(word.statement, word.attester(), AttestationSigning.DOMAIN, word.text);
  }

  /** Nobody is the supervisor and of another line. */
  private static boolean isStillSo(CaseRow row, AttestationRow given, Account subject) {
    boolean supervises = subject.supervisor().filter(given.attester()::equals).isPresent();
    boolean ofTheLine = supervises == (given.method() == Method.SUPERVISOR_ATTESTATION);
    Locale language = Locale.forLanguageTag(given.language == null ? "" : given.language);
    return ofTheLine
        && given.how()
            .map(it -> AttestationText.of(row, subject, given.method(), it, SignalNames.read(given.reasons), language))
            .filter(it -> it.equals(given.text))
            .isPresent();
  }
}
