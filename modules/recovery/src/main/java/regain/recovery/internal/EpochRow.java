package regain.recovery.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An epoch of this database. Inserted, never changed; the first one is also the lock under which the next begins. */
@Entity
@Table(name = "restore_epoch")
class EpochRow {
  static final int FIRST = 0;

  @Id int number;

  @Column(updatable = false) UUID epoch;

  @Column(name = "began_at", updatable = false) Instant beganAt;

  @SuppressWarnings("NullAway.Init")
  EpochRow() {}

  EpochRow(int number, UUID epoch, Instant beganAt) {
    this.number = number;
    this.epoch = epoch;
    this.beganAt = beganAt;
  }
}
