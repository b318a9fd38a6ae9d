package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Notices;
import regain.enrollment.Passkeys;
import regain.enrollment.Signing;
import regain.enrollment.Signing.Signature;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.Digest;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Method;
import regain.policy.Policy;
import regain.policy.Purpose;
import regain.recovery.Attestations;
import regain.recovery.RecoveryEvent;
import regain.recovery.State;
import regain.recovery.internal.EvidenceRow.Proof;
import regain.review.Part;
import regain.review.Reviews;
import regain.signals.Limits;
import regain.signals.Limits.Limit;

/**
 * People who vouch. What they sign is evidence in the case and nothing more: the case goes on when its own person asks it to,
 * and policy decides then.
 */
@Dependent
class Attesting implements Attestations {
  private static final String DOMAIN = "regain/attestation/v1";
  /** More than so many within a day, or a month, is nobody's to state. */
  private static final int MOST_A_DAY = 5;

  private static final int MOST_A_MONTH = 20;
  /** From so many a day on it is unusual. */
  private static final int FREQUENT = 3;

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MONTH = Duration.ofDays(30);

  private final Transactions transactions;
  private final CaseStore store;
  private final AttestationBook book;
  private final Directory directory;
  private final Policy policy;
  private final Limits limits;
  private final Claims claims;
  private final Signing signing;
  private final Passkeys passkeys;
  private final Reviews reviews;
  private final Notices notices;
  private final Watching watching;
  private final Trail trail;
  private final Chance chance;

  @Inject
  Attesting(
      Transactions transactions,
      CaseStore store,
      AttestationBook book,
      Directory directory,
      Policy policy,
      Limits limits,
      Claims claims,
      Signing signing,
      Passkeys passkeys,
      Reviews reviews,
      Notices notices,
      Watching watching,
      Trail trail,
      Chance chance) {
    this.transactions = transactions;
    this.store = store;
    this.book = book;
    this.directory = directory;
    this.policy = policy;
    this.limits = limits;
    this.claims = claims;
    this.signing = signing;
    this.passkeys = passkeys;
    this.reviews = reviews;
    this.notices = notices;
    this.watching = watching;
    this.trail = trail;
    this.chance = chance;
  }

  /** Who the two are to one another, as the directory says now. */
  private record Pair(Account subject, Method as, Optional<Account> supervisor) {}

  @Override
  public boolean open() {
    return policy.hasAttestations();
  }

  @Override
  public List<Waiting> waiting(Holder by) {
    if (!open()) {
      return List.of();
    }
    var seen = new HashSet<PersonId>();
    return transactions.begin(() -> store.exceptions(by.person())).stream()
        .filter(it -> it.subject().filter(seen::add).isPresent())
        .flatMap(
            row -> row.subject().flatMap(this::account).stream()
                .filter(it -> it.supervisor().filter(by.person()::equals).isPresent())
                .map(it -> new Waiting(it.displayName(), it.name(), row.openedAt)))
        .toList();
  }

  @Override
  public List<Given> given(Holder by) {
    List<AttestationRow> rows = transactions.begin(
        () -> book.signed(by.person(), store.now().minus(MONTH)).stream()
            .filter(AttestationRow::counts)
            .filter(it -> store.find(it.caseId()).filter(CaseRow::canBeVoided).isPresent())
            .toList());
    return rows.stream()
        .flatMap(
            it -> account(it.subject()).stream()
                .map(
                    subject -> new Given(
                        it.caseId(),
                        subject.displayName(),
                        subject.name(),
                        it.how().orElseThrow(),
                        Optional.ofNullable(it.signedAt).orElse(it.foundAt))))
        .toList();
  }

  private Optional<Account> account(PersonId person) {
    return directory.account(person).known().flatMap(it -> it);
  }

  @Override
  public Sight find(Holder by, String number) {
    Optional<CaseRow> found = transactions.begin(() -> store.numbered(number)).stream()
        .filter(it -> it.purpose() == Purpose.EXCEPTION && it.state().isOpen())
        .findFirst();
    return found.isEmpty() ? new Sight.Barred(No.NO_SUCH) : sight(by, found.get().caseId(), true);
  }

  @Override
  public Sight look(Holder by, CaseId id) {
    return sight(by, id, false);
  }

  private Sight sight(Holder by, CaseId id, boolean finding) {
    return within(
        by,
        id,
        Sight.Barred::new,
        (row, pair) -> {
          Optional<AttestationRow> mine = book.unsigned(id, by.person());
          if (mine.isEmpty() && !finding) {
            return new Sight.Barred(No.NO_SUCH);
          }
          AttestationRow mineNow = mine.orElseGet(() -> found(by, row, pair));
          trail.record(
              new Actor.Human(by.person()), new RecoveryEvent.AttestationRead(id, row.subject(), by.person()));
          return new Sight.Open(asked(row, mineNow, pair.subject()));
        });
  }

