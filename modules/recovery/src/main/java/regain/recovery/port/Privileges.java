package regain.recovery.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/** What somebody has for a while beside their sessions, and loses with them. */
public interface Privileges {
  /**
   * Owes that all of it is taken back, and ends what they wait for; a grant over a case of theirs is left alone. Joins the caller's transaction.
   */
  void takeBack(PersonId person);

  /**
   * From now on they have nothing of privilege, and no page of Regain that wants a sign-in, until {@link #release}. Does nothing when this
   * case has done so before. Joins the caller's transaction.
   */
  void lock(PersonId person, CaseId caseId);

  /** Does at once, for a few seconds at most, what {@link #takeBack} owes. Not inside a transaction. */
  void workOff(PersonId person);

  /** Whether they have nothing of privilege, whoever has locked them. Joins the caller's transaction. */
  boolean isLocked(PersonId person);

  /** Whether they are coming back in some case, and have no page that wants a sign-in. Joins the caller's transaction. */
  boolean isQuarantined(PersonId person);

  /** The targets that have not been seen yet without what they had. Joins the caller's transaction. */
  List<String> holding(PersonId person);

  /**
   * Owes that whatever of privilege they could know besides is renewed: a password of a service, for example. Joins the caller's transaction; once
   * for a case.
   */
  void renew(PersonId person, CaseId caseId);

  /** What of that a target is still to renew by itself; what only people can do holds nobody. Joins the caller's transaction. */
  List<String> renewing(CaseId caseId);

  /**
   * What is ordinary is theirs again, unless another case has locked them that is still under way. Privilege comes back only by a new request, once the case was found to be in order, or policy's delay is
   * over. Joins the caller's transaction.
   */
  void release(PersonId person, CaseId caseId);

  /** How far that is, while this case has locked them or had. Joins the caller's transaction. */
  Optional<Quarantine> quarantine(PersonId person, CaseId caseId);

  /**
   * @param lockedAt when it began
   * @param releasedAt when what is ordinary was theirs again
   * @param taken what was taken back since
   * @param known how much they could know that outlives what they had
   * @param renewing how much of that a target is still to renew
   */
  record Quarantine(Instant lockedAt, Optional<Instant> releasedAt, List<Taken> taken, int known, int renewing) {
    public Quarantine {
      taken = List.copyOf(taken);
    }
  }

  /**
   * @param what in the operator's words
   * @param goneAt when the target was seen without it
   * @param stuck whether it was tried so often that somebody has to look
   */
  record Taken(String target, String what, Optional<Instant> goneAt, boolean stuck) {}
}
