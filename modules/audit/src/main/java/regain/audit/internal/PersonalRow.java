package regain.audit.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A personal field beside its leaf. Erasing a person deletes these rows; the leaves and their proofs stay. */
@Entity
@Table(name = "audit_personal")
class PersonalRow {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  @Column(name = "event_id", updatable = false) long event;

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
}
