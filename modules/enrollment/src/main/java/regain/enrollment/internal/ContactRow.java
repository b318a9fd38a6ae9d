package regain.enrollment.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.enrollment.Contacts.Contact;

/** An address that a typed code has confirmed. */
@Entity
@Table(name = "contact")
class ContactRow {
  @Id UUID id;

  @Column(name = "person_id") UUID person;

  String address;

  @Column(name = "opened_by_account") boolean openedByAccount;

  @Column(name = "bound_by") UUID boundBy;

  @Column(name = "confirmed_at") Instant confirmedAt;

  @Column(name = "provisional_until")
  @Nullable Instant provisionalUntil;

  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  @SuppressWarnings("NullAway.Init")
  ContactRow() {}

  Contact contact() {
    return new Contact(id, address, openedByAccount, confirmedAt, Optional.ofNullable(provisionalUntil));
  }
}
