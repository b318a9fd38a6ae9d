package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

/** Sets of recovery codes that were replaced or suspended, or that a finished recovery ended. */
@Dependent
class EndedKits extends EndedRows<KitRow> {
  @Inject
  EndedKits(EntityManager database, EndedOnRecord record) {
    super("kit", KitRow.class, database, record);
  }
}
