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
import regain.privileged.Targets.Difference.Kind;

/** What a target has and the record does not, or the other way round. */
@Entity
@Table(name = "grant_difference")
class DifferenceRow {
  @Id UUID id;

  String target;

  @Column(name = "object_name") String object;

  @Enumerated(EnumType.STRING) Kind kind;

  @Nullable UUID holder;

  Instant since;

  @Column(name = "gone_at")
  @Nullable Instant goneAt;

  @SuppressWarnings("NullAway.Init")
  DifferenceRow() {}

  DifferenceRow(UUID id, String target, String object, Kind kind, @Nullable UUID holder, Instant now) {
    this.id = id;
    this.target = target;
    this.object = object;
    this.kind = kind;
    this.holder = holder;
    this.since = now;
  }
}
