package regain.audit.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One leaf. Inserted, never updated. */
@Entity
@Table(name = "audit_event")
class EventRow {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  @Column(name = "happened_at", updatable = false) Instant at;

  @Column(updatable = false) String type;

  @Column(name = "case_id", updatable = false)
  @Nullable UUID caseId;

  @Column(updatable = false)
  @Nullable String subject;

  @Column(updatable = false, length = 8000) String leaf;

  @SuppressWarnings("NullAway.Init")
  EventRow() {}

  EventRow(Instant at, String type, @Nullable UUID caseId, @Nullable String subject, String leaf) {
    this.at = at;
    this.type = type;
    this.caseId = caseId;
    this.subject = subject;
    this.leaf = leaf;
  }

  long number() {
    if (id == null) {
      throw new IllegalStateException("not stored yet");
    }
    return id;
  }
}
