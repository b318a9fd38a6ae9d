package regain.recovery.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.policy.Evidence;
import regain.policy.Method;
import regain.recovery.Attestations.How;
import regain.recovery.CaseFile.Unusual;

/** What one person states about another in one case: found, written down, signed, and perhaps taken back. */
@Entity
@Table(name = "attestation")
class AttestationRow {
  /** Whoever signs sooner than this after they have found the case cannot have looked at anybody. */
  static final Duration LOOKING = Duration.ofSeconds(20);

  @Id UUID id;

  @Column(name = "case_id") UUID caseId;

  @Column(name = "subject_id") UUID subject;

  @Column(name = "attester_id") UUID attester;

  String method;

  @Column(name = "found_at") Instant foundAt;

  @Nullable String how;

  /** What is signed, to the letter. */
  @Column(name = "content", length = 4000)
  @Nullable String text;

  /** In which it was written. */
  @Nullable String language;

  /** With which it was signed. */
  @Column(name = "passkey_id")
  @Nullable UUID passkey;

  @Column(name = "statement_id")
  @Nullable UUID statement;

  @Column(name = "signed_at")
  @Nullable Instant signedAt;

  @Column(name = "withdrawn_at")
  @Nullable Instant withdrawnAt;

  /** What a rule refuses for, as they were told when this was written down; empty when none did. */
  @Column(length = 100) String reasons = "";

  /** What is unusual about it, with commas in between. */
  String flags = "";

  @SuppressWarnings("NullAway.Init")
  AttestationRow() {}

  AttestationRow(UUID id, CaseRow row, PersonId subject, PersonId attester, Method method, Instant now) {
    this.id = id;
    this.caseId = row.id;
    this.subject = subject.value();
    this.attester = attester.value();
    this.method = method.name();
    this.foundAt = now;
  }

  CaseId caseId() {
    return new CaseId(caseId);
  }

  PersonId subject() {
    return new PersonId(subject);
  }

  PersonId attester() {
    return new PersonId(attester);
  }

  Method method() {
    return Method.valueOf(method);
  }

  Optional<How> how() {
    return Optional.ofNullable(how).map(How::valueOf);
  }

  List<Unusual> unusual() {
    return Arrays.stream(flags.split(",", -1)).filter(it -> !it.isEmpty()).map(Unusual::valueOf).toList();
  }

  boolean counts() {
    return signedAt != null && withdrawnAt == null;
  }

  boolean isSignedAfter(Instant moment) {
    return signedAt != null && signedAt.isAfter(moment);
  }

  /** Whether it was signed faster than anybody can look. */
  boolean isFast(Instant now) {
    return now.isBefore(foundAt.plus(LOOKING));
  }

  boolean overAppeal() {
    return !reasons.isEmpty();
  }

  /**
   * As means of proof: the same attester does not count twice. Whoever has spoken over an appeal in a case in which people
   * vouch anyway has said both things, and both count; in any other case they have spoken over the appeal alone.
   */
  List<String> means(CaseRow row) {
    var means = new ArrayList<String>();
    if (row.isVouchedFor()) {
      means.add("ATTESTER:" + attester);
    }
    if (overAppeal()) {
      means.add(Evidence.OVER_APPEAL + attester);
    }
    return means;
  }
}
