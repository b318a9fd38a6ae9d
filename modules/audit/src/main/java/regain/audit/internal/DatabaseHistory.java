package regain.audit.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import regain.audit.History;
import regain.kernel.Digest;

/** Marks on the trail's table. Two reads by its key, so that they can be made every second. */
@Dependent
class DatabaseHistory implements History {
  private final EntityManager database;

  @Inject
  DatabaseHistory(EntityManager database) {
    this.database = database;
  }

  @Override
  public Optional<Mark> newest() {
    return database
        .createQuery("from EventRow order by id desc", EventRow.class)
        .setMaxResults(1)
        .getResultStream()
        .findFirst()
        .map(DatabaseHistory::mark);
  }

  @Override
  public boolean holds(Mark mark) {
    @Nullable EventRow row = database.find(EventRow.class, mark.position());
    return Optional.ofNullable(row).filter(it -> mark(it).digest().equals(mark.digest())).isPresent();
  }

  private static Mark mark(EventRow row) {
    return new Mark(row.number(), Digest.of(row.leaf.getBytes(StandardCharsets.UTF_8)).hex(), row.at);
  }
}
