package regain.enrollment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/**
 * A passkey as people see it.
 *
 * @param label the person's own name for it
 * @param synced whether it may be copied between devices (backup eligible, WebAuthn Level 3 section 6.1.3)
 * @param backedUp whether its provider keeps a copy at the moment: the newest that it said
 * @param make what its authenticator calls its make (AAGUID); empty when it does not say. A hint for the eye
 * @param provisionalUntil set while it rests on a password and a contact only
 * @param quarantinedUntil set while it can neither add nor remove anything, because it is new
 * @param heldUntil the same for one that is not: nobody has reviewed in time what it did
 * @param boundBy the case or act that bound it
 */
public record Passkey(
    UUID id,
    PersonId person,
    String label,
    boolean synced,
    boolean backedUp,
    Optional<UUID> make,
    Instant madeAt,
    Optional<Instant> usedAt,
    Optional<Instant> provisionalUntil,
    Optional<Instant> quarantinedUntil,
    Optional<Instant> heldUntil,
    CaseId boundBy) {
  /** Until when it can neither add nor remove anything at this moment, for whichever reason. */
  public Optional<Instant> restrictedUntil(Instant now) {
    return Stream.concat(quarantinedUntil.stream(), heldUntil.stream()).filter(now::isBefore).max(Instant::compareTo);
  }
}
