package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.audit.Trail;
import regain.audit.Word;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Memberships;
import regain.enrollment.Signing;
import regain.enrollment.Signing.Signature;
import regain.enrollment.port.Account;
import regain.kernel.Actor;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.privileged.Approvals;
import regain.privileged.Grant.Ending;
import regain.privileged.GrantEvent;
import regain.review.Part;
import regain.review.Reviews;

/** The signatures of those who have to agree. */
@Dependent
class Approving implements Approvals {
  private static final String DOMAIN = "regain/grant-approval/v1";
  /** So many are looked through for those that are somebody's to answer. */
  private static final int MOST = 500;
  /** So many of these are listed; the first to run out first, so that none is forgotten. */
  private static final int LISTED = 10;
  /** So many are looked through first: enough for whoever has a say in all but a few of them. */
  private static final int FIRST = 16;

  private final Transactions transactions;
  private final GrantBook book;
  private final Say say;
  private final Views views;
  private final Signing signing;
  private final People people;
  private final Memberships memberships;
  private final Reviews reviews;
  private final Endings endings;
  private final Duties duties;
  private final Trail trail;

  @Inject
  Approving(
      Transactions transactions,
      GrantBook book,
      Say say,
      Views views,
      Signing signing,
      People people,
      Memberships memberships,
      Reviews reviews,
      Endings endings,
      Duties duties,
      Trail trail) {
    this.transactions = transactions;
    this.book = book;
    this.say = say;
    this.views = views;
    this.signing = signing;
    this.people = people;
    this.memberships = memberships;
    this.reviews = reviews;
    this.endings = endings;
    this.duties = duties;
    this.trail = trail;
  }

  @Override
  public Waits waiting(Holder by) {
    return transactions.begin(
        () -> {
          List<GrantRow> first = book.waiting(FIRST);
          List<Say.Open> open = say.open(by, first, LISTED + 1);
          List<Say.Open> all = open.size() <= LISTED && first.size() == FIRST
              ? say.open(by, book.waiting(MOST), LISTED + 1)
              : open;
          return new Waits(
              all.stream()
                  .limit(LISTED)
                  .map(it -> new Waiting(views.of(it.row(), it.agreed()), it.row().frozen().name(), it.group()))
                  .toList(),
              all.size() > LISTED);
        });
  }

  private Waiting shown(Holder by, GrantRow row) {
    return new Waiting(views.of(row), row.frozen().name(), say.group(by, row).orElseThrow());
  }

  @Override
  public Sight look(Holder by, UUID grant, Answer answer) {
    Optional<Map<PersonId, Account>> known = known(grant);
    return transactions.begin(
        () -> {
          Optional<GrantRow> row = book.find(grant);
          Optional<No> barred = bars(by, row, known);
          return barred.isPresent()
              ? barred(by, row, barred.get())
              : new Sight.Open(shown(by, row.orElseThrow()), text(by, row.orElseThrow(), answer));
        });
  }

  /** Tries are on record; whoever only looks for what is gone, or not for them, is told so and nothing else. */
  private Sight barred(Holder by, Optional<GrantRow> row, No why) {
    boolean tells = why != No.GONE && why != No.NOT_IN_GROUP;
    row.filter(it -> tells).ifPresent(it -> record(by, it, why));
    return new Sight.Barred(why);
  }

  private void record(Holder by, GrantRow row, No why) {
    trail.record(
        new Actor.Human(by.person()),
        new GrantEvent.ApprovalBarred(row.caseId(), Optional.of(row.person()), by.person(), why));
  }

  private Optional<No> bars(Holder by, Optional<GrantRow> row, Optional<Map<PersonId, Account>> known) {
    return row.isEmpty() || known.isEmpty() ? Optional.of(No.GONE) : say.bars(by, row.get(), known.get());
  }

