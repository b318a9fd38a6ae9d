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

/** Addresses that were removed or suspended. */
@Dependent
class EndedContacts implements Endings {
  private final EntityManager database;
  private final EndedOnRecord record;

  @Inject
  EndedContacts(EntityManager database, EndedOnRecord record) {
    this.database = database;
    this.record = record;
  }

  @Override
  public String kind() {
    return "contact";
  }

  @Override
  public List<Ending> since(Instant since) {
    return database
        .createQuery("from ContactRow where endedAt > :since", ContactRow.class)
        .setParameter("since", since)
        .getResultStream()
        .map(it -> new Ending(kind(), it.id, Optional.ofNullable(it.endedAt).orElseThrow()))
        .toList();
  }

  @Override
  public boolean again(Ending ending) {
    UUID id = UUID.fromString(ending.what());
    @Nullable ContactRow row = database.find(ContactRow.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (row == null || row.endedAt != null) {
      return false;
    }
    row.endedAt = ending.at();
    record.again(row.person, ending);
    return true;
  }
}
