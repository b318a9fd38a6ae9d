package regain.enrollment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import regain.enrollment.Enrollment.Holder;
import regain.kernel.Secret;

/**
 * A drill: somebody who is signed in shows a saved code and a code by mail, as they would if every passkey were gone. It
 * changes nothing and uses nothing up, and records that it works. Each method is one transaction.
 */
public interface Drills {
  /** How far this session's drill is. */
  Drill look(Holder holder);

  /** Compares a saved code, which stays good. Returns whether it fits. */
  boolean tryCode(Holder holder, Secret typed);

  /** Has a code sent to an independent contact, after a saved code fitted. Returns whether one is on its way. */
  boolean send(Holder holder);

  /** Compares the code by mail, and ends the drill when it fits. Without a saved code before it nothing fits. */
  boolean tryMail(Holder holder, Secret typed);

  /**
   * @param contacts masked addresses that a real recovery could use
   * @param countsFrom when the first of those that still wait could be used, if one does
   * @param codeFitted whether a saved code was shown
   * @param sent the code by mail that is on its way
   * @param passedAt when this or an earlier drill of the person was last passed
   */
  record Drill(
      List<String> contacts,
      Optional<Instant> countsFrom,
      boolean codeFitted,
      Optional<Codes.Pending> sent,
      Optional<Instant> passedAt) {
    public Drill {
      contacts = List.copyOf(contacts);
    }
  }
}
