package regain.signals.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import regain.kernel.Unfinished;
import regain.signals.internal.SightingRow.Kind;

/**
 * Browsers that do not have to wait. Some may have been forgotten since, because they were stolen or not the person's; a
 * database that was put back cannot tell which, so it forgets all of them, and people wait once.
 */
@Dependent
class KnownBrowsers implements Unfinished {
  private final EntityManager database;

  @Inject
  KnownBrowsers(EntityManager database) {
    this.database = database;
  }

  @Override
  public String kind() {
    return "browser";
  }

  @Override
  public int close() {
    return database
        .createQuery("delete from SightingRow where kind = :kind")
        .setParameter("kind", Kind.BROWSER.name())
        .executeUpdate();
  }
}
