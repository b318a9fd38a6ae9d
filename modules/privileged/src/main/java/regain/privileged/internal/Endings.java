package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import regain.audit.Trail;
import regain.audit.Word;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.kernel.Actor;
import regain.kernel.PersonId;
import regain.privileged.Grant.Ending;
import regain.privileged.GrantEvent;

/** How a grant or a request ends. Joins the caller's transaction, which holds the row. */
@Dependent
class Endings {
  static final String REVOKE = "REVOKE_GRANT";
  /** The detail of a duty that says on which target; those that an older release has owed are without. */
  static final String TARGET = "target";

  private final GrantBook book;
  private final Duties duties;
  private final Trail trail;

  @Inject
  Endings(GrantBook book, Duties duties, Trail trail) {
    this.book = book;
    this.duties = duties;
    this.trail = trail;
  }

  /** Owes that it is taken back when its time is over. */
  void atItsTime(GrantRow row, Instant until) {
    duties.owe(duty(row, "at-its-time"), until);
  }

  /** It is taken back from now on. Returns whether that is new. */
  boolean begin(GrantRow row, Ending ending, Optional<PersonId> by) {
    boolean fresh = mark(row, ending, by);
    row.turn++;
    duties.owe(duty(row, Integer.toString(row.turn)));
    return fresh;
  }

  /** Writes down that it is being taken back, and why. */
  boolean mark(GrantRow row, Ending ending, Optional<PersonId> by) {
    boolean fresh = row.revoke(ending, book.now());
    if (fresh) {
      Actor actor = by.map(it -> (Actor) new Actor.Human(it)).orElseGet(() -> new Actor.House("grants"));
      trail.record(actor, new GrantEvent.GrantEnding(row.caseId(), Optional.of(row.person()), by, ending));
    }
    return fresh;
  }

  /** A grant over a case is on no target: it is over at once. */
  void over(GrantRow row, Ending ending, Optional<PersonId> by) {
    mark(row, ending, by);
    row.revoked(book.now());
    trail.record(
        new Actor.House("grants"),
        new GrantEvent.GrantRevoked(
            row.caseId(), Optional.of(row.person()), new Word(row.target),
            Optional.ofNullable(row.ending).orElse(ending),
            0));
  }

  /** Ends what never came to a target. */
  void close(GrantRow row, Ending ending) {
    row.close(ending, book.now());
    trail.record(new Actor.House("grants"),
        new GrantEvent.GrantClosed(row.caseId(), Optional.of(row.person()), ending));
  }

  private static Duty duty(GrantRow row, String when) {
    return new Duty(REVOKE, key(row, when), Optional.of(row.caseId()), Map.of(TARGET, row.target));
  }

  private static String key(GrantRow row, String when) {
    return "revoke-grant:" + row.id + ":" + when;
  }

  /** The duty that is owed since it was last begun to take it back. */
  static String newest(GrantRow row) {
    return key(row, Integer.toString(row.turn));
  }
}
