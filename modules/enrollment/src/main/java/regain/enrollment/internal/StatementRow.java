package regain.enrollment.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A signed statement with all that is needed to verify it. Inserted, never updated. */
@Entity
@Table(name = "signed_statement")
class StatementRow {
  @Id UUID id;
  String domain;

  @Column(name = "content", length = 8000) String text;

  byte[] nonce;

  @Column(name = "person_id") UUID person;

  @Column(name = "public_key") byte[] publicKey;

  @Column(name = "authenticator_data") byte[] authenticatorData;

  @Column(name = "client_data") byte[] clientData;

  byte[] signature;

  @Column(name = "signed_at") Instant signedAt;

  @SuppressWarnings("NullAway.Init")
  StatementRow() {}
}
