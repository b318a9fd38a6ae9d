package regain.enrollment.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A challenge that was given out and not yet answered, one for each place that asks. */
@Entity
@Table(name = "webauthn_challenge")
class ChallengeRow {
  @Id String binding;

  byte[] challenge;

  @Column(name = "expires_at") Instant expiresAt;

  @SuppressWarnings("NullAway.Init")
  ChallengeRow() {}

  ChallengeRow(String binding, byte[] challenge, Instant expiresAt) {
    this.binding = binding;
    this.challenge = challenge;
    this.expiresAt = expiresAt;
  }
}
