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

/** Recovery codes that were used. The case that used one may show it again, so it is remembered which. */
@Dependent
class UsedRecoveryCodes implements Endings {
  private final EntityManager database;
  private final EndedOnRecord record;

  @Inject
  UsedRecoveryCodes(EntityManager database, EndedOnRecord record) {
    this.database = database;
    this.record = record;
  }

  @Override
  public String kind() {
    return "recovery-code";
  }

  @Override
  public List<Ending> since(Instant since) {
    return database
        .createQuery("from RecoveryCodeRow where usedAt > :since", RecoveryCodeRow.class)
        .setParameter("since", since)
        .getResultStream()
        .map(
            it -> new Ending(
                kind(),
                it.id.toString(),
                Optional.ofNullable(it.usedAt).orElseThrow(),
                Optional.ofNullable(it.usedBy).map(UUID::toString).stream().toList()))
        .toList();
  }

  @Override
  public boolean again(Ending ending) {
    UUID id = UUID.fromString(ending.what());
    @Nullable RecoveryCodeRow row = database.find(RecoveryCodeRow.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (row == null || row.usedAt != null) {
      return false;
    }
    row.usedAt = ending.at();
    row.usedBy = ending.more().stream().findFirst().map(UUID::fromString).orElse(null);
    @Nullable KitRow kit = database.find(KitRow.class, row.kit);
    Optional.ofNullable(kit).ifPresent(it -> record.again(it.person, ending));
    return true;
  }
}
