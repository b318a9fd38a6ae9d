package regain.recovery;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import regain.audit.Event;
import regain.audit.Personal;
import regain.audit.Word;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.recovery.port.CredentialTarget.Why;

/** What the trail says of cases. */
public sealed interface RecoveryEvent extends Event {
  /** The case. */
  CaseId id();

  /** Whom it is about, once that is known. */
  Optional<PersonId> person();

  @Override
  default Optional<CaseId> caseId() {
    return Optional.of(id());
  }

  @Override
  default Optional<PersonId> subject() {
    return person();
  }

  record CaseOpened(
      CaseId id, Optional<PersonId> person, Purpose purpose, Personal name, Personal address, Personal agent)
      implements RecoveryEvent {}

  record CaseIdentified(CaseId id, Optional<PersonId> person) implements RecoveryEvent {}

  record ProofAccepted(CaseId id, Optional<PersonId> person, Method method, boolean phishingResistant, Personal address)
      implements RecoveryEvent {}

  record ProofFailed(CaseId id, Optional<PersonId> person, Method method, Word why, Personal address)
      implements RecoveryEvent {}

  record CaseDecided(
      CaseId id, Optional<PersonId> person, State state, int floor, Word rules, Optional<Instant> waitsUntil)
      implements RecoveryEvent {}

  record CaseDenied(CaseId id, Optional<PersonId> person, Reason reason) implements RecoveryEvent {}

  record PasskeyIntended(CaseId id, Optional<PersonId> person, Set<Method> evidence) implements RecoveryEvent {}

  /** An agent of the desk asked that somebody is written to. Whom, or whether there is such a person, is not known here. */
  record HelpAsked(CaseId id, Optional<PersonId> person, PersonId by) implements RecoveryEvent {}

  record HelpOffered(CaseId id, Optional<PersonId> person, PersonId by) implements RecoveryEvent {}

  /** So many agents of the desk had the same person written to within a day. The id is that of the act that somebody looks at. */
  record SeveralAgents(CaseId id, Optional<PersonId> person, int agents) implements RecoveryEvent {}

  /** An agent of the desk looked how far a case is. Of a number that no case has the id is that of the look alone. */
  record ProgressRead(CaseId id, Optional<PersonId> person, PersonId by) implements RecoveryEvent {}

  /** An agent of the desk asked for something while their provider was cut off, or the desk paused. */
  record DeskRefused(CaseId id, Optional<PersonId> person, PersonId by, Word why) implements RecoveryEvent {}

  /** An agent of the desk asked for more than anybody needs. The id is that of the act that somebody looks at. */
  record DeskOverrun(CaseId id, Optional<PersonId> person, Word what) implements RecoveryEvent {}

  record ProviderCutOff(CaseId id, Optional<PersonId> person, PersonId by, Personal provider)
      implements RecoveryEvent {}

  record ProviderReadmitted(CaseId id, Optional<PersonId> person, PersonId by, Personal provider)
      implements RecoveryEvent {}

  record LossReported(CaseId id, Optional<PersonId> person, int suspended, int sessions, Personal address)
      implements RecoveryEvent {}

  record CaseContinued(CaseId id, Optional<PersonId> person, Personal address, Personal agent)
      implements RecoveryEvent {}

  record PasswordIntended(CaseId id, Optional<PersonId> person, Word target, Set<Method> evidence)
      implements RecoveryEvent {}

  record PasswordSet(CaseId id, Optional<PersonId> person, Word target) implements RecoveryEvent {}

  record PasswordRefused(CaseId id, Optional<PersonId> person, Word target, Why why) implements RecoveryEvent {}

  record PasswordUnclear(CaseId id, Optional<PersonId> person, Word target) implements RecoveryEvent {}

  record SessionsRevoked(CaseId id, Optional<PersonId> person, Word connector, int ended) implements RecoveryEvent {}

  /** An application took the request to end somebody's sessions. It does not show whether it did. */
  record SignOutAccepted(CaseId id, Optional<PersonId> person, Word connector) implements RecoveryEvent {}

  record SecondFactorsRemoved(CaseId id, Optional<PersonId> person, Word system, int removed)
      implements RecoveryEvent {}

  record SecondFactorDrawn(CaseId id, Optional<PersonId> person, Word system) implements RecoveryEvent {}

  record SiblingVoided(CaseId id, Optional<PersonId> person, CaseId by) implements RecoveryEvent {}

  /** Nobody has reviewed it in time: what the case made is held back for another day. */
  record HeldBack(CaseId id, Optional<PersonId> person, int passkeys, int others, Instant until)
      implements RecoveryEvent {}

