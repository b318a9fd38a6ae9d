package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

/** Addresses that were removed or suspended. */
@Dependent
class EndedContacts extends EndedRows<ContactRow> {
  @Inject
  EndedContacts(EntityManager database, EndedOnRecord record) {
    super("contact", ContactRow.class, database, record);
  }
}
