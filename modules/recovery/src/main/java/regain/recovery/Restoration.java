package regain.recovery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import regain.kernel.Ending;

/**
 * What the database knows of epochs, and what has to be done when an older database was put back. An epoch begins with the
 * first start, and again with each restore that was noticed. Whoever keeps the epoch outside the database compares and calls
 * this. Every method joins the caller's transaction.
 */
public interface Restoration {
  /** The epoch in which the database is; empty before the first start. */
  Optional<UUID> epoch();

  /** Whether the database is in this epoch or came through it. */
  boolean knows(UUID epoch);

  /**
   * Begins the first epoch.
   *
   * @throws jakarta.persistence.PersistenceException when another node has begun one at the same moment
   */
  void found(UUID epoch);

  /** What ended after this moment, of every kind; no longer ago than it counts. */
  List<Ending> endedSince(Instant since);

  /** Whether it still has to be known that this ended. */
  boolean counts(Ending ending, Instant now);

  /** Ends once more what this database believes to be alive. Returns how much that was. */
  int endAgain(Collection<Ending> ended);

  /**
   * Closes whatever is open, ends again what had ended, and begins a new epoch. Only one of several nodes that come at once
   * does it; for the others it only ends again what they know.
   *
   * @param seen the epoch in which the caller saw the database
   * @return what was closed; empty when another node has begun a new epoch meanwhile
   */
  Optional<Closed> restored(Optional<UUID> seen, UUID next, Collection<Ending> ended);

  /**
   * @param open how many of each kind were open
   * @param again how many had to be ended again
   */
  record Closed(Map<String, Integer> open, int again) {
    public Closed {
      open = Map.copyOf(open);
    }

    public int of(String kind) {
      return open.getOrDefault(kind, 0);
    }
  }
}
