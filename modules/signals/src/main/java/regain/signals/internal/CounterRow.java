package regain.signals.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The decayed count of one series. */
@Entity
@Table(name = "volume_counter")
class CounterRow {
  @Id String series;

  @Column(name = "decayed") double count;

  @Column(name = "counted_at") Instant at;

  @SuppressWarnings("NullAway.Init")
  CounterRow() {}

  CounterRow(Series series, Instant at) {
    this.series = series.text();
    this.at = at;
  }

  Decayed decayed() {
    return new Decayed(count, at);
  }

  void set(Decayed decayed) {
    count = decayed.count();
    at = decayed.at();
  }
}
