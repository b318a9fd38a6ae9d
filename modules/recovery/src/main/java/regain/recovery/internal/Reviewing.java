package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.audit.Trail;
import regain.duties.Duties;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Notices;
import regain.enrollment.Signing;
import regain.enrollment.Signing.Signature;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Digest;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.recovery.CaseFile;
import regain.recovery.RecoveryEvent;
import regain.recovery.Reviewers;
import regain.recovery.Workspace;
import regain.recovery.internal.OtherAccounts.Involved;
import regain.review.Judgement;
import regain.review.Part;
import regain.review.ReviewEvent;
import regain.review.Reviews;
import regain.review.Reviews.Cause;
import regain.review.Reviews.Draft;
import regain.review.Reviews.Item;
import regain.review.Reviews.No;
import regain.review.Reviews.Wanted;

/** Reviewers at work. The directory is asked before a transaction begins, and a verdict is one with all that it owes. */
@Dependent
class Reviewing implements Workspace {
  private static final String DOMAIN = "regain/review/v1";
  /** So many are looked at for one that this reviewer may take. */
  private static final int MOST_TRIED = 50;

  private final Transactions transactions;
  private final Reviews reviews;
  private final Directory directory;
  private final OtherAccounts others;
  private final Duties duties;
  private final Signing signing;
  private final CaseStore store;
  private final Dossiers dossiers;
  private final FoundingBook founding;
  private final Containing containing;
  private final Notices notices;
  private final Trail trail;

  @Inject
  Reviewing(
      Transactions transactions,
      Reviews reviews,
      Directory directory,
      OtherAccounts others,
      Duties duties,
      Signing signing,
      CaseStore store,
      Dossiers dossiers,
      FoundingBook founding,
      Containing containing,
      Notices notices,
      Trail trail) {
    this.transactions = transactions;
    this.reviews = reviews;
    this.directory = directory;
    this.others = others;
    this.duties = duties;
    this.signing = signing;
    this.store = store;
    this.dossiers = dossiers;
    this.founding = founding;
    this.containing = containing;
    this.notices = notices;
    this.trail = trail;
  }

  /** Whoever has the role, and a passkey that somebody witnessed and that is not held back. */
  static void require(Holder by) {
    if (!by.account().roles().contains(Account.Role.SECURITY)
        || by.provisionalUntil().isPresent()
        || by.quarantinedUntil().isPresent()) {
      throw new IllegalArgumentException("not a reviewer");
    }
  }

  @Override
  public Waiting waiting(Holder by, Wanted wanted, int limit, int most) {
    require(by);
    Waiting nameless = transactions.begin(() -> nameless(by.person(), wanted, limit, most));
    Map<PersonId, Account> known = accounts(nameless.lines().stream().flatMap(it -> it.item().subject().stream()));
    return new Waiting(
        nameless.lines().stream().map(it -> it.of(it.item().subject().map(known::get))).toList(),
        nameless.tally(),
        nameless.stuck(),
        nameless.founding(),
        nameless.few());
  }

  /** All that is ours, in one transaction: the directory is asked outside of it. */
  private Waiting nameless(PersonId by, Wanted wanted, int limit, int most) {
    List<Item> items = reviews.waiting(wanted.hiddenFrom(by), limit);
    Map<CaseId, Integer> open = duties.open(items.stream().map(Item::caseId).collect(Collectors.toSet()));
    List<CaseFile.Line> lines = items.stream()
        .map(
            it -> new CaseFile.Line(
                it,
                Optional.empty(),
                it.taken().filter(taken -> taken.by().equals(by)).isPresent(),
                open.getOrDefault(it.caseId(), 0)))
        .toList();
    return new Waiting(
        lines,
        reviews.tally(most, Optional.of(by)),
        duties.stuck(),
        founding.newest().filter(FoundingRow::isOpen).map(FoundingRow::standing),
        founding.counted().filter(Reviewers.Count::few));
  }

  @Override
  public Optional<UUID> numbered(Holder by, String number) {
    require(by);
    return transactions.begin(() -> reviews.numbered(number)).map(Item::id);
  }

  @Override
  public Optional<UUID> next(Holder by) {
    require(by);
    List<UUID> free = transactions.begin(
        () -> reviews.waiting(Wanted.all(), MOST_TRIED).stream()
            .filter(it -> it.taken().filter(taken -> !taken.by().equals(by.person())).isEmpty())
            .filter(it -> reviews.bars(it.id(), by.person(), by.account().supervisor()).isEmpty())
            .map(Item::id)
            .toList());
    return free.stream().filter(it -> take(by, it).isEmpty()).findFirst();
  }

