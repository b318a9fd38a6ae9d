package regain.signals.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** How many in one hour of one series. An hour without any has no row. */
@Entity
@Table(name = "volume_hour")
@IdClass(HourRow.Key.class)
class HourRow {
  @Id String series;

  @Id
  @Column(name = "begins_at") Instant beginsAt;

  int seen;

  @SuppressWarnings("NullAway.Init")
  HourRow() {}

  HourRow(Key key) {
    this.series = key.series;
    this.beginsAt = key.beginsAt;
  }

  Key key() {
    return new Key(series, beginsAt);
  }

  /** Which series, and which hour. */
  record Key(String series, Instant beginsAt) implements Serializable {}
}
