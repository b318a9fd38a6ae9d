package regain.signals.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What was told and is not counted yet: one row, whatever the number of series. Counting it deletes it. */
@Entity
@Table(name = "volume_told")
class ToldRow {
  @Id UUID id;

  @Column(name = "told_at") Instant at;

  /** One a line. */
  @Column(length = 4000) String series;

  @SuppressWarnings("NullAway.Init")
  ToldRow() {}

  ToldRow(UUID id, Instant at, Collection<Series> series) {
    this.id = id;
    this.at = at;
    this.series = series.stream().map(Series::text).collect(Collectors.joining("\n"));
  }

  List<Series> series() {
    return series.lines().map(Series::of).toList();
  }
}
