package regain.enrollment.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.enrollment.Passkey;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/** A registered credential (WebAuthn Level 3 section 4, "credential record"). */
@Entity
@Table(name = "passkey")
class PasskeyRow implements EndedRows.Row {
  @Id UUID id;

  @Column(name = "person_id") UUID person;

  @Column(name = "credential_id") byte[] credentialId;

  @Column(name = "public_key") byte[] publicKey;

  @Column(name = "sign_count") long signCount;

  @Column(name = "backup_eligible") boolean backupEligible;

  @Column(name = "backed_up") boolean backedUp;

  @Column(name = "aaguid") UUID aaguid;

  String transports = "";
  String label;

  @Column(name = "bound_by") UUID boundBy;

  @Column(name = "bound_from") String boundFrom;

  @Column(name = "made_at") Instant madeAt;

  @Column(name = "used_at")
  @Nullable Instant usedAt;

  @Column(name = "provisional_until")
  @Nullable Instant provisionalUntil;

  @Column(name = "quarantined_until")
  @Nullable Instant quarantinedUntil;

  /** As long it adds and removes nothing either, though it is not new: a password that it set was not reviewed in time. */
  @Column(name = "held_until")
  @Nullable Instant heldUntil;

  /** Bound to a case that is not finished: usable for nothing anywhere. */
  boolean pending;

  /** Set while it is locked: usable for nothing, and not gone. */
  @Column(name = "locked_at")
  @Nullable Instant lockedAt;

  /** Set when it was removed or suspended: from then on it is usable for nothing. */
  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  @SuppressWarnings("NullAway.Init")
  PasskeyRow() {}

  Passkey passkey() {
    return new Passkey(
        id,
        new PersonId(person),
        label,
        backupEligible,
        backedUp,
        Optional.of(aaguid).filter(it -> !it.equals(Makes.NOT_SAID)),
        madeAt,
        Optional.ofNullable(usedAt),
        Optional.ofNullable(provisionalUntil),
        Optional.ofNullable(quarantinedUntil),
        Optional.ofNullable(heldUntil),
        new CaseId(boundBy));
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
