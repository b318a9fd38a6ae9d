package regain.signals.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import regain.signals.Thresholds;

/** The one row that whoever looks holds. */
@Entity
@Table(name = "volume_watch")
class WatchRow {
  static final int ONE = 1;

  @Id int id;

  /** When somebody looked for the first time. */
  @Column(name = "since")
  @Nullable Instant since;

  /** The day for which old rows are gone and new series have a baseline. */
  @Column(name = "tidied_for")
  @Nullable Instant tidiedFor;

  WatchRow() {}

  /** Before this moment nobody knows what is usual. */
  Instant learnsUntil(Instant now, Thresholds thresholds) {
    return (since == null ? now : since).plus(Duration.ofDays(7L * thresholds.trainingWeeks()));
  }
}
