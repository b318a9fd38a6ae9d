package regain.review.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.review.Reviews.Cause;
import regain.review.Reviews.Item;

/** One thing to look at. */
@Entity
@Table(name = "review_item")
class ItemRow {
  @Id UUID id;

  @Column(name = "case_id") UUID caseId;

  @Column(name = "subject_id") UUID subject;

  String cause;

  @Column(name = "opened_at") Instant openedAt;

  @Column(name = "due_at") Instant dueAt;

  @SuppressWarnings("NullAway.Init")
  ItemRow() {}

  ItemRow(UUID id, CaseId caseId, PersonId subject, Cause cause, Instant openedAt, Instant dueAt) {
    this.id = id;
    this.caseId = caseId.value();
    this.subject = subject.value();
    this.cause = cause.name();
    this.openedAt = openedAt;
    this.dueAt = dueAt;
  }

  Item item() {
    return new Item(new CaseId(caseId), new PersonId(subject), Cause.valueOf(cause), openedAt, dueAt);
  }
}
