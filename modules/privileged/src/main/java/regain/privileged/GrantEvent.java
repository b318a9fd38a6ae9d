package regain.privileged;

import java.time.Instant;
import java.util.Optional;
import regain.audit.Event;
import regain.audit.Word;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/** What the trail says of grants. The id is the grant's, or that of what was found on a target. */
public sealed interface GrantEvent extends Event {
  CaseId id();

  /** Whose grant it is. */
  Optional<PersonId> person();

  @Override
  default Optional<CaseId> caseId() {
    return Optional.of(id());
  }

  @Override
  default Optional<PersonId> subject() {
    return person();
  }

  /** @param digest of the request as it was frozen */
  record GrantAsked(CaseId id, Optional<PersonId> person, Word entitlement, Word target, int seconds, Word digest)
      implements GrantEvent {}

  /** @param digest of the text that was signed */
  record GrantAgreed(CaseId id, Optional<PersonId> person, PersonId by, Word group, Word digest)
      implements GrantEvent {}

  record GrantRefused(CaseId id, Optional<PersonId> person, PersonId by, Word group, Word digest)
      implements GrantEvent {}

  /** Somebody had no say in it and tried. */
  record ApprovalBarred(CaseId id, Optional<PersonId> person, PersonId by, Approvals.No why) implements GrantEvent {}

  /** It waits, and those who have to agree were told once more. */
  record GrantEscalated(CaseId id, Optional<PersonId> person, int times) implements GrantEvent {}

  /** Before the target is touched. */
  record GrantIntended(CaseId id, Optional<PersonId> person, Word target, Instant until) implements GrantEvent {}

  /** @param until when the target ends it by itself, if it does */
  record GrantIssued(CaseId id, Optional<PersonId> person, Word target, Optional<Instant> until)
      implements GrantEvent {}

  /** Its secret was shown. */
  record GrantKeyTaken(CaseId id, Optional<PersonId> person) implements GrantEvent {}

  /** @param by empty when the house itself takes it back */
  record GrantEnding(CaseId id, Optional<PersonId> person, Optional<PersonId> by, Grant.Ending ending)
      implements GrantEvent {}

  /** The target was seen without it. */
  record GrantRevoked(CaseId id, Optional<PersonId> person, Word target, Grant.Ending ending, int sessions)
      implements GrantEvent {}

  /** @param times how often somebody was let in by it, by the target's own record */
  record GrantUsed(CaseId id, Optional<PersonId> person, Word target, int times) implements GrantEvent {}

  /** Who or what has nothing of privilege from now on; the id is the lock's. */
  record LockSet(CaseId id, Optional<PersonId> person, PersonId by, Locks.Lock.On kind, Optional<Word> target)
      implements GrantEvent {}

  record LockLifted(CaseId id, Optional<PersonId> person, PersonId by, Locks.Lock.On kind, Optional<Word> target)
      implements GrantEvent {}

  /** Somebody privileged is coming back and has nothing of privilege from now on; the id is the case's. */
  record Quarantined(CaseId id, Optional<PersonId> person) implements GrantEvent {}

  /**
   * What is ordinary is theirs again.
   *
   * @param until when privilege can be asked for again, if nobody looks before
   */
  record StandardAccess(CaseId id, Optional<PersonId> person, Instant until) implements GrantEvent {}

  /** Somebody who came back could know it, and it has to be renewed; the id is the case's. */
  record SecretOwed(CaseId id, Optional<PersonId> person, Word target, Word secret) implements GrantEvent {}

  /** The target cannot renew it by itself. */
  record SecretByHand(CaseId id, Optional<PersonId> person, Word target, Word secret) implements GrantEvent {}

  /**
   * What they could know opens nothing any more.
   *
   * @param by who says so; empty when the target did it
   */
  record SecretRenewed(CaseId id, Optional<PersonId> person, Word target, Word secret, Optional<PersonId> by)
      implements GrantEvent {}

  /** It never came to a target. */
  record GrantClosed(CaseId id, Optional<PersonId> person, Grant.Ending ending) implements GrantEvent {}

  record GrantStuck(CaseId id, Optional<PersonId> person, Word target) implements GrantEvent {}

  /** What a target has and the record does not, or the other way round. */
  record TargetDiffers(CaseId id, Optional<PersonId> person, Word target, Targets.Difference.Kind kind)
      implements GrantEvent {}
}
