package regain.privileged.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.PersonId;

/**
 * That one agrees for another. Of two people it is one for the other at a time: the database has one row in force for both, and none ends
 * before it is forgotten.
 */
@Entity
@Table(name = "agreed_pair")
class AgreedPair {
  /** For so long one who has agreed for somebody is not agreed for by them. */
  static final Duration REMEMBERED = Duration.ofDays(30);

  @Id UUID id;

  /** The smaller of the two, as text. */
  UUID low;

  UUID high;

  UUID approver;

  UUID holder;

  @Column(name = "last_at") Instant lastAt;

  /** Empty when it is over; never false. */
  @Column(name = "in_force")
  @Nullable Boolean inForce;

  @Column(name = "closed_at")
  @Nullable Instant closedAt;

  @SuppressWarnings("NullAway.Init")
  AgreedPair() {}

  /** @param first the statement by which they first did */
  AgreedPair(UUID first, UUID approver, UUID holder, Instant now) {
    this.id = first;
    boolean lower = approver.toString().compareTo(holder.toString()) < 0;
    this.low = lower ? approver : holder;
    this.high = lower ? holder : approver;
    this.approver = approver;
    this.holder = holder;
    this.lastAt = now;
    this.inForce = true;
  }

  PersonId by() {
    return new PersonId(approver);
  }

  boolean isRemembered(Instant now) {
    return lastAt.plus(REMEMBERED).isAfter(now);
  }

  void close(Instant now) {
    inForce = null;
    closedAt = now;
  }
}
