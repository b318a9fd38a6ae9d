package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import regain.audit.Trail;
import regain.kernel.Actor;
import regain.kernel.PersonId;
import regain.recovery.MassResetEvent;
import regain.recovery.MassResets.Stage;
import regain.review.Reviews;

/** The end of a mass reset: somebody who took no part in it looks at what came of it. Joins the caller's transaction. */
@Dependent
class Finishing {
  private final MassResetBook book;
  private final CaseStore store;
  private final Reviews reviews;
  private final Trail trail;

  @Inject
  Finishing(MassResetBook book, CaseStore store, Reviews reviews, Trail trail) {
    this.book = book;
    this.store = store;
    this.reviews = reviews;
    this.trail = trail;
  }

  /** Somebody is back, or was left out: perhaps that was the last one. The caller has locked the row. */
  void look(MassResetRow row) {
    if (row.isOpen() && book.open(row.id) == 0) {
      end(row, Optional.empty(), "");
    }
  }

  /** Whoever was not called is never blocked. The caller has locked the row. */
  void end(MassResetRow row, Optional<PersonId> by, String because) {
    spare(row);
    int open = book.open(row.id);
    row.end(by, because, store.now());
    reviews.open(row.act(), Reviews.Cause.MASS_RESET);
    trail.record(
        by.<Actor>map(Actor.Human::new).orElseGet(() -> new Actor.House("mass-reset")),
        new MassResetEvent.MassResetEnded(
            row.act(), Optional.empty(), by, book.count(row.id, Stage.BACK), open));
  }

  /** Nobody else is called. Returns how many that spares. The caller has locked the row. */
  int stop(MassResetRow row, Optional<PersonId> by) {
    int spared = spare(row);
    row.stop();
    trail.record(
        by.<Actor>map(Actor.Human::new).orElseGet(() -> new Actor.House("restore")),
        new MassResetEvent.MassResetStopped(row.act(), Optional.empty(), by, spared));
    return spared;
  }

  private int spare(MassResetRow row) {
    var waiting = book.at(row.id, Stage.WAITING, Integer.MAX_VALUE);
    waiting.forEach(MemberRow::spare);
    return waiting.size();
  }
}
