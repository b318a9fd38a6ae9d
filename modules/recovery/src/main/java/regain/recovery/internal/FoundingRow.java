package regain.recovery.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import regain.recovery.Founders.Standing;

/** One time for which founding was open. The first row is there from the beginning, and the lock for all of them. */
@Entity
@Table(name = "founding")
class FoundingRow {
  static final int FIRST = 0;

  @Id int number;

  @Column(name = "opened_at") Instant openedAt;

  /** How many held their keys when it was last looked at. */
  int ready;

  @Column(name = "closed_at")
  @Nullable Instant closedAt;

  @SuppressWarnings("NullAway.Init")
  FoundingRow() {}

  FoundingRow(int number, Instant openedAt) {
    this.number = number;
    this.openedAt = openedAt;
  }

  boolean isOpen() {
    return closedAt == null;
  }

  Standing standing() {
    return new Standing(number, ready);
  }
}
