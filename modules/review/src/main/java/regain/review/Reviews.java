package regain.review;

import java.time.Instant;
import java.util.List;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/** The list of things to review. It calls nobody upward; verdicts come with the workspace. */
public interface Reviews {
  /**
   * Opens an item, due after the time that its cause allows. Joins the caller's transaction. Opening the same cause of
   * the same case twice opens it once.
   */
  void open(CaseId caseId, PersonId subject, Cause cause);

  /** The same for something that is about the house and no person in it. */
  void open(CaseId act, Cause cause);

  /** Open items, the earliest deadline first, at most {@code limit}. Joins the caller's transaction. */
  List<Item> open(int limit);

  /** Why somebody has to look. */
  enum Cause {
    /** The person said that it was not them. */
    REPUDIATED,
    /** Somebody reported that something was lost or stolen. */
    LOST,
    /** Somebody came back without a passkey. */
    RECOVERED,
    /** A password was changed in one system, and another has not taken it. */
    UNEVEN,
    /** Strange surroundings, many failures or many cases. */
    UNUSUAL,
    /** A passkey's signature counter went back: perhaps there are two of it. */
    CLONED,
    /** A first passkey that rests on a password and a contact. */
    PROVISIONAL,
    /** An older database was put back: what was begun since is lost, and what had ended was ended again. */
    RESTORED
  }

  record Item(CaseId caseId, PersonId subject, Cause cause, Instant openedAt, Instant dueAt) {}
}
