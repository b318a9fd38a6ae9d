package regain.privileged.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.privileged.Locks.Lock;

/** Who or what has nothing of privilege until it is lifted. */
@Entity
@Table(name = "privilege_lock")
class LockRow {
  @Id UUID id;

  @Enumerated(EnumType.STRING) Lock.On kind;

  @Column(name = "object_name") String object;

  @Column(name = "set_by") UUID setBy;

  @Column(name = "set_at") Instant setAt;

  @Column(name = "lifted_at")
  @Nullable Instant liftedAt;

  /** The recovery of somebody privileged that has set it, if one has. */
  @Column(name = "case_id")
  @Nullable UUID caseId;

  /** When what is ordinary was theirs again. */
  @Column(name = "released_at")
  @Nullable Instant releasedAt;

  /** Until when they cannot ask for privilege after that, if nobody looks before. */
  @Column(name = "until_at")
  @Nullable Instant untilAt;

  @SuppressWarnings("NullAway.Init")
  LockRow() {}

  /** The object of a lock on what a person is given by an entitlement. */
  static String grant(PersonId holder, String entitlement) {
    return holder + ":" + entitlement;
  }

  static String grant(GrantRow row) {
    return grant(row.person(), row.entitlement);
  }

  /** The object of a lock on a passkey of a person. */
  static String factor(PersonId person, UUID passkey) {
    return person + ":" + passkey;
  }

  /** Which passkey it is about, if it is about one. */
  Optional<UUID> factor() {
    return kind == Lock.On.FACTOR ? Optional.of(UUID.fromString(behindPerson())) : Optional.empty();
  }

  private String behindPerson() {
    return object.substring(object.indexOf(':') + 1);
  }

  /** What it gives, if it is a lock on that. */
  Optional<String> entitlement() {
    return kind == Lock.On.GRANT ? Optional.of(behindPerson()) : Optional.empty();
  }

  /** Whom it is about, if it is about one. */
  Optional<PersonId> person() {
    return switch (kind) {
      case PERSON -> Optional.of(PersonId.of(object));
      case GRANT, FACTOR -> Optional.of(PersonId.of(object.substring(0, object.indexOf(':'))));
      case TARGET -> Optional.empty();
    };
  }

  LockRow(UUID id, Lock.On kind, String object, PersonId by, Instant now) {
    this.id = id;
    this.kind = kind;
    this.object = object;
    this.setBy = by.value();
    this.setAt = now;
  }

  /** Of somebody who comes back, for the time of that. */
  static LockRow ofCase(UUID id, CaseId caseId, PersonId person, Instant now) {
    var row = new LockRow(id, Lock.On.PERSON, person.toString(), person, now);
    row.caseId = caseId.value();
    return row;
  }

  /** The claim is tried again. */
  void begin() {
    releasedAt = null;
    untilAt = null;
  }

  void release(Instant now, Instant until) {
    releasedAt = now;
    untilAt = until;
  }

  Optional<CaseId> recovery() {
    return Optional.ofNullable(caseId).map(CaseId::new);
  }

  /** Whether nothing at all is theirs at the moment, not even what is ordinary. */
  boolean isQuarantine() {
    return caseId != null && releasedAt == null;
  }
}
