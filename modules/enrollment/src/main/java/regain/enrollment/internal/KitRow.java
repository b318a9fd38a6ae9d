package regain.enrollment.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A set of recovery codes. It counts from when it was kept until it ended. */
@Entity
@Table(name = "recovery_kit")
class KitRow implements EndedRows.Row {
  @Id UUID id;

  @Column(name = "person_id") UUID person;

  /** The act that drew it, so that "not me" can find it. */
  @Column(name = "made_by") UUID madeBy;

  @Column(name = "made_at") Instant madeAt;

  @Column(name = "kept_at")
  @Nullable Instant keptAt;

  @Column(name = "held_until")
  @Nullable Instant heldUntil;

  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  @SuppressWarnings("NullAway.Init")
  KitRow() {}

  boolean isHeldAt(Instant now) {
    return heldUntil != null && now.isBefore(heldUntil);
  }

  @Override
  public UUID id() {
    return id;
  }

  @Override
  public UUID person() {
    return person;
  }

  @Override
  public Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAt);
  }

  @Override
  public void endedAt(Instant at) {
    endedAt = at;
  }
}
