package regain.review.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/** A remark of a reviewer. */
@Entity
@Table(name = "review_note")
class NoteRow {
  @Id UUID id;

  UUID act;

  @Column(name = "noted_by") UUID by;

  @Column(name = "noted_at") Instant at;

  @Column(name = "content", length = 1000) String text;

  @SuppressWarnings("NullAway.Init")
  NoteRow() {}

  NoteRow(UUID id, CaseId act, PersonId by, String text, Instant now) {
    this.id = id;
    this.act = act.value();
    this.by = by.value();
    this.at = now;
    this.text = text;
  }
}
