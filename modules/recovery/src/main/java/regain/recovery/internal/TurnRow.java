package regain.recovery.internal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What is done by one after another, on all nodes: whoever holds the row has the turn until the transaction ends. */
@Entity
@Table(name = "turn")
class TurnRow {
  static final String VOUCHING = "VOUCHING";

  @Id String name;

  @SuppressWarnings("NullAway.Init")
  TurnRow() {}
}