  private AttestationRow found(Holder by, CaseRow row, Pair pair) {
    var made = new AttestationRow(
        chance.uuid(), row, pair.subject().person(), by.person(), pair.as(), store.now());
    store.add(made);
    return made;
  }

  private Asked asked(CaseRow row, AttestationRow mine, Account subject) {
    return new Asked(
        row.caseId(),
        subject.person(),
        subject.displayName(),
        subject.name(),
        mine.method(),
        row.openedAt,
        row.openedFrom,
        row.openedWith,
        store.evidence(row.caseId()).stream()
            .filter(it -> it.freshUntil.isAfter(store.now()))
            .map(it -> Method.valueOf(it.method))
            .distinct()
            .toList(),
        mine.how(),
        Optional.ofNullable(mine.text));
  }

  @Override
  public Optional<No> draft(Holder by, CaseId id, How how) {
    return within(
        by,
        id,
        Optional::of,
        (row, pair) -> {
          Optional<AttestationRow> mine = book.unsigned(id, by.person());
          mine.ifPresent(
              it -> {
                it.how = how.name();
                it.language = by.account().language().getLanguage();
                it.text = AttestationText.of(row, pair.subject(), it.method(), how, by.account().language());
              });
          return mine.isPresent() ? Optional.empty() : Optional.of(No.NO_SUCH);
        });
  }

  @Override
  public Optional<String> ask(Holder by, CaseId id) {
    return transactions.begin(
        () -> book.unsigned(id, by.person())
            .flatMap(it -> Optional.ofNullable(it.text))
            .map(it -> signing.ask(binding(by, id), DOMAIN, it)));
  }

  @Override
  public Outcome attest(Holder by, CaseId id, String answer) {
    // Counted in a transaction of its own, so that many at once are many.
    return limits.take(Limit.ATTESTATION_BY_PERSON, by.person().toString()).isPresent()
        ? new Outcome.Refused(No.QUOTA)
        : within(by, id, Outcome.Refused::new, (row, pair) -> sign(by, row, pair, answer));
  }

  private Outcome sign(Holder by, CaseRow row, Pair pair, String answer) {
    Optional<AttestationRow> found = book.unsigned(row.caseId(), by.person()).filter(it -> it.method() == pair.as());
    Optional<String> text = found.flatMap(it -> Optional.ofNullable(it.text));
    if (found.isEmpty() || text.isEmpty()) {
      return new Outcome.Refused(No.NO_SUCH);
    }
    AttestationRow mine = found.get();
    String now = AttestationText.of(
        row, pair.subject(), mine.method(), mine.how().orElseThrow(), by.account().language());
    if (!text.get().equals(now)) {
      // Something changed since it was written down: what they would sign is not so any more.
      mine.text = null;
      return new Outcome.Refused(No.NO_SUCH);
    }
    return switch (signing.sign(binding(by, row.caseId()), by.person(), DOMAIN, text.get(), answer)) {
      case Signature.Failed failed -> new Outcome.NotSigned();
      case Signature.Signed signed when !signed.witnessed() || !book.settled(signed.passkeyMadeAt()) ->
        new Outcome.Refused(No.PASSKEY_TOO_NEW);
      case Signature.Signed signed -> record(by, row, pair, mine, text.get(), signed);
    };
  }

  private Outcome record(
      Holder by, CaseRow row, Pair pair, AttestationRow mine, String text, Signature.Signed signed) {
    if (reviews.join(row.caseId(), by.person(), Part.ATTESTER).isPresent()) {
      return new Outcome.Refused(No.OTHER_PART);
    }
    Instant now = store.now();
    mine.flags = String.join(",", flags(by.person(), mine, now));
    mine.statement = signed.statement();
    mine.passkey = signed.passkey();
    mine.signedAt = now;
    row.vouchedFor(now);
    store.add(new EvidenceRow(chance.uuid(), row, new Proof(mine.method(), mine.means(), false, null), now));
    trail.record(
        new Actor.Human(by.person()),
        new RecoveryEvent.Attested(
            row.caseId(),
            row.subject(),
            by.person(),
            mine.method(),
            mine.how().orElseThrow(),
            new Word(mine.flags),
            new Word(Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex())));
    watching.attested(row, by.person(), pair.subject().person());
    tell(by, row, pair, mine, now);
    return new Outcome.Done(asked(row, mine, pair.subject()));
  }

