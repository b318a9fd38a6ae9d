package regain.enrollment.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.enrollment.Sessions;
import regain.enrollment.Sessions.Session;
import regain.kernel.PersonId;

/** A session at the account page. */
@Entity
@Table(name = "account_session")
class SessionRow {
  @Id UUID id;

  @Column(name = "token_digest") byte[] tokenDigest;

  @Column(name = "person_id") UUID person;

  @Column(name = "passkey_id") UUID passkey;

  @Column(name = "began_at") Instant beganAt;

  @Column(name = "seen_at") Instant seenAt;

  @Column(name = "proven_at") Instant provenAt;

  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  String address;
  String agent;

  @SuppressWarnings("NullAway.Init")
  SessionRow() {}

  boolean aliveAt(Instant now) {
    return endedAt == null
        && now.isBefore(beganAt.plus(Sessions.LIFE))
        && now.isBefore(seenAt.plus(Sessions.IDLE));
  }

  Session session() {
    return new Session(id, new PersonId(person), passkey, beganAt, seenAt, provenAt, address, agent);
  }
}
