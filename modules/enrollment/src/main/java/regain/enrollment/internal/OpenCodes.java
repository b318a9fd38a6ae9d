package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import regain.kernel.Unfinished;

/**
 * Codes by mail and passkey challenges. They go without a trace, because their places (cases and sessions) are closed with
 * them; a letter with a code that is still owed then finds that nobody asks for it any more.
 */
@Dependent
class OpenCodes implements Unfinished {
  private final EntityManager database;

  @Inject
  OpenCodes(EntityManager database) {
    this.database = database;
  }

  @Override
  public String kind() {
    return "code";
  }

  @Override
  public int close() {
    database.createQuery("delete from ChallengeRow").executeUpdate();
    return database.createQuery("delete from CodeRow").executeUpdate();
  }
}
