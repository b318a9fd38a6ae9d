package regain.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/**
 * The trail. Recording joins the transaction of the change itself: if the trail cannot be written, the change does not
 * happen either. Nothing here changes or removes an entry.
 */
public interface Trail {
  /** Appends one event, at the database's time. Joins the caller's transaction. */
  void record(Actor actor, Event event);

  /** The newest entries about a person, at most {@code limit}, newest first. Joins the caller's transaction. */
  List<Entry> about(PersonId person, int limit);

  /** Those of one type from before this moment, with the personal fields that are kept beside them and nothing else. */
  List<Entry> beside(PersonId person, String type, Instant before, int limit);

  /** All entries of a case, oldest first. Joins the caller's transaction. */
  List<Entry> of(CaseId caseId);

  /**
   * @param type the event's type
   * @param fields the fields of the event as text; a personal field is there until it is erased
   */
  record Entry(Instant at, String type, Map<String, String> fields) {
    public Entry {
      fields = Map.copyOf(fields);
    }
  }
}
