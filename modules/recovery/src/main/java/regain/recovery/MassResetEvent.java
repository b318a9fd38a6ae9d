package regain.recovery;

import java.util.Optional;
import regain.audit.Event;
import regain.audit.Word;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/** What the trail says of mass resets. The id is the mass reset's, or that of what it does to one person. */
public sealed interface MassResetEvent extends Event {
  CaseId id();

  /** Whom it is about, if it is about one of the people. */
  Optional<PersonId> person();

  @Override
  default Optional<CaseId> caseId() {
    return Optional.of(id());
  }

  @Override
  default Optional<PersonId> subject() {
    return person();
  }

  /** @param list SHA-256 of the list */
  record MassResetDrafted(CaseId id, Optional<PersonId> person, PersonId by, int people, Word list)
      implements MassResetEvent {}

  /** Somebody was shown the people in it. */
  record MassResetRead(CaseId id, Optional<PersonId> person, PersonId by) implements MassResetEvent {}

  /** @param digest of the text that was confirmed */
  record MassResetStarted(
      CaseId id, Optional<PersonId> person, PersonId proposedBy, PersonId by, int people, Word list, Word digest)
      implements MassResetEvent {}

  record WaveBegun(CaseId id, Optional<PersonId> person, int wave, int people) implements MassResetEvent {}

  record MassResetPaused(CaseId id, Optional<PersonId> person, PersonId by) implements MassResetEvent {}

  record MassResetResumed(CaseId id, Optional<PersonId> person, PersonId by) implements MassResetEvent {}

  /** @param by empty when an older database was put back */
  record MassResetStopped(CaseId id, Optional<PersonId> person, Optional<PersonId> by, int spared)
      implements MassResetEvent {}

  /** @param by empty when everybody was back */
  record MassResetEnded(CaseId id, Optional<PersonId> person, Optional<PersonId> by, int back, int open)
      implements MassResetEvent {}

  /** What was added since the incident may have begun is suspended. */
  record AddedSuspended(CaseId id, Optional<PersonId> person, CaseId reset, int suspended) implements MassResetEvent {}

  /** Their wave has come: sessions ended, and open cases are void. */
  record MemberCalled(CaseId id, Optional<PersonId> person, CaseId reset, int sessions, int cases)
      implements MassResetEvent {}

  /** One system has a password that nobody knows. */
  record SystemBlocked(CaseId id, Optional<PersonId> person, CaseId reset, Word target) implements MassResetEvent {}

  /** Every system has a password that nobody knows. */
  record MemberBlocked(CaseId id, Optional<PersonId> person, CaseId reset) implements MassResetEvent {}

  record MemberLeftOut(CaseId id, Optional<PersonId> person, CaseId reset, MassResets.Standing standing)
      implements MassResetEvent {}

  record MemberReminded(CaseId id, Optional<PersonId> person, CaseId reset, int times) implements MassResetEvent {}

  record MemberBack(CaseId id, Optional<PersonId> person, CaseId reset) implements MassResetEvent {}
}
