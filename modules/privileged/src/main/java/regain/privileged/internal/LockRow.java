package regain.privileged.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.PersonId;
import regain.privileged.Targets.Lock;

/** Who or what has nothing of privilege until it is lifted. */
@Entity
@Table(name = "privilege_lock")
class LockRow {
  @Id UUID id;

  @Enumerated(EnumType.STRING) Lock.On kind;

  @Column(name = "object_name") String object;

  @Column(name = "set_by") UUID setBy;

  @Column(name = "set_at") Instant setAt;

  @Column(name = "lifted_at")
  @Nullable Instant liftedAt;

  @SuppressWarnings("NullAway.Init")
  LockRow() {}

  LockRow(UUID id, Lock.On kind, String object, PersonId by, Instant now) {
    this.id = id;
    this.kind = kind;
    this.object = object;
    this.setBy = by.value();
    this.setAt = now;
  }
}
