package regain.signals.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** One of those on which a rule looks back, for as long as it does. */
@Entity
@Table(name = "volume_recent")
class RecentRow {
  @Id UUID id;

  String series;

  @Column(name = "told_at") Instant at;

  @Column(name = "kept_until") Instant keptUntil;

  @SuppressWarnings("NullAway.Init")
  RecentRow() {}

  RecentRow(UUID id, Series series, Instant at, Instant keptUntil) {
    this.id = id;
    this.series = series.text();
    this.at = at;
    this.keptUntil = keptUntil;
  }
}
