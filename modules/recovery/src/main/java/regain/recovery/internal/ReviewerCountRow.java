package regain.recovery.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import regain.recovery.Reviewers.Count;

/** What was counted last. There is one. */
@Entity
@Table(name = "reviewer_count")
class ReviewerCountRow {
  static final int ONLY = 1;
  private static final Duration COUNTS_FOR = Duration.ofMinutes(5);
  private static final Duration SAID_FOR = Duration.ofHours(24);

  @Id int id;

  int able;

  @Column(name = "counted_at")
  @Nullable Instant countedAt;

  /** When it was last said that they are too few; empty while they are enough. */
  @Column(name = "told_at")
  @Nullable Instant toldAt;

  boolean isDue(Instant now) {
    return countedAt == null || !now.isBefore(countedAt.plus(COUNTS_FOR));
  }

  boolean wasSaid(Instant now) {
    return toldAt != null && now.isBefore(toldAt.plus(SAID_FOR));
  }

  Optional<Count> count() {
    return Optional.ofNullable(countedAt).map(it -> new Count(able, it));
  }
}