  /** Whoever has a part in it, as they are now; empty when whoever asks may not be given anything. Not inside a transaction. */
  private Optional<Map<PersonId, Account>> known(UUID grant) {
    Optional<GrantRow> row = transactions.begin(() -> book.find(grant));
    Set<PersonId> concerned = transactions.begin(() -> row.map(book::concerned).orElse(Set.of()));
    return people.of(concerned).known()
        .filter(it -> row.flatMap(each -> Optional.ofNullable(it.get(each.person()))).filter(People::mayBeUsed)
            .isPresent());
  }

  private String text(Holder by, GrantRow row, Answer answer) {
    return ApprovalText.of(row.frozen(), say.group(by, row).orElseThrow(), answer, by.account().language());
  }

  @Override
  public Optional<String> ask(Holder by, UUID grant, Answer answer) {
    Optional<Map<PersonId, Account>> known = known(grant);
    return transactions.begin(
        () -> {
          Optional<GrantRow> row = book.find(grant);
          return bars(by, row, known).isPresent()
              ? Optional.<String>empty()
              : row.map(it -> signing.ask(binding(by, grant, answer), DOMAIN, text(by, it, answer)));
        });
  }

  @Override
  public Outcome sign(Holder by, UUID grant, Answer answer, String response) {
    Optional<Map<PersonId, Account>> known = known(grant);
    // Once more when two agree for each other at one moment: the second is seen to be late.
    return transactions.beginAgain(
        () -> {
          Optional<GrantRow> row = book.lock(grant);
          Optional<No> barred = bars(by, row, known);
          if (barred.isPresent()) {
            barred(by, row, barred.get());
            return Outcome.GONE;
          }
          return sign(by, row.orElseThrow(), answer, response);
        });
  }

  private Outcome sign(Holder by, GrantRow row, Answer answer, String response) {
    String text = text(by, row, answer);
    String group = say.group(by, row).orElseThrow();
    return switch (signing.sign(binding(by, row.id, answer), by.person(), DOMAIN, text, response)) {
      case Signature.Failed failed -> Outcome.NOT_SIGNED;
      case Signature.Signed signed when !signed.unrestricted() -> Outcome.NOT_SIGNED;
      case Signature.Signed signed when reviews.join(row.caseId(), by.person(), Part.APPROVER).isPresent() ->
        Outcome.GONE;
      case Signature.Signed signed when answer == Answer.REFUSE -> refused(by, row, group, text);
      case Signature.Signed signed -> agreed(by, row, group, text, signed);
    };
  }

  private Outcome refused(Holder by, GrantRow row, String group, String text) {
    trail.record(
        new Actor.Human(by.person()),
        new GrantEvent.GrantRefused(
            row.caseId(), Optional.of(row.person()), by.person(), new Word(group),
            new Word(ApprovalText.digest(text).hex())));
    endings.close(row, Ending.DENIED);
    return Outcome.REFUSED;
  }

  private Outcome agreed(Holder by, GrantRow row, String group, String text, Signature.Signed signed) {
    Locale language = by.account().language();
    String digest = ApprovalText.digest(text).hex();
    Instant since = memberships.since(by.person(), group).orElseThrow();
    AgreedPair pair = book.pair(signed.statement(), by.person(), row.person());
    book.agree(
        new ApprovalRow(row.id, group, pair, since, signed, digest, language.getLanguage(), book.now()));
    trail.record(
        new Actor.Human(by.person()),
        new GrantEvent.GrantAgreed(
            row.caseId(), Optional.of(row.person()), by.person(), new Word(group), new Word(digest)));
    if (!Views.wanted(row.frozen(), book.approvals(row.id)).isEmpty()) {
      return Outcome.AGREED;
    }
    row.approve();
    if (row.isRecovery()) {
      return Outcome.COMPLETE;
    }
    duties.owe(new Duty(Issuing.KIND, "issue-grant:" + row.id, Optional.of(row.caseId()), Map.of()));
    return Outcome.GIVEN;
  }

  private static String binding(Holder by, UUID grant, Answer answer) {
    return "grant:" + by.session() + ":" + grant + ":" + answer;
  }
}
