package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.audit.Personal;
import regain.audit.Trail;
import regain.enrollment.Contacts;
import regain.enrollment.EnrollmentEvent;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;

/** Contacts in one table. */
@Dependent
class DatabaseContacts implements Contacts {
  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;
  private final Trail trail;

  @Inject
  DatabaseContacts(EntityManager database, InstantSource clock, Chance chance, Trail trail) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
    this.trail = trail;
  }

  @Override
  public List<Contact> of(PersonId person) {
    return rows(person).stream().map(ContactRow::contact).toList();
  }

  @Override
  public void confirmed(
      PersonId person, String address, boolean openedByAccount, CaseId boundBy, Optional<Instant> provisionalUntil) {
    if (rows(person).stream().anyMatch(it -> it.address.equalsIgnoreCase(address))) {
      return;
    }
    var row = new ContactRow();
    row.id = chance.uuid();
    row.person = person.value();
    row.address = address;
    row.openedByAccount = openedByAccount;
    row.boundBy = boundBy.value();
    row.confirmedAt = clock.instant();
    row.provisionalUntil = provisionalUntil.orElse(null);
    database.persist(row);
    trail.record(
        new Actor.Human(person), new EnrollmentEvent.ContactConfirmed(Optional.of(person), new Personal(address)));
  }

  @Override
  public int suspend(CaseId boundBy) {
    List<ContactRow> rows = database
        .createQuery("from ContactRow where boundBy = :case and endedAt is null", ContactRow.class)
        .setParameter("case", boundBy.value())
        .getResultList();
    for (ContactRow row : rows) {
      row.endedAt = clock.instant();
      trail.record(
          new Actor.House("repudiation"),
          new EnrollmentEvent.ContactSuspended(
              Optional.of(new PersonId(row.person)), Optional.of(boundBy), new Personal(row.address)));
    }
    return rows.size();
  }

  @Override
  public Optional<Contact> remove(PersonId person, UUID id) {
    @Nullable ContactRow row = database.find(ContactRow.class, id);
    if (row == null || !row.person.equals(person.value()) || row.endedAt != null) {
      return Optional.empty();
    }
    row.endedAt = clock.instant();
    return Optional.of(row.contact());
  }

  private List<ContactRow> rows(PersonId person) {
    return database
        .createQuery("from ContactRow where person = :person and endedAt is null order by confirmedAt",
            ContactRow.class)
        .setParameter("person", person.value())
        .getResultList();
  }
}
