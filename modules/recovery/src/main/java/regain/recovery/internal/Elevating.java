package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.Enrollment.Holder;
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
import regain.policy.Narrowing;
import regain.policy.Posture;
import regain.recovery.Postures;
import regain.recovery.RecoveryEvent;

/** Two people at the switch. */
@Dependent
class Elevating implements Postures {
  private static final String DOMAIN = "regain/posture/v1";

  private final Transactions transactions;
  private final PostureBook book;
  private final CaseStore store;
  private final Signing signing;
  private final Security security;
  private final Directory directory;
  private final Trail trail;
  private final Chance chance;

  @Inject
  Elevating(
      Transactions transactions,
      PostureBook book,
      CaseStore store,
      Signing signing,
      Security security,
      Directory directory,
      Trail trail,
      Chance chance) {
    this.transactions = transactions;
    this.book = book;
    this.store = store;
    this.signing = signing;
    this.security = security;
    this.directory = directory;
    this.trail = trail;
    this.chance = chance;
  }

  @Override
  public State look(Holder by) {
    Reviewing.require(by);
    Optional<Posture> now = transactions.begin(book::now);
    Optional<PostureRow> inForce = transactions.begin(book::newest);
    Optional<PostureRow> proposed = transactions.begin(book::proposed);
    return new State(
        inForce.map(
            it -> new InForce(
                now.map(Posture::narrows).orElse(it.narrowings()),
                Optional.ofNullable(it.confirmedAt).orElse(it.draftedAt),
                now.map(Posture::until).orElse(it.draftedAt),
                it.because,
                name(it.draftedBy),
                name(Optional.ofNullable(it.confirmedBy).orElse(it.draftedBy)))),
        proposed.map(
            it -> new Proposed(
                it.id,
                it.narrowings(),
                it.duration(),
                it.because,
                name(it.draftedBy),
                Optional.ofNullable(it.proposedAt).orElse(it.draftedAt),
                it.draftedBy.equals(by.person().value()))));
  }

  private String name(UUID person) {
    return directory.account(new PersonId(person)).known().flatMap(it -> it).map(Account::displayName).orElse("–");
  }

  @Override
  public UUID draft(Holder by, Set<Narrowing> narrows, Duration lasts, String because) {
    Reviewing.require(by);
    if (because.isBlank() || because.length() > MOST_BECAUSE || lasts.isNegative() || lasts.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a posture has a reason and an end");
    }
    UUID id = chance.uuid();
    transactions.run(
        () -> store.add(new PostureRow(id, narrows, lasts, VerdictText.line(because), by.person(), store.now())));
    return id;
  }

  @Override
  public Optional<String> text(Holder by, UUID change) {
    Reviewing.require(by);
    return transactions.begin(() -> book.find(change).flatMap(it -> text(by, it)));
  }

  private Optional<String> text(Holder by, PostureRow row) {
    return row.isOpenTo(by.person(), store.now())
        ? Optional.of(text(row, row.proposedAt != null, by.account().language()))
        : Optional.empty();
  }

  /** In the signer's language: nobody signs what they cannot read. The names of what is narrowed are those of the record. */
  private static String text(PostureRow row, boolean confirms, Locale language) {
    boolean german = language.getLanguage().equals("de");
    String what = row.isEnd() ? (german ? "nichts mehr" : "nothing any more") : row.narrows;
    long hours = row.duration().toHours();
    return german
        ? (confirms ? "Ich bestätige" : "Ich schlage vor") + ", dass Regain einschränkt: " + what + ".\n"
            + "Änderung " + row.id + (row.isEnd() ? "" : ", für " + hours + " Stunden ab der Bestätigung") + ".\n"
            + "Weil: " + row.because + "\n"
        : (confirms ? "I confirm" : "I propose") + " that Regain narrows: " + what + ".\n"
            + "Change " + row.id + (row.isEnd() ? "" : ", for " + hours + " hours from the confirmation") + ".\n"
            + "Because: " + row.because + "\n";
  }

  @Override
  public Optional<String> ask(Holder by, UUID change) {
    Reviewing.require(by);
    return transactions.begin(
        () -> book.find(change).flatMap(it -> text(by, it)).map(it -> signing.ask(binding(by, change), DOMAIN, it)));
  }

  @Override
  public Outcome sign(Holder by, UUID change, String answer) {
    Reviewing.require(by);
    List<Account> people = security.people().known().orElse(List.of());
    return transactions.begin(
        () -> {
          Optional<PostureRow> row = book.lock(change);
          Optional<String> text = row.flatMap(it -> text(by, it));
          if (row.isEmpty() || text.isEmpty()) {
            return Outcome.GONE;
          }
          return switch (signing.sign(binding(by, change), by.person(), DOMAIN, text.get(), answer)) {
            case Signature.Failed failed -> Outcome.NOT_SIGNED;
            case Signature.Signed signed when !signed.witnessed() -> Outcome.NOT_SIGNED;
            case Signature.Signed signed -> signed(by, row.get(), signed.statement(), text.get(), people);
          };
        });
  }

  private Outcome signed(Holder by, PostureRow row, UUID statement, String text, List<Account> people) {
    Instant now = store.now();
    var act = new CaseId(row.id);
    Word narrows = new Word(row.narrows);
    Word digest = new Word(Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex());
    if (row.proposedAt == null) {
      row.propose(statement, now);
      trail.record(
          new Actor.Human(by.person()),
          new RecoveryEvent.PostureProposed(act, Optional.empty(), by.person(), narrows, digest));
      return Outcome.PROPOSED;
    }
    row.confirm(by.person(), statement, now);
    Instant until = Optional.ofNullable(row.until).orElse(now);
    trail.record(
        new Actor.Human(by.person()),
        new RecoveryEvent.PostureChanged(
            act, Optional.empty(), new PersonId(row.draftedBy), by.person(), narrows, until, digest));
    security.tell(
        people,
        row.isEnd() ? Post.Kind.POSTURE_ENDED : Post.Kind.POSTURE_ELEVATED,
        act,
        Map.of("because", row.because, "until", until.toString(), "by", by.account().displayName()));
    return row.isEnd() ? Outcome.ENDED : Outcome.IN_FORCE;
  }

  private static String binding(Holder by, UUID change) {
    return "posture:" + by.session() + ":" + change;
  }
}
