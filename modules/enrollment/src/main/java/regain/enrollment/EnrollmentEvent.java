package regain.enrollment;

import java.time.Instant;
import java.util.Optional;
import regain.audit.Event;
import regain.audit.Personal;
import regain.audit.Word;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/** What the trail says of passkeys, contacts, sessions, invitations and signatures. */
public sealed interface EnrollmentEvent extends Event {
  /** The person, where one is known. */
  Optional<PersonId> person();

  @Override
  default Optional<PersonId> subject() {
    return person();
  }

  @Override
  default Optional<CaseId> caseId() {
    return Optional.empty();
  }

  record SignedIn(Optional<PersonId> person, Personal passkey, Personal address, Personal agent)
      implements EnrollmentEvent {}

  record SignInFailed(Optional<PersonId> person, Word why, Personal address) implements EnrollmentEvent {}

  record SessionEnded(Optional<PersonId> person, Word why, int ended) implements EnrollmentEvent {}

  record PasskeyAdded(
      Optional<PersonId> person,
      Optional<CaseId> caseId,
      Personal passkey,
      boolean synced,
      boolean vouched,
      boolean pending,
      Optional<Instant> provisionalUntil,
      Personal address,
      Personal agent)
      implements EnrollmentEvent {}

  record PasskeyRefused(Optional<PersonId> person, Optional<CaseId> caseId, Word why) implements EnrollmentEvent {}

  record PasskeyActivated(Optional<PersonId> person, Optional<CaseId> caseId, Personal passkey)
      implements EnrollmentEvent {}

  record PasskeyRenamed(Optional<PersonId> person, Personal passkey) implements EnrollmentEvent {}

  record PasskeyRemoved(Optional<PersonId> person, Optional<CaseId> caseId, Personal passkey)
      implements EnrollmentEvent {}

  record PasskeySuspended(Optional<PersonId> person, Optional<CaseId> caseId, Personal passkey)
      implements EnrollmentEvent {}

  /** The provider began or stopped to keep a copy (flag BS). */
  record PasskeyBackupChanged(Optional<PersonId> person, Personal passkey, boolean backedUp)
      implements EnrollmentEvent {}

  /** The signature counter did not grow: perhaps there are two of this key. */
  record CounterWentBack(
      Optional<PersonId> person, Optional<CaseId> caseId, Personal passkey, Word stored, Word shown)
      implements EnrollmentEvent {}

  record ContactAdded(Optional<PersonId> person, Optional<CaseId> caseId, Personal contact)
      implements EnrollmentEvent {}

  record ContactConfirmed(Optional<PersonId> person, Personal contact, Optional<Instant> countsFrom)
      implements EnrollmentEvent {}

  /** The code fitted, and yet the mailbox is not this person's alone. */
  record ContactRefused(Optional<PersonId> person, Word why, Personal contact) implements EnrollmentEvent {}

  record ContactRemoved(Optional<PersonId> person, Optional<CaseId> caseId, Personal contact)
      implements EnrollmentEvent {}

  record ContactSuspended(Optional<PersonId> person, Optional<CaseId> caseId, Personal contact)
      implements EnrollmentEvent {}

  record DrillPassed(Optional<PersonId> person) implements EnrollmentEvent {}

  record RecoveryCodesMade(Optional<PersonId> person, Optional<CaseId> caseId, int codes) implements EnrollmentEvent {}

  record RecoveryCodeUsed(Optional<PersonId> person, Optional<CaseId> caseId, int left) implements EnrollmentEvent {}

  record CodeSent(Optional<PersonId> person, Optional<CaseId> caseId, Personal contact) implements EnrollmentEvent {}

  record InvitationIssued(Optional<PersonId> person, PersonId witness, Instant until) implements EnrollmentEvent {}

  record FounderInvited(Optional<PersonId> person, Instant until) implements EnrollmentEvent {}

  /** Something that had ended was alive again in a database that was put back, and was ended once more. */
  record EndedAgain(Optional<PersonId> person, Word what, Instant endedAt) implements EnrollmentEvent {}

  record StatementSigned(Optional<PersonId> person, Word domain, Word digest) implements EnrollmentEvent {}
}
