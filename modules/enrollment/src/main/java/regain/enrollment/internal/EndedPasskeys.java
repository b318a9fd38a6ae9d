package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

/** Passkeys that were removed or suspended. */
@Dependent
class EndedPasskeys extends EndedRows<PasskeyRow> {
  @Inject
  EndedPasskeys(EntityManager database, EndedOnRecord record) {
    super("passkey", PasskeyRow.class, database, record);
  }
}
