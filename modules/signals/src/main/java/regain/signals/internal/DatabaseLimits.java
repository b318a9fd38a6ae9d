package regain.signals.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import regain.kernel.Keyring;
import regain.kernel.Transactions;
import regain.signals.Limits;

/** Counts tries in the database, where all nodes see them. */
@Dependent
class DatabaseLimits implements Limits {
  private final EntityManager database;
  private final InstantSource clock;
  private final Keyring keyring;
  private final Transactions transactions;

  @Inject
  DatabaseLimits(EntityManager database, InstantSource clock, Keyring keyring, Transactions transactions) {
    this.database = database;
    this.clock = clock;
    this.keyring = keyring;
    this.transactions = transactions;
  }

  @Override
  public Optional<Instant> take(Limit limit, String key) {
    String bucket = limit + ":" + keyring.pseudonym("regain/limit/v1", key.getBytes(StandardCharsets.UTF_8));
    // Two first tries at once: one of them made the row. Then it is there to be counted on.
    return transactions.beginAgain(() -> count(limit, bucket));
  }

  private Optional<Instant> count(Limit limit, String bucket) {
    Instant now = clock.instant();
    @Nullable LimitRow row = database.find(LimitRow.class, bucket, LockModeType.PESSIMISTIC_WRITE);
    if (row == null) {
      database.persist(new LimitRow(bucket, now.plus(limit.window())));
      database.flush();
      return Optional.empty();
    }
    if (!row.endsAt.isAfter(now)) {
      row.endsAt = now.plus(limit.window());
      row.taken = 0;
    }
    if (row.taken >= limit.most()) {
      return Optional.of(row.endsAt);
    }
    row.taken++;
    return Optional.empty();
  }
}
