package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import regain.kernel.Unfinished;
import regain.recovery.MassResets.Condition;
import regain.recovery.MassResets.Stage;

/**
 * Mass resets that a restore stops. Nobody is given an old password back by it, because passwords are not here; and nobody
 * is blocked by it either, because in the world that person may have come back since. Whoever is left goes into a new list.
 */
@Dependent
class OpenMassResets implements Unfinished {
  private final MassResetBook book;
  private final Finishing finishing;

  @Inject
  OpenMassResets(MassResetBook book, Finishing finishing) {
    this.book = book;
    this.finishing = finishing;
  }

  @Override
  public String kind() {
    return "mass-reset";
  }

  @Override
  public int close() {
    List<MassResetRow> open = book.open().stream().filter(it -> !it.is(Condition.STOPPED)).toList();
    open.forEach(this::close);
    return open.size();
  }

  private void close(MassResetRow row) {
    book.at(row.id, Stage.BLOCKING, Integer.MAX_VALUE).forEach(MemberRow::spare);
    finishing.stop(row, Optional.empty());
    finishing.look(row);
  }
}
