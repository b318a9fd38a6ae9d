package regain.enrollment.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import regain.kernel.PersonId;

/** Somebody who is or was enrolled. The user handle is theirs for ever (WebAuthn section 14.6.1). */
@Entity
@Table(name = "person")
class PersonRow {
  @Id UUID id;

  @Column(name = "user_handle") byte[] userHandle;

  @Column(name = "known_since") Instant knownSince;

  @SuppressWarnings("NullAway.Init")
  PersonRow() {}

  PersonRow(PersonId person, byte[] userHandle, Instant knownSince) {
    this.id = person.value();
    this.userHandle = userHandle;
    this.knownSince = knownSince;
  }
}
