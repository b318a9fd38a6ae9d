package regain.enrollment.internal;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.Ending;
import regain.kernel.Endings;

/** Rows that end and stay: what ended is read from them, and ended again when an older database was put back. */
abstract class EndedRows<R extends EndedRows.Row> implements Endings {
  private final String kind;
  private final Class<R> rows;
  private final EntityManager database;
  private final EndedOnRecord record;

  EndedRows(String kind, Class<R> rows, EntityManager database, EndedOnRecord record) {
    this.kind = kind;
    this.rows = rows;
    this.database = database;
    this.record = record;
  }

  /** One of them. */
  interface Row {
    UUID id();

    UUID person();

    Optional<Instant> endedAt();

    void endedAt(Instant at);
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public List<Ending> since(Instant since) {
    return database
        .createQuery("from " + rows.getSimpleName() + " where endedAt > :since", rows)
        .setParameter("since", since)
        .getResultStream()
        .map(it -> new Ending(kind, it.id(), it.endedAt().orElseThrow()))
        .toList();
  }

  @Override
  public boolean again(Ending ending) {
    UUID id = UUID.fromString(ending.what());
    @Nullable R row = database.find(rows, id, LockModeType.PESSIMISTIC_WRITE);
    if (row == null || row.endedAt().isPresent()) {
      return false;
    }
    row.endedAt(ending.at());
    record.again(row.person(), ending);
    return true;
  }
}
