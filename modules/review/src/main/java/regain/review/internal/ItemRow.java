package regain.review.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.review.Judgement;
import regain.review.Reviews;
import regain.review.Reviews.Cause;
import regain.review.Reviews.Draft;
import regain.review.Reviews.Item;
import regain.review.Reviews.No;
import regain.review.Reviews.Taken;

/** One thing to look at. Every change is made under a lock on the row. */
@Entity
@Table(name = "review_item")
class ItemRow {
  /** In the place of a person, for what is about the house. */
  static final UUID NOBODY = new UUID(0, 0);

  /** Of items that are closed, so that whatever looks for late ones need not look at these. */
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  @Id UUID id;

  @Column(name = "case_id") UUID caseId;

  /** As people read it aloud; empty for items from before it was kept. */
  @Column(name = "case_number") String number = "";

  @Column(name = "subject_id") UUID subject;

  String cause;

  @Column(name = "opened_at") Instant openedAt;

  @Column(name = "due_at") Instant dueAt;

  @Column(name = "taken_by")
  @Nullable UUID takenBy;

  @Column(name = "taken_at")
  @Nullable Instant takenAt;

  @Column(name = "taker_reports_to")
  @Nullable UUID takerReportsTo;

  @Column(name = "draft_judgement")
  @Nullable String draft;

  @Column(name = "draft_because")
  @Nullable String draftBecause;

  /** How many entries they were shown. */
  @Column(name = "draft_seen") int draftSeen;

  @Column(name = "draft_text")
  @Nullable String draftText;

  /** How often it was said that nobody has judged it in time. */
  int escalations;

  @Column(name = "escalates_at") Instant escalatesAt;

  @Column(name = "closed_at")
  @Nullable Instant closedAt;

  @SuppressWarnings("NullAway.Init")
  ItemRow() {}

  ItemRow(UUID id, CaseId caseId, UUID subject, Cause cause, Instant now) {
    this.id = id;
    this.caseId = caseId.value();
    this.number = caseId.number();
    this.subject = subject;
    this.cause = cause.name();
    this.openedAt = now;
    this.dueAt = now.plus(cause.risk().allowed());
    this.escalatesAt = dueAt;
  }

  CaseId caseId() {
    return new CaseId(caseId);
  }

  Cause cause() {
    return Cause.valueOf(cause);
  }

  Optional<PersonId> subject() {
    return subject.equals(NOBODY) ? Optional.empty() : Optional.of(new PersonId(subject));
  }

  /** Why not: it is about them, or about the one to whom they report. */
  Optional<No> bars(PersonId by, Optional<PersonId> reportsTo) {
    if (subject.equals(by.value())) {
      return Optional.of(No.OWN);
    }
    return reportsTo.filter(it -> subject.equals(it.value())).map(it -> No.OWN_SUPERVISOR);
  }

  Optional<Taken> taken(Instant now) {
    return takenBy == null || takenAt == null || !now.isBefore(takenAt.plus(Reviews.HELD))
        ? Optional.empty()
        : Optional.of(new Taken(new PersonId(takenBy), takenAt.plus(Reviews.HELD)));
  }

  boolean isOf(PersonId by, Instant now) {
    return taken(now).filter(it -> it.by().equals(by)).isPresent();
  }

  /** @param again whether it is theirs already: then what they drafted stays */
  void take(PersonId by, Optional<PersonId> reportsTo, boolean again, Instant now) {
    takenBy = by.value();
    takenAt = now;
    takerReportsTo = reportsTo.map(PersonId::value).orElse(null);
    if (!again) {
      undraft();
    }
  }

  void release() {
    takenBy = null;
    takenAt = null;
    takerReportsTo = null;
    undraft();
  }

  private void undraft() {
    draft = null;
    draftBecause = null;
    draftText = null;
  }

  void draft(Draft written) {
    draft = written.judgement().name();
    draftBecause = written.because();
    draftText = written.text();
    draftSeen = written.seen();
  }

  Optional<Draft> draft() {
    return draft == null || draftBecause == null || draftText == null
        ? Optional.empty()
        : Optional.of(new Draft(Judgement.valueOf(draft), draftBecause, draftText, draftSeen));
  }

  /** What was signed about it. Whoever had to ask leaves it open, to anybody. */
  void judged(Judgement judgement, Instant now) {
    if (judgement == Judgement.NEEDS_CONTACT) {
      release();
      dueAt = now.plus(Reviews.ASKED);
      escalatesAt = dueAt;
    } else {
      undraft();
      closedAt = now;
      settle();
    }
  }

  /** What is closed is never late. */
  void settle() {
    if (closedAt != null) {
      escalatesAt = NEVER;
    }
  }

  boolean escalatesAt(Instant now) {
    return closedAt == null && !now.isBefore(escalatesAt);
  }

  /** Half of the allowed time lies between the first and the second time, and between the second and the third. */
  void escalate(Instant now) {
    escalations++;
    escalatesAt = now.plus(escalations < Reviews.ACTS ? cause().risk().allowed().dividedBy(2) : Reviews.ACTS_AGAIN);
  }

  Item item(Instant now) {
    return new Item(
        id, caseId(), subject(), cause(), openedAt, dueAt, escalations,
        closedAt == null ? taken(now) : Optional.empty(), draft(),
        Optional.ofNullable(closedAt));
  }
}
