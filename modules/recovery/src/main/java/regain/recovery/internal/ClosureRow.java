package regain.recovery.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import regain.kernel.PersonId;

/** A provider of desk agents that is cut off. */
@Entity
@Table(name = "desk_closure")
class ClosureRow {
  @Id String provider;

  String because;

  @Column(name = "closed_by") UUID closedBy;

  @Column(name = "closed_at") Instant closedAt;

  @SuppressWarnings("NullAway.Init")
  ClosureRow() {}

  ClosureRow(String provider, String because, PersonId by, Instant now) {
    this.provider = provider;
    this.because = because;
    this.closedBy = by.value();
    this.closedAt = now;
  }
}
