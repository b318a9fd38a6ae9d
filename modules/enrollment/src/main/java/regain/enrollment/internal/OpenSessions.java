package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import regain.enrollment.Sessions;
import regain.kernel.Unfinished;

/** Sessions at the account page, which end with a restore. */
@Dependent
class OpenSessions implements Unfinished {
  private final EntityManager database;
  private final InstantSource clock;

  @Inject
  OpenSessions(EntityManager database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "session";
  }

  /** Also those whose time is over without anybody having written it down; they are not counted. */
  @Override
  public int close() {
    Instant now = clock.instant();
    Long alive = database
        .createQuery(
            "select count(*) from SessionRow where endedAt is null and beganAt > :began and seenAt > :seen", Long.class)
        .setParameter("began", now.minus(Sessions.LIFE))
        .setParameter("seen", now.minus(Sessions.IDLE))
        .getSingleResult();
    database
        .createQuery("update SessionRow set endedAt = :now where endedAt is null")
        .setParameter("now", now)
        .executeUpdate();
    return alive.intValue();
  }
}
