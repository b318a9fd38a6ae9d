package regain.audit.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/**
 * A personal field beside its leaf. Erasing a person deletes these rows; the leaves and their proofs stay. The table's own
 * number is not used: asking for it would cost a round trip for each field.
 */
@Entity
@Table(name = "audit_personal")
@IdClass(PersonalRow.Key.class)
class PersonalRow {
  @Id
  @Column(name = "event_id", updatable = false) long event;

  @Id
  @Column(updatable = false) String field;

  @Column(updatable = false) byte[] salt;

  @Column(name = "content", updatable = false) String value;

  @SuppressWarnings("NullAway.Init")
  PersonalRow() {}

  PersonalRow(long event, String field, byte[] salt, String value) {
    this.event = event;
    this.field = field;
    this.salt = salt;
    this.value = value;
  }

  record Key(long event, String field) implements Serializable {}
}
