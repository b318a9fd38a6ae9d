package regain.audit.internal;

import java.time.Instant;

/** An event as it is read: nothing of it can change, so the persistence context need not keep an eye on it. */
record Recorded(Long id, Instant at, String type, String leaf) {
  static final String OF_EVENT = "select id, at, type, leaf from EventRow";

  /** A personal field of it. */
  record Beside(long event, String field, String value) {
    static final String OF_PERSONAL = "select event, field, value from PersonalRow";
  }
}
