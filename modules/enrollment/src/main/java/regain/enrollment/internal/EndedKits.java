package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.Ending;
import regain.kernel.Endings;

/** Sets of recovery codes that were replaced or suspended, or that a finished recovery ended. */
@Dependent
class EndedKits implements Endings {
  private final EntityManager database;
  private final EndedOnRecord record;

  @Inject
  EndedKits(EntityManager database, EndedOnRecord record) {
    this.database = database;
    this.record = record;
  }

  @Override
  public String kind() {
    return "kit";
  }

  @Override
  public List<Ending> since(Instant since) {
    return database
        .createQuery("from KitRow where endedAt > :since", KitRow.class)
        .setParameter("since", since)
        .getResultStream()
        .map(it -> new Ending(kind(), it.id, Optional.ofNullable(it.endedAt).orElseThrow()))
        .toList();
  }

  @Override
  public boolean again(Ending ending) {
    UUID id = UUID.fromString(ending.what());
    @Nullable KitRow row = database.find(KitRow.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (row == null || row.endedAt != null) {
      return false;
    }
    row.endedAt = ending.at();
    record.again(row.person, ending);
    return true;
  }
}
