package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import regain.kernel.Unfinished;

/**
 * Codes by mail and passkey challenges. They go without a trace, because their places (cases and sessions) are closed with
 * them; a letter with a code that is still owed then finds that nobody asks for it any more.
 */
@Dependent
class OpenCodes implements Unfinished {
  private final EntityManager database;
  private final InstantSource clock;

  @Inject
  OpenCodes(EntityManager database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "code";
  }

  @Override
  public int close() {
    Long alive = database
        .createQuery("select count(*) from CodeRow where tag is not null and expiresAt > :now", Long.class)
        .setParameter("now", clock.instant())
        .getSingleResult();
    database.createQuery("delete from ChallengeRow").executeUpdate();
    database.createQuery("delete from CodeRow").executeUpdate();
    return alive.intValue();
  }
}