  @Override
  public Sight look(Holder by, UUID id) {
    require(by);
    return transactions.begin(() -> reviews.find(id).map(it -> read(by, it)))
        .<Sight>map(it -> look(by, it))
        .orElseGet(() -> new Sight.Barred(No.GONE));
  }

  /** An item as it was read in one transaction: who has a part in it, why this reader may not see it, and what there is to see if they may. */
  private record Read(Item item, Map<PersonId, Part> parts, Optional<No> barred, Optional<CaseFile> file) {
    Set<PersonId> people() {
      return Stream.concat(parts.keySet().stream(), file.stream().flatMap(it -> it.people().stream()))
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  private Read read(Holder by, Item item) {
    store.readsOnly();
    Map<PersonId, Part> parts = others.parts(item);
    Optional<No> barred = reviews.bars(item.id(), by.person(), by.account().supervisor());
    return new Read(
        item, parts, barred, barred.isPresent() ? Optional.empty() : Optional.of(dossiers.of(item, by.person())));
  }

  /** Nothing is shown that is not written down as read. */
  private Sight look(Holder by, Read read) {
    Fact<Map<PersonId, Account>> accounts = directory.accounts(read.people());
    Optional<No> barred = read.barred().or(() -> new Involved(read.parts(), accounts).bars(by.account()));
    CaseId act = read.item().caseId();
    transactions.run(
        () -> trail.record(
            new Actor.Human(by.person()),
            barred.<ReviewEvent>map(it -> new ReviewEvent.ReviewBarred(act, by.person(), it))
                .orElseGet(() -> new ReviewEvent.ReviewRead(act, by.person()))));
    return barred.<Sight>map(Sight.Barred::new)
        .orElseGet(() -> new Sight.Open(read.file().orElseThrow().naming(accounts.known().orElse(Map.of()))));
  }

  /** Who they are, as far as the directory says so. */
  private Map<PersonId, Account> accounts(Stream<PersonId> people) {
    return directory.accounts(people.collect(Collectors.toSet())).known().orElse(Map.of());
  }

  private Optional<Account> account(PersonId person) {
    return directory.account(person).known().flatMap(it -> it);
  }

  @Override
  public Optional<No> take(Holder by, UUID item) {
    require(by);
    Optional<No> other = others.in(item).bars(by.account());
    return transactions.begin(
        () -> other.isPresent()
            ? barred(by, item, other.get())
            : reviews.take(item, by.person(), by.account().supervisor()));
  }

  private Optional<No> barred(Holder by, UUID item, No why) {
    reviews.find(item).ifPresent(
        it -> trail.record(
            new Actor.Human(by.person()), new ReviewEvent.ReviewBarred(it.caseId(), by.person(), why)));
    return Optional.of(why);
  }

  @Override
  public Optional<No> note(Holder by, UUID id, String text) {
    require(by);
    if (text.isBlank() || text.length() > CaseFile.MOST_NOTE) {
      throw new IllegalArgumentException("a note has words, and not too many");
    }
    Optional<No> other = others.in(id).bars(by.account());
    return transactions.begin(
        () -> {
          Optional<No> barred = other.or(() -> reviews.bars(id, by.person(), by.account().supervisor()));
          Optional<Item> item = barred.isPresent() ? Optional.empty() : reviews.find(id);
          item.ifPresent(it -> reviews.note(it.caseId(), by.person(), text));
          return barred;
        });
  }

  @Override
  public void release(Holder by, UUID item) {
    require(by);
    transactions.run(() -> reviews.release(item, by.person()));
  }

  @Override
  public Optional<No> draft(Holder by, UUID id, String seen, Judgement judgement, String because) {
    require(by);
    if (because.isBlank() || because.length() > CaseFile.MOST_BECAUSE) {
      throw new IllegalArgumentException("a verdict has a reason, and not a long one");
    }
    Optional<Item> item = transactions.begin(() -> reviews.find(id));
    Optional<Account> subject = item.flatMap(Item::subject).flatMap(this::account);
    return item.isEmpty()
        ? Optional.of(No.GONE)
        : transactions.begin(() -> draft(by, item.get(), subject, seen, judgement, because));
  }

  private Optional<No> draft(
      Holder by, Item item, Optional<Account> subject, String seen, Judgement judgement, String because) {
    CaseFile file = dossiers.of(item, by.person());
    if (!file.shown().hex().equals(seen)) {
      return Optional.of(No.MOVED_ON);
    }
    Locale language = by.account().language();
    String text = VerdictText.of(item, subject, judgement, because, file, store.now(), language);
    return reviews.draft(item.id(), by.person(), new Draft(judgement, because, text, file.entries().size()));
  }

  @Override
  public Optional<Draft> drafted(Holder by, UUID item) {
    require(by);
    return transactions.begin(() -> draft(by, item));
  }

  private Optional<Draft> draft(Holder by, UUID item) {
    return reviews.find(item)
        .filter(it -> it.taken().filter(taken -> taken.by().equals(by.person())).isPresent())
        .flatMap(Item::draft);
  }

  @Override
  public Optional<String> ask(Holder by, UUID item) {
    require(by);
    return transactions.begin(() -> draft(by, item).map(it -> signing.ask(binding(by, item), DOMAIN, it.text())));
  }

  @Override
  public Judged judge(Holder by, UUID id, String answer) {
    require(by);
    Optional<Account> subject = transactions.begin(() -> reviews.find(id)).flatMap(Item::subject)
        .flatMap(this::account);
    Optional<Account> supervisor = subject.flatMap(Account::supervisor).flatMap(this::account);
    Optional<No> other = others.in(id).bars(by.account());
    return transactions.begin(
        () -> {
          Optional<No> no = other.or(() -> reviews.bars(id, by.person(), by.account().supervisor()));
          if (no.isPresent()) {
            return new Judged.Refused(barred(by, id, no.get()).orElseThrow());
          }
          Optional<Draft> draft = reviews.drafted(id, by.person());
          Optional<Item> item = reviews.find(id);
          if (item.isEmpty() || draft.isEmpty()) {
            return new Judged.Refused(No.NOT_TAKEN);
          }
          if (!VerdictText.shows(draft.get().text(), dossiers.of(item.get(), by.person()))) {
            return new Judged.Refused(No.MOVED_ON);
          }
          return switch (signing.sign(binding(by, id), by.person(), DOMAIN, draft.get().text(), answer)) {
            case Signature.Failed failed -> new Judged.NotSigned();
            case Signature.Signed signed when !signed.unrestricted() -> new Judged.NotSigned();
            case Signature.Signed signed ->
              record(by, item.get(), draft.get(), signed.statement(), subject, supervisor);
          };
        });
  }

  private Judged record(
      Holder by, Item item, Draft draft, UUID statement, Optional<Account> subject, Optional<Account> supervisor) {
    Digest digest = Digest.of(draft.text().getBytes(StandardCharsets.UTF_8));
    Optional<No> no = reviews.judge(item.id(), by.person(), statement, digest.hex());
    if (no.isPresent()) {
      return new Judged.Refused(no.get());
    }
    switch (draft.judgement()) {
      case LEGITIMATE -> unfreeze(item);
      case NEEDS_CONTACT -> {
        var values = Map.of("when", store.now().toString());
        subject.ifPresent(it -> notices.tell(it, Post.Kind.REVIEW_ASKS, item.caseId(), values));
        supervisor.ifPresent(
            it -> notices.tellOther(
                it,
                Post.Kind.REVIEW_ASKS_ABOUT,
                item.caseId(),
                Map.of("when", store.now().toString(), "who", subject.map(Account::displayName).orElse("–"))));
      }
      case ABUSE -> containing.owe(item);
    }
    return new Judged.Done(draft.judgement());
  }

  /** Somebody said that it was not them, and it was: what was frozen for that is free again. */
  private void unfreeze(Item item) {
    if (item.cause() == Cause.REPUDIATED) {
      store.freeze(item.caseId().value())
          .filter(it -> !it.isContained() && it.until.isAfter(store.now()))
          .ifPresent(
              it -> {
                it.until = store.now();
                trail.record(
                    new Actor.House("reviews"),
                    new RecoveryEvent.FreezeLifted(item.caseId(), item.subject()));
              });
    }
  }

  private static String binding(Holder holder, UUID item) {
    return "review:" + holder.session() + ":" + Objects.toString(item);
  }
}
