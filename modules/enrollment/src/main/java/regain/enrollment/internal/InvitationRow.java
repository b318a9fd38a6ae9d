package regain.enrollment.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An invitation. Without a witness it is a founder's. */
@Entity
@Table(name = "invitation")
class InvitationRow {
  @Id UUID id;

  @Column(name = "person_id") UUID person;

  @Column(name = "witness_id")
  @Nullable UUID witness;

  @Column(name = "statement_id")
  @Nullable UUID statement;

  String tag;

  @Column(name = "issued_at") Instant issuedAt;

  @Column(name = "expires_at") Instant expiresAt;

  /** Set when it was used or replaced. */
  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  @SuppressWarnings("NullAway.Init")
  InvitationRow() {}
}
