package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import regain.audit.Trail;
import regain.enrollment.Passkeys;
import regain.kernel.Actor;
import regain.kernel.Unfinished;
import regain.recovery.RecoveryEvent;

/**
 * Cases that a restore closes: in the world they may have ended long ago. What they bound and never activated goes, their
 * continuation codes are void, and from a receipt of before nothing can be drawn any more, because that may have been done.
 */
@Dependent
class OpenCases implements Unfinished {
  static final String KIND = "case";
  /** Longer than anything can be drawn from a receipt. */
  private static final Duration RECEIPTS = Duration.ofDays(1);

  private final CaseStore store;
  private final Passkeys passkeys;
  private final Quarantine quarantine;
  private final Trail trail;

  @Inject
  OpenCases(CaseStore store, Passkeys passkeys, Quarantine quarantine, Trail trail) {
    this.store = store;
    this.passkeys = passkeys;
    this.quarantine = quarantine;
    this.trail = trail;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int close() {
    Instant now = store.now();
    store.closedSince(now.minus(RECEIPTS)).forEach(it -> it.drawn(now));
    List<CaseRow> open = store.unfinished();
    open.forEach(it -> close(it, now));
    return open.size();
  }

  private void close(CaseRow row, Instant now) {
    row.restored(now);
    quarantine.ended(row);
    passkeys.discard(row.caseId());
    trail.record(
        new Actor.House("restore"), new RecoveryEvent.CaseClosedByRestore(row.caseId(), row.subject()));
  }
}
