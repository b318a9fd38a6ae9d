package regain.audit.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is read, once for each of its personal fields, or once if it has none: nothing of it can change, so the
 * persistence context need not keep an eye on it.
 */
record Recorded(Long id, Instant at, String type, String leaf, @Nullable String field, @Nullable String value) {
  /**
   * @param events rows of {@link EventRow}, or a choice of them in brackets with the columns that are read here
   */
  static String of(String events) {
    return "select e.id, e.at, e.type, e.leaf, p.field, p.value from " + events
        + " e left join PersonalRow p on p.event = e.id";
  }

  /**
   * The newest so many events of which this is so.
   *
   * @param index all columns of the index in which they stand side by side, but for the last: ordered by all of them, they are
   *     read from its end, and no more of them than are wanted
   */
  static String newest(String where, String index, int limit) {
    return of(
        "(select id as id, at as at, type as type, leaf as leaf from EventRow where " + where
            + " order by " + index + " desc, id desc limit " + limit + ")")
        + " order by e.id desc";
  }
}
