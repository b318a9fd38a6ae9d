package regain.recovery.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Who was somebody's supervisor when the directory was asked last, and since when it has said so. */
@Entity
@Table(name = "supervision")
class SupervisionRow {
  @Id
  @Column(name = "person_id") UUID person;

  @Column(name = "supervisor_id") UUID supervisor;

  Instant since;

  @SuppressWarnings("NullAway.Init")
  SupervisionRow() {}

  SupervisionRow(UUID person, UUID supervisor, Instant since) {
    this.person = person;
    this.supervisor = supervisor;
    this.since = since;
  }
}
