package regain.audit.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is read, once for each of its personal fields, or once if it has none: nothing of it can change, so the
 * persistence context need not keep an eye on it.
 */
record Recorded(Long id, Instant at, String type, String leaf, @Nullable String field, @Nullable String value) {
  static final String OF_CASE = "select e.id, e.at, e.type, e.leaf, p.field, p.value from EventRow e"
      + " left join PersonalRow p on p.event = e.id where e.caseId = :id order by e.id";

  /** The newest about a person. Ordered by all columns of an index, so that it is read from its end, and no further than is wanted. */
  static String about(int limit) {
    return "select e.id, e.at, e.type, e.leaf, p.field, p.value from (select id as id, at as at, type as type, leaf as leaf"
        + " from EventRow where subject = :subject order by subject desc, id desc limit " + limit
        + ") e left join PersonalRow p on p.event = e.id order by e.id desc";
  }

  /** The same of one type and from before a moment, with an empty leaf: all else that is asked for stands in the index itself. */
  static String beside(int limit) {
    return "select e.id, e.at, e.type, '{}', p.field, p.value from (select id as id, at as at, type as type from EventRow"
        + " where subject = :subject and type = :type and at < :before"
        + " order by subject desc, type desc, at desc, id desc limit " + limit
        + ") e left join PersonalRow p on p.event = e.id order by e.at desc, e.id desc";
  }
}