  /** A reviewer found abuse: what the case gave is taken back. */
  record Contained(CaseId id, Optional<PersonId> person, int suspended, int sessions, int related)
      implements RecoveryEvent {}

  /** The password that an abusive case set is replaced by one that nobody knows. */
  record PasswordBlocked(CaseId id, Optional<PersonId> person, Word target) implements RecoveryEvent {}

  /** A reviewer found that it was the person: the freeze after "this was not me" ends. */
  record FreezeLifted(CaseId id, Optional<PersonId> person) implements RecoveryEvent {}

  /** Somebody who could vouch for the person looked at the case. */
  record AttestationRead(CaseId id, Optional<PersonId> person, PersonId by) implements RecoveryEvent {}

  /** Somebody tried to vouch, and may not. */
  record AttestationBarred(CaseId id, Optional<PersonId> person, PersonId by, Attestations.No why)
      implements RecoveryEvent {}

  /** Somebody has vouched for the person. The flags say what is unusual about it; the digest is of what they signed. */
  record Attested(
      CaseId id,
      Optional<PersonId> person,
      PersonId by,
      Method method,
      Attestations.How how,
      Word flags,
      Word digest)
      implements RecoveryEvent {}

  record AttestationWithdrawn(CaseId id, Optional<PersonId> person, PersonId by) implements RecoveryEvent {}

  /** A rule refuses because of risk, and two people would have to vouch. The signals are names with commas in between. */
  record RefusedByRisk(CaseId id, Optional<PersonId> person, Word signals) implements RecoveryEvent {}

  /** Two people have vouched although they knew why a rule refuses. */
  record AppealMet(CaseId id, Optional<PersonId> person, Word signals) implements RecoveryEvent {}

  /** Somebody has proposed and signed what somebody else has to confirm. The id is the change's. */
  record ChangeProposed(CaseId id, Optional<PersonId> person, PersonId by, Word kind, Word digest)
      implements RecoveryEvent {}

  /** Somebody else has confirmed to narrow what people may do by themselves, or to end that. */
  record PostureChanged(
      CaseId id,
      Optional<PersonId> person,
      PersonId proposedBy,
      PersonId by,
      Word narrows,
      Instant until,
      Word digest)
      implements RecoveryEvent {}

  /** Alarms are raised by other numbers, or not any more, or again: two people have signed it. */
  record CalibrationChanged(
      CaseId id, Optional<PersonId> person, PersonId proposedBy, PersonId by, int version, boolean on, Word digest)
      implements RecoveryEvent {}

  /**
   * Enough of the first people hold their keys. Number 0 is the first statement of who governs this house.
   *
   * @param number how often founding was opened before
   * @param founders who holds at least two keys
   * @param keys how many they hold together
   */
  record FoundingClosed(CaseId id, Optional<PersonId> person, int number, Set<PersonId> founders, int keys)
      implements RecoveryEvent {}

  /** Somebody at the host opened founding once more. */
  record FoundingReopened(CaseId id, Optional<PersonId> person, int number) implements RecoveryEvent {}

  /** Fewer people than there should be can review. The id is that of the alert. */
  record ReviewersTooFew(CaseId id, Optional<PersonId> person, int able) implements RecoveryEvent {}

  /** They are enough again. */
  record ReviewersSuffice(CaseId id, Optional<PersonId> person, int able) implements RecoveryEvent {}

  record CaseCompleted(CaseId id, Optional<PersonId> person, boolean reviewed) implements RecoveryEvent {}

  record CaseCancelled(CaseId id, Optional<PersonId> person) implements RecoveryEvent {}

  record CaseExpired(CaseId id, Optional<PersonId> person) implements RecoveryEvent {}

  record CaseClosedByRestore(CaseId id, Optional<PersonId> person) implements RecoveryEvent {}

  /** An older database was put back: what was open in it is closed, what had ended is ended again. The id is the epoch's. */
  record BackupRestored(
      CaseId id,
      Optional<PersonId> person,
      int cases,
      int sessions,
      int invitations,
      int codes,
      int browsers,
      int again)
      implements RecoveryEvent {}

  record Repudiated(CaseId id, Optional<PersonId> person, int suspended, Optional<Instant> frozenUntil,
      Personal address)
      implements RecoveryEvent {}

  /** The same by somebody who vouches for the person, and to whom it was written. */
  record StoppedByOther(CaseId id, Optional<PersonId> person, int suspended, Optional<Instant> frozenUntil,
      Personal address)
      implements RecoveryEvent {}
}
