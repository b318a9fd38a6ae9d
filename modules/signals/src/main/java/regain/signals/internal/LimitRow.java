package regain.signals.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Tries within one window. */
@Entity
@Table(name = "rate_limit")
class LimitRow {
  @Id String bucket;

  @Column(name = "ends_at") Instant endsAt;

  int taken;

  @SuppressWarnings("NullAway.Init")
  LimitRow() {}

  LimitRow(String bucket, Instant endsAt) {
    this.bucket = bucket;
    this.endsAt = endsAt;
    this.taken = 1;
  }
}
