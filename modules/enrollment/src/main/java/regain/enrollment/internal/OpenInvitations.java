package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import regain.kernel.Unfinished;

/** Invitations that nobody has used, as far as this database knows. */
@Dependent
class OpenInvitations implements Unfinished {
  private final EntityManager database;
  private final InstantSource clock;

  @Inject
  OpenInvitations(EntityManager database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return "invitation";
  }

  @Override
  public int close() {
    Instant now = clock.instant();
    Long usable = database
        .createQuery("select count(*) from InvitationRow where endedAt is null and expiresAt > :now", Long.class)
        .setParameter("now", now)
        .getSingleResult();
    database
        .createQuery("update InvitationRow set endedAt = :now where endedAt is null")
        .setParameter("now", now)
        .executeUpdate();
    return usable.intValue();
  }
}
