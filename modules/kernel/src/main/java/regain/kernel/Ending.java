package regain.kernel;

import java.time.Instant;
import java.util.List;

/**
 * One thing that ended and must stay so, also in a database that does not know it any more. It holds ids and no personal
 * data, because it is written down outside the database.
 *
 * @param kind which {@link Endings} it belongs to
 * @param what its id within that kind
 * @param at when it ended, by the database's clock
 * @param more whatever else is needed to end it again
 */
public record Ending(String kind, String what, Instant at, List<String> more) {
  public Ending {
    more = List.copyOf(more);
  }

  public Ending(String kind, Object what, Instant at) {
    this(kind, what.toString(), at, List.of());
  }
}
