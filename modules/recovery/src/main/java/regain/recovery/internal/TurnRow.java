package regain.recovery.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What all nodes do as one: whoever holds the row has the turn until the transaction ends, and leaves there how far it is. */
@Entity
@Table(name = "turn")
class TurnRow {
  static final String VOUCHING = "VOUCHING";

  static final String SUPERVISORS = "SUPERVISORS";

  @Id String name;

  @Column(name = "done_until")
  @Nullable Instant doneUntil;

  @SuppressWarnings("NullAway.Init")
  TurnRow() {}
}
