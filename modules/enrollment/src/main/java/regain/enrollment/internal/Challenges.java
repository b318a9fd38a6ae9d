package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import regain.kernel.Chance;

/** Challenges are kept here, used once, and dead after five minutes (WebAuthn Level 3 section 13.4.3 and 15.1). */
@Dependent
class Challenges {
  static final Duration LIFE = Duration.ofMinutes(5);
  private static final int LENGTH = 32;

  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;

  @Inject
  Challenges(EntityManager database, InstantSource clock, Chance chance) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
  }

  byte[] ask(String binding) {
    return ask(binding, chance.bytes(LENGTH));
  }

  /** A challenge that the caller made, for signatures over a text. */
  byte[] ask(String binding, byte[] challenge) {
    Instant expiresAt = clock.instant().plus(LIFE);
    @Nullable ChallengeRow row = database.find(ChallengeRow.class, binding, LockModeType.PESSIMISTIC_WRITE);
    if (row == null) {
      database.persist(new ChallengeRow(binding, challenge, expiresAt));
    } else {
      row.challenge = challenge;
      row.expiresAt = expiresAt;
    }
    return challenge;
  }

  /** Takes the challenge away, whatever comes of it: an answer is looked at once. */
  Optional<byte[]> take(String binding) {
    @Nullable ChallengeRow row = database.find(ChallengeRow.class, binding, LockModeType.PESSIMISTIC_WRITE);
    if (row == null) {
      return Optional.empty();
    }
    database.remove(row);
    database.flush();
    return row.expiresAt.isAfter(clock.instant()) ? Optional.of(row.challenge) : Optional.empty();
  }
}
