package regain.enrollment.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A group whose members are known: whoever comes to it from here on is new in it. */
@Entity
@Table(name = "watched_group")
class WatchedGroupRow {
  @Id String name;

  @Column(name = "watched_since") Instant since;

  @SuppressWarnings("NullAway.Init")
  WatchedGroupRow() {}

  WatchedGroupRow(String name, Instant since) {
    this.name = name;
    this.since = since;
  }
}
