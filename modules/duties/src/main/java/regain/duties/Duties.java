package regain.duties;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import regain.kernel.CaseId;

/** The book of duties. */
public interface Duties {
  /** After so many tries in vain a duty counts as stuck. It is tried on all the same. */
  int STUCK_AFTER = 5;

  /** For so long a duty that a request does itself is left to it. */
  Duration ATTENDED = Duration.ofSeconds(15);

  /** Writes a duty down, due at once. Joins the caller's transaction; does nothing when the key is there already. */
  void owe(Duty duty);

  /** Writes a duty down, due at {@code due}. Joins the caller's transaction. */
  void owe(Duty duty, Instant due);

  /**
   * Writes a duty down that this very request does at once with {@link #workOn}. Everybody else leaves it alone for
   * {@link #ATTENDED}, and takes it up after that, should the request have died. Joins the caller's transaction.
   */
  void oweAttended(Duty duty);

  /**
   * Writes a duty down, due at {@code due}; one that was done before is owed once more. Returns whether it was not owed
   * already. Joins the caller's transaction.
   */
  boolean oweAgain(Duty duty, Instant due);

  /** Duties of one kind that were owed after this moment. Joins the caller's transaction. */
  List<Owed> owedSince(String kind, Instant since);

  /** The duties of a case, oldest first. Joins the caller's transaction. */
  List<Status> of(CaseId caseId);

  /** How many duties of each of these cases are not done yet; none for a case that is missing. Joins the transaction. */
  Map<CaseId, Integer> open(Set<CaseId> cases);

  /** Duties that were tried in vain at least {@link #STUCK_AFTER} times, oldest first, at most 100. Joins the transaction. */
  List<Status> stuck();

  /**
   * Claims what is due, does it and records the outcome, each in a transaction of its own. Safe on many nodes at once.
   *
   * @return how many were claimed; when not zero there may be more
   */
  int work();

  /** The same of those that are done one after the other. */
  int workInOrder();

  /** The same of those that are done in lanes ({@link LaneHandler}), the lanes side by side. */
  int workInLanes();

  /** Does one duty now, if it is due or was never tried, and is not being done elsewhere. Returns whether it is done. */
  boolean workOn(String key);

  record Owed(Duty duty, Instant at) {}

  /**
   * @param doneAt when it was done
   * @param nextTry when it is tried next, if it is not done
   * @param note what came of it, or why it was not done
   */
  record Status(Duty duty, int tries, Optional<Instant> doneAt, Instant nextTry, String note) {
    public boolean isDone() {
      return doneAt.isPresent();
    }

    public boolean isStuck() {
      return doneAt.isEmpty() && tries >= STUCK_AFTER;
    }
  }
}
