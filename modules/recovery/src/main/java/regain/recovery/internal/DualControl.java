package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Signing;
import regain.enrollment.Signing.Signature;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Digest;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Eligibility;
import regain.recovery.Changes;
import regain.recovery.RecoveryEvent;

/** The two signatures, whatever they are under. */
@Dependent
class DualControl implements Changes {
  private static final String DOMAIN = "regain/change/v1";

  private final Transactions transactions;
  private final ChangeBook book;
  private final CaseStore store;
  private final Signing signing;
  private final Security security;
  private final Directory directory;
  private final Trail trail;
  private final Instance<Controlled> kinds;

  @Inject
  DualControl(
      Transactions transactions,
      ChangeBook book,
      CaseStore store,
      Signing signing,
      Security security,
      Directory directory,
      Trail trail,
      @Any Instance<Controlled> kinds) {
    this.transactions = transactions;
    this.book = book;
    this.store = store;
    this.signing = signing;
    this.security = security;
    this.directory = directory;
    this.trail = trail;
    this.kinds = kinds;
  }

  @Override
  public Optional<Deed> deed(Holder by, UUID change) {
    Reviewing.require(by);
    return transactions.begin(
        () -> book.find(change)
            .flatMap(row -> text(by, row).map(it -> new Deed(row.kind(), row.proposedAt != null, it))));
  }

  private Optional<String> text(Holder by, ChangeRow row) {
    Locale language = by.account().language();
    return row.isOpenTo(by.person(), store.now())
        ? of(row.kind()).clause(row.id, by.person(), language).map(it -> text(row, it, language))
        : Optional.empty();
  }

  private Controlled of(Kind kind) {
    return kinds.stream().filter(it -> it.kind() == kind).findFirst().orElseThrow();
  }

  /** In the signer's language: nobody signs what they cannot read. */
  private static String text(ChangeRow row, String clause, Locale language) {
    boolean confirms = row.proposedAt != null;
    return language.getLanguage().equals("de")
        ? (confirms ? "Ich bestätige, dass " : "Ich schlage vor, dass ") + clause + "\n"
            + "Änderung " + row.id + "\nWeil: " + row.because + "\n"
        : (confirms ? "I confirm that " : "I propose that ") + clause + "\n"
            + "Change " + row.id + "\nBecause: " + row.because + "\n";
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
    if (transactions.begin(() -> book.find(change)).filter(it -> isAnothers(it, by)).isEmpty()) {
      return Outcome.GONE;
    }
    List<Account> team = security.people().known().orElse(List.of());
    return transactions.begin(
        () -> {
          Optional<ChangeRow> row = book.lock(change);
          Optional<String> text = row.flatMap(it -> text(by, it));
          if (row.isEmpty() || text.isEmpty()) {
            return Outcome.GONE;
          }
          return switch (signing.sign(binding(by, change), by.person(), DOMAIN, text.get(), answer)) {
            case Signature.Failed failed -> Outcome.NOT_SIGNED;
            case Signature.Signed signed when !signed.unrestricted() -> Outcome.NOT_SIGNED;
            case Signature.Signed signed -> signed(by, row.get(), signed.statement(), digest(text.get()), team);
          };
        });
  }

  /**
   * Whether two people stand behind it. Two accounts with one work mailbox are one person; and whoever proposed it has to be a
   * reviewer still. Not inside a transaction: the directory is asked, and when it does not answer nothing is confirmed.
   */
  private boolean isAnothers(ChangeRow row, Holder by) {
    return row.draftedBy.equals(by.person().value())
        || directory.account(new PersonId(row.draftedBy)).known().flatMap(it -> it)
            .filter(it -> it.roles().contains(Account.Role.SECURITY) && it.eligibility() == Eligibility.ELIGIBLE)
            .filter(it -> Security.distinct(List.of(it, by.account())).size() == 2)
            .isPresent();
  }

  private Outcome signed(Holder by, ChangeRow row, UUID statement, Word digest, List<Account> team) {
    Instant now = store.now();
    if (row.proposedAt == null) {
      row.propose(statement, now);
      trail.record(
          new Actor.Human(by.person()),
          new RecoveryEvent.ChangeProposed(
              new CaseId(row.id), Optional.empty(), by.person(), new Word(row.kind), digest));
      return Outcome.PROPOSED;
    }
    row.confirm(by.person(), statement, now);
    of(row.kind())
        .agreed(new Controlled.Agreed(row.id, new PersonId(row.draftedBy), by, row.because, digest, team));
    return Outcome.CONFIRMED;
  }

  private static Word digest(String text) {
    return new Word(Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex());
  }

  private static String binding(Holder by, UUID change) {
    return "change:" + by.session() + ":" + change;
  }
}