  /** Everybody concerned: the person, whoever has signed, and the supervisor when it was not they. */
  private void tell(Holder by, CaseRow row, Pair pair, AttestationRow mine, Instant now) {
    var values = new HashMap<>(Announcing.values(row, now));
    values.put("who", by.account().displayName());
    values.put(Notices.ONCE, Objects.toString(mine.statement));
    notices.tell(pair.subject(), Post.Kind.ATTESTED, row.caseId(), values);
    var others = new ArrayList<>(List.of(by.account()));
    pair.supervisor().filter(it -> !it.person().equals(by.person())).ifPresent(others::add);
    others.forEach(
        it -> notices.tellOther(
            it,
            Post.Kind.ATTESTED_BY,
            row.caseId(),
            Map.of(
                Notices.ONCE, Objects.toString(mine.statement), "who", pair.subject().displayName(), "by",
                by.account().displayName(), "when", now.toString())));
  }

  private List<String> flags(PersonId by, AttestationRow mine, Instant now) {
    var flags = new ArrayList<String>();
    if (mine.isFast(now)) {
      flags.add("FAST");
    }
    List<AttestationRow> before = book.signed(by, now.minus(AttestationBook.REMEMBERED));
    if (before.stream().filter(it -> signedAfter(it, now.minus(DAY))).count() >= FREQUENT - 1) {
      flags.add("FREQUENT");
    }
    if (before.stream().anyMatch(it -> it.subject.equals(mine.subject) && !it.caseId.equals(mine.caseId))) {
      flags.add("PAIR");
    }
    return flags;
  }

  private static boolean signedAfter(AttestationRow row, Instant moment) {
    return row.signedAt != null && row.signedAt.isAfter(moment);
  }

  @Override
  public boolean withdraw(Holder by, CaseId id) {
    return transactions.begin(
        () -> {
          CaseRow row = store.lock(id).orElse(null);
          List<AttestationRow> mine = book.of(id).stream()
              .filter(it -> it.attester().equals(by.person()) && it.counts())
              .toList();
          if (row == null || !row.canBeVoided() || mine.isEmpty()) {
            return false;
          }
          mine.forEach(it -> book.voided(id, it));
          if (row.state() == State.EXECUTING) {
            claims.abandoned(row);
          }
          trail.record(
              new Actor.Human(by.person()), new RecoveryEvent.AttestationWithdrawn(id, row.subject(), by.person()));
          return true;
        });
  }

  /** Something that an attester does. */
  private interface Act<T> {
    T on(CaseRow row, Pair pair);
  }

  /** Asks the directory first, then does it under the lock of the case, if this person may. */
  private <T> T within(Holder by, CaseId id, Function<No, T> refused, Act<T> act) {
    Optional<PersonId> subject = transactions.begin(() -> store.find(id)).flatMap(CaseRow::subject);
    if (subject.isEmpty()) {
      return refused.apply(No.NO_SUCH);
    }
    var account = directory.account(subject.get());
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
    Optional<No> no = between(by.account(), known.get(), pair);
    return transactions.begin(
        () -> {
          Optional<CaseRow> row = store.lock(id).filter(
              it -> it.purpose() == Purpose.EXCEPTION && it.openAt(store.now()) && open());
          if (row.isEmpty() || pair.isEmpty() && no.isEmpty()) {
            return refused.apply(No.NO_SUCH);
          }
          Optional<No> barred = no.or(() -> bars(by, row.get(), pair.orElseThrow()));
          if (barred.isPresent()) {
            trail.record(
                new Actor.Human(by.person()),
                new RecoveryEvent.AttestationBarred(id, row.get().subject(), by.person(), barred.get()));
            return refused.apply(barred.get());
          }
          return act.on(row.get(), pair.orElseThrow());
        });
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
    if (subject.person().equals(by.person())) {
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

  /** What our own records say against it. */
  private Optional<No> bars(Holder by, CaseRow row, Pair pair) {
    Instant now = store.now();
    PersonId person = by.person();
    boolean old = passkeys.of(person).stream().anyMatch(it -> book.settled(it.madeAt()));
    if (by.provisionalUntil().isPresent() || by.quarantinedUntil().isPresent() || !old) {
      return Optional.of(No.PASSKEY_TOO_NEW);
    }
    if (store.cameBack(person, now.minus(MONTH))) {
      return Optional.of(No.RECOVERED_LATELY);
    }
    if (pair.as() == Method.SUPERVISOR_ATTESTATION && !book.settled(pair.subject(), row.openedAt)) {
      return Optional.of(No.LINE_TOO_NEW);
    }
    if (book.circle(person, pair.subject().person())) {
      return Optional.of(No.CIRCLE);
    }
    List<AttestationRow> month = book.signed(person, now.minus(MONTH)).stream()
        .filter(it -> !it.caseId.equals(row.id))
        .toList();
    if (month.size() >= MOST_A_MONTH
        || month.stream().filter(it -> signedAfter(it, now.minus(DAY))).count() >= MOST_A_DAY) {
      return Optional.of(No.QUOTA);
    }
    return reviews.part(row.caseId(), person).filter(it -> it != Part.ATTESTER).map(it -> No.OTHER_PART);
  }

  private static String binding(Holder by, CaseId id) {
    return "attestation:" + by.session() + ":" + id;
  }
}
