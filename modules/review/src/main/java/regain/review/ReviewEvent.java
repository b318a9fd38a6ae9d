package regain.review;

import java.time.Instant;
import java.util.Optional;
import regain.audit.Event;
import regain.audit.Word;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/** What the trail says of reviews. Who did it is the actor of the entry. */
public sealed interface ReviewEvent extends Event {
  CaseId id();

  @Override
  default Optional<CaseId> caseId() {
    return Optional.of(id());
  }

  record ReviewOpened(CaseId id, Optional<PersonId> subject, Reviews.Cause cause, Instant due) implements ReviewEvent {}

  /** Somebody read the page. It is nothing that the person's own list shows: {@code of} is a field like others. */
  record ReviewRead(CaseId id, PersonId of) implements ReviewEvent {
    @Override
    public Optional<PersonId> subject() {
      return Optional.empty();
    }
  }

  record ReviewTaken(CaseId id, PersonId of) implements ReviewEvent {
    @Override
    public Optional<PersonId> subject() {
      return Optional.empty();
    }
  }

  /** Somebody left a remark for the next reviewer. */
  record ReviewNoted(CaseId id, PersonId of) implements ReviewEvent {
    @Override
    public Optional<PersonId> subject() {
      return Optional.empty();
    }
  }

  record ReviewReleased(CaseId id, PersonId of) implements ReviewEvent {
    @Override
    public Optional<PersonId> subject() {
      return Optional.empty();
    }
  }

  /** Somebody may not look at it: they are part of it. */
  record ReviewBarred(CaseId id, PersonId of, Reviews.No why) implements ReviewEvent {
    @Override
    public Optional<PersonId> subject() {
      return Optional.empty();
    }
  }

  /**
   * Nobody has judged it in time.
   *
   * @param times how often that was said by now
   */
  record ReviewLate(CaseId id, Optional<PersonId> subject, Reviews.Cause cause, int times) implements ReviewEvent {}

  /** @param statement SHA-256 of the text that was signed, as in {@code StatementSigned} */
  record ReviewJudged(
      CaseId id, Optional<PersonId> subject, Reviews.Cause cause, Judgement judgement, Word statement)
      implements ReviewEvent {}
}
