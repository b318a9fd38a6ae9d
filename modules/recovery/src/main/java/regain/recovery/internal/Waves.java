package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import regain.audit.Trail;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.kernel.Actor;
import regain.kernel.Transactions;
import regain.recovery.MassResetEvent;
import regain.recovery.MassResets.Condition;
import regain.recovery.MassResets.Stage;

/** Calls the next of those who wait, and sets the timer for those after them. */
@Dependent
class Waves implements DutyHandler {
  private static final String KIND = "BEGIN_WAVE";

  private final Transactions transactions;
  private final MassResetBook book;
  private final Blocking blocking;
  private final CaseStore store;
  private final Duties duties;
  private final Trail trail;

  @Inject
  Waves(
      Transactions transactions,
      MassResetBook book,
      Blocking blocking,
      CaseStore store,
      Duties duties,
      Trail trail) {
    this.transactions = transactions;
    this.book = book;
    this.blocking = blocking;
    this.store = store;
    this.duties = duties;
    this.trail = trail;
  }

  /** Owes the next wave. Joins the caller's transaction. */
  void owe(MassResetRow row, Instant due) {
    String turn = row.run + ":" + (row.wave + 1);
    duties.owe(new Duty(KIND, "wave:" + row.id + ":" + turn, Optional.of(row.act()), Map.of("turn", turn)), due);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    UUID id = duty.caseId().orElseThrow().value();
    return transactions.begin(
        () -> {
          MassResetRow row = book.lock(id).orElseThrow();
          boolean due = row.is(Condition.RUNNING) && duty.detail("turn").equals(row.run + ":" + (row.wave + 1));
          return new Outcome.Done(due ? begin(row) : "over");
        });
  }

  private String begin(MassResetRow row) {
    Instant now = store.now();
    List<MemberRow> called = book.at(row.id, Stage.WAITING, row.waveSize);
    int wave = row.wave + 1;
    called.forEach(
        it -> {
          it.called(wave);
          blocking.owe(it, row);
        });
    boolean more = book.count(row.id, Stage.WAITING) > 0;
    row.waveCame(more ? Optional.of(now.plus(row.pause())) : Optional.empty());
    if (more) {
      owe(row, now.plus(row.pause()));
    }
    trail.record(
        new Actor.House("mass-reset"),
        new MassResetEvent.WaveBegun(row.act(), Optional.empty(), wave, called.size()));
    return "called " + called.size();
  }
}
