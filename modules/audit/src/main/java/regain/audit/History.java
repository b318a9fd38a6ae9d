package regain.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the trail has come. Whoever keeps a {@link Mark} elsewhere can tell later whether this is still the same history,
 * or an older one that was put back. Joins the caller's transaction.
 */
public interface History {
  /** The newest entry; empty while there is none. */
  Optional<Mark> newest();

  /** Whether this entry is part of the trail, word for word. */
  boolean holds(Mark mark);

  /**
   * One entry.
   *
   * @param position its number
   * @param digest SHA-256 of its leaf, in hexadecimal
   * @param at when it happened
   */
  record Mark(long position, String digest, Instant at) {}
}
