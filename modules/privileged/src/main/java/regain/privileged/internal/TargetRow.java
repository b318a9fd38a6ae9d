package regain.privileged.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a target was asked what it has, and when it answered. Whoever compares holds this row. */
@Entity
@Table(name = "grant_target")
class TargetRow {
  @Id String name;

  @Column(name = "asked_at") Instant askedAt;

  @Column(name = "answered_at")
  @Nullable Instant answeredAt;

  @SuppressWarnings("NullAway.Init")
  TargetRow() {}

  TargetRow(String name, Instant now) {
    this.name = name;
    this.askedAt = now;
  }
}
