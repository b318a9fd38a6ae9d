package regain.enrollment.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Somebody who had a passkey here, of which this database has lost every trace: it was put back from before. */
@Entity
@Table(name = "enrolled_before")
class EnrolledBeforeRow {
  @Id
  @Column(name = "person_id") UUID person;

  @Column(name = "enrolled_at") Instant at;

  @SuppressWarnings("NullAway.Init")
  EnrolledBeforeRow() {}

  EnrolledBeforeRow(UUID person, Instant at) {
    this.person = person;
    this.at = at;
  }
}
