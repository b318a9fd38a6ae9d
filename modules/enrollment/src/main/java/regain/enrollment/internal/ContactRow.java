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
class ContactRow implements EndedRows.Row {
  @Id UUID id;

  @Column(name = "person_id") UUID person;

  String address;

  /** The {@link Inbox}, for looking up; empty where a release that did not know it wrote the row. */
  @Nullable String mailbox;

  @Column(name = "opened_by_account") boolean openedByAccount;

  @Column(name = "bound_by") UUID boundBy;

  @Column(name = "confirmed_at") Instant confirmedAt;

  @Column(name = "provisional_until")
  @Nullable Instant countsFrom;

  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  @Column(name = "removed_by")
  @Nullable UUID removedBy;

  @Column(name = "told_until")
  @Nullable Instant toldUntil;

  @SuppressWarnings("NullAway.Init")
  ContactRow() {}

  boolean waitsAt(Instant now) {
    return countsFrom != null && now.isBefore(countsFrom);
  }

  boolean isToldAt(Instant now) {
    return endedAt == null || toldUntil != null && now.isBefore(toldUntil);
  }

  /** The person took it away. One that counted is told for a while; one that never counted is not. */
  void remove(UUID act, Instant now, Instant told) {
    toldUntil = waitsAt(now) ? null : told;
    removedBy = act;
    endedAt = now;
  }

  /** @param own whether the address is one of the organisation, whatever the row says */
  Contact contact(boolean own) {
    return new Contact(id, address, own || openedByAccount, confirmedAt, Optional.ofNullable(countsFrom));
  }

  @Override
  public UUID id() {
    return id;
  }

  @Override
  public UUID person() {
    return person;
  }

  @Override
  public Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAt);
  }

  @Override
  public void endedAt(Instant at) {
    endedAt = at;
  }
}
