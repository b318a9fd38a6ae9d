package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Notices;
import regain.enrollment.Signing;
import regain.enrollment.Signing.Signature;
import regain.enrollment.port.Account;
import regain.enrollment.port.Post;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.Digest;
import regain.kernel.PersonId;
import regain.policy.Signal;
import regain.recovery.Attestations.How;
import regain.recovery.Attestations.No;
import regain.recovery.CaseFile.Unusual;
import regain.recovery.RecoveryEvent;
import regain.recovery.internal.Attesters.Pair;
import regain.recovery.internal.EvidenceRow.Proof;
import regain.review.Part;
import regain.review.Reviews;

/** What an attester writes down and signs, and what follows from it. Joins the caller's transaction. */
@Dependent
class AttestationSigning {
  static final String DOMAIN = "regain/attestation/v1";
  /** From so many a day on it is unusual. */
  private static final int FREQUENT = 3;

  private final CaseStore store;
  private final AttestationBook book;
  private final Appeals appeals;
  private final Signing signing;
  private final Reviews reviews;
  private final Notices notices;
  private final Watching watching;
  private final Trail trail;
  private final Chance chance;

  @Inject
  AttestationSigning(
      CaseStore store,
      AttestationBook book,
      Appeals appeals,
      Signing signing,
      Reviews reviews,
      Notices notices,
      Watching watching,
      Trail trail,
      Chance chance) {
    this.store = store;
    this.book = book;
    this.appeals = appeals;
    this.signing = signing;
    this.reviews = reviews;
    this.notices = notices;
    this.watching = watching;
    this.trail = trail;
    this.chance = chance;
  }

  /** With the reasons of a refusal, where a rule refuses at this moment: whoever signs knows them. */
  void draft(Holder by, CaseRow row, Pair pair, AttestationRow mine, How how) {
    List<Signal> reasons = appeals.reasons(row);
    mine.how = how.name();
    mine.language = by.account().language().getLanguage();
    mine.reasons = SignalNames.write(reasons);
    mine.text = AttestationText.of(row, pair.subject(), mine.method(), how, reasons, by.account().language());
  }

  Optional<String> ask(Holder by, CaseId id) {
    return book.unsigned(id, by.person())
        .flatMap(it -> Optional.ofNullable(it.text))
        .map(it -> signing.ask(binding(by, id), DOMAIN, it));
  }

  /** What came of a signature. */
  sealed interface Signed {
    record Done(AttestationRow mine) implements Signed {}

    record NotSigned() implements Signed {}

    record Refused(No why) implements Signed {}
  }

  Signed sign(Holder by, CaseRow row, Pair pair, String answer) {
    Optional<AttestationRow> found = book.unsigned(row.caseId(), by.person()).filter(it -> it.method() == pair.as());
    Optional<String> text = found.flatMap(it -> Optional.ofNullable(it.text));
    if (found.isEmpty() || text.isEmpty()) {
      return new Signed.Refused(No.NO_SUCH);
    }
    AttestationRow mine = found.get();
    String now = AttestationText.of(
        row, pair.subject(), mine.method(), mine.how().orElseThrow(), appeals.reasons(row), by.account().language());
    if (!text.get().equals(now)) {
      // Something changed since it was written down: what they would sign is not so any more.
      mine.text = null;
      return new Signed.Refused(No.NO_SUCH);
    }
    return switch (signing.sign(binding(by, row.caseId()), by.person(), DOMAIN, text.get(), answer)) {
      case Signature.Failed failed -> new Signed.NotSigned();
      case Signature.Signed signed when !signed.unrestricted() || !book.settled(signed.passkeyMadeAt()) ->
        new Signed.Refused(No.PASSKEY_TOO_NEW);
      case Signature.Signed signed -> record(by, row, pair, mine, text.get(), signed);
    };
  }

  private Signed record(
      Holder by, CaseRow row, Pair pair, AttestationRow mine, String text, Signature.Signed signed) {
    if (reviews.join(row.caseId(), by.person(), Part.ATTESTER).isPresent()) {
      return new Signed.Refused(No.OTHER_PART);
    }
    Instant now = store.now();
    mine.flags = flags(by.person(), mine, now).stream().map(Unusual::name).collect(Collectors.joining(","));
    mine.statement = signed.statement();
    mine.passkey = signed.passkey();
    mine.signedAt = now;
    row.vouchedFor(now);
    mine.means(row).forEach(
        it -> store.add(new EvidenceRow(chance.uuid(), row, new Proof(mine.method(), it, false, null), now)));
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
    return new Signed.Done(mine);
  }

  /** Everybody concerned: the person, whoever has signed, and the supervisor when it was not they. */
  private void tell(Holder by, CaseRow row, Pair pair, AttestationRow mine, Instant now) {
    var values = new HashMap<>(Announcing.values(row, now));
    values.put("who", by.account().displayName());
    values.put(Notices.ONCE, Objects.toString(mine.statement));
    notices.tell(pair.subject(), Post.Kind.ATTESTED, row.caseId(), values);
    var others = new ArrayList<>(List.of(by.account()));
    pair.supervisor().filter(it -> !it.person().equals(by.person())).ifPresent(others::add);
    others.forEach(it -> tellOther(it, by, row, pair.subject(), mine, now));
  }

  private void tellOther(Account to, Holder by, CaseRow row, Account subject, AttestationRow mine, Instant now) {
    notices.warnOther(
        to,
        subject.person(),
        Post.Kind.ATTESTED_BY,
        row.caseId(),
        Map.of(
            Notices.ONCE, Objects.toString(mine.statement), "who", subject.displayName(), "by",
            by.account().displayName(), "when", now.toString()));
  }

  private List<Unusual> flags(PersonId by, AttestationRow mine, Instant now) {
    var flags = new ArrayList<Unusual>();
    if (mine.isFast(now)) {
      flags.add(Unusual.FAST);
    }
    List<AttestationRow> before = book.signed(by, now.minus(AttestationBook.REMEMBERED));
    if (before.stream().filter(it -> it.isSignedAfter(now.minus(Attesters.DAY))).count() >= FREQUENT - 1) {
      flags.add(Unusual.FREQUENT);
    }
    if (before.stream().anyMatch(it -> it.subject.equals(mine.subject) && !it.caseId.equals(mine.caseId))) {
      flags.add(Unusual.PAIR);
    }
    return flags;
  }

  private static String binding(Holder by, CaseId id) {
    return "attestation:" + by.session() + ":" + id;
  }
}
