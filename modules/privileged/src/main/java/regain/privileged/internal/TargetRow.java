package regain.privileged.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a target was asked what it has, and when it answered. Whoever compares holds this row. */
@Entity
@Table(name = "grant_target")
class TargetRow {
  /** A target of which nothing was heard for so long is not trusted with more, where it is strict. */
  private static final Duration STALE = Duration.ofMinutes(5);

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

  /** Whether it has answered lately. One that is said to have answered long after now did so by a clock that was set back since. */
  boolean isHeard(Instant now) {
    return answeredAt != null && answeredAt.plus(STALE).isAfter(now) && answeredAt.minus(STALE).isBefore(now);
  }
}
