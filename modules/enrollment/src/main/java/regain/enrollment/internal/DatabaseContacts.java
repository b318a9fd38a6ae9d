package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import regain.audit.Personal;
import regain.audit.Trail;
import regain.enrollment.Contacts;
import regain.enrollment.EnrollmentEvent;
import regain.enrollment.port.AddressRules;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;

/** Contacts in one table. Suspended and removed ones stay as rows that have ended. */
@Dependent
class DatabaseContacts implements Contacts {
  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;
  private final AddressRules rules;
  private final Trail trail;

  @Inject
  DatabaseContacts(
      EntityManager database, InstantSource clock, Chance chance, AddressRules rules, Trail trail) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
    this.rules = rules;
    this.trail = trail;
  }

  @Override
  public List<Contact> of(PersonId person) {
    return rows(person).stream().map(this::contact).toList();
  }

  @Override
  public List<Contact> channels(PersonId person) {
    Instant now = clock.instant();
    return of(person).stream().filter(it -> !it.waitsAt(now) && !isShared(person, it.address())).toList();
  }

  @Override
  public List<String> told(PersonId person) {
    Instant now = clock.instant();
    return all(person).filter(it -> it.isToldAt(now)).map(it -> it.address).toList();
  }

  @Override
  public boolean isShared(PersonId person, String address) {
    Inbox inbox = Inbox.of(address);
    return rules.isRole(inbox.local()) || database
        .createQuery(
            "from ContactRow where endedAt is null and person <> :person and (mailbox = :mailbox or mailbox is null)",
            ContactRow.class)
        .setParameter("person", person.value())
        .setParameter("mailbox", inbox.address())
        .getResultStream()
        .anyMatch(it -> inbox.isOf(it.address));
  }

  @Override
  public void confirmed(
      PersonId person, String address, boolean openedByAccount, CaseId boundBy, Optional<Instant> countsFrom) {
    Inbox inbox = Inbox.of(address);
    if (rows(person).stream().anyMatch(it -> inbox.isOf(it.address))) {
      return;
    }
    var row = new ContactRow();
    row.id = chance.uuid();
    row.person = person.value();
    row.address = address;
    row.mailbox = inbox.address();
    row.openedByAccount = openedByAccount;
    row.boundBy = boundBy.value();
    row.confirmedAt = clock.instant();
    row.countsFrom = countsFrom.orElse(null);
    database.persist(row);
    trail.record(
        new Actor.Human(person),
        new EnrollmentEvent.ContactConfirmed(Optional.of(person), new Personal(address), countsFrom));
  }

  @Override
  public int suspend(CaseId boundBy) {
    List<ContactRow> rows = boundBy(boundBy);
    rows.forEach(it -> suspend(it, boundBy));
    return rows.size();
  }

  @Override
  public int hold(CaseId boundBy, Instant until) {
    List<ContactRow> rows = boundBy(boundBy).stream().filter(it -> !it.waitsAt(until.minusNanos(1))).toList();
    rows.forEach(it -> it.countsFrom = until);
    return rows.size();
  }

  private List<ContactRow> boundBy(CaseId boundBy) {
    return database
        .createQuery("from ContactRow where boundBy = :case and endedAt is null", ContactRow.class)
        .setParameter("case", boundBy.value())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  @Override
  public int suspendWaiting(PersonId person, CaseId because) {
    List<ContactRow> waiting = database
        .createQuery(
            "from ContactRow where person = :person and endedAt is null and countsFrom > :now", ContactRow.class)
        .setParameter("person", person.value())
        .setParameter("now", clock.instant())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
    waiting.forEach(it -> suspend(it, because));
    return waiting.size();
  }

  @Override
  public int suspend(PersonId person, Instant confirmedSince, CaseId because) {
    List<ContactRow> newer = database
        .createQuery(
            "from ContactRow where person = :person and endedAt is null and confirmedAt >= :since", ContactRow.class)
        .setParameter("person", person.value())
        .setParameter("since", confirmedSince)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
    newer.forEach(it -> suspend(it, because));
    return newer.size();
  }

  private void suspend(ContactRow row, CaseId because) {
    row.endedAt = clock.instant();
    trail.record(
        new Actor.House("repudiation"),
        new EnrollmentEvent.ContactSuspended(
            Optional.of(new PersonId(row.person)), Optional.of(because), new Personal(row.address)));
  }

  @Override
  public Optional<Contact> remove(PersonId person, UUID id, CaseId act) {
    @Nullable ContactRow row = database.find(ContactRow.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (row == null || !row.person.equals(person.value()) || row.endedAt != null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    row.remove(act.value(), now, now.plus(WAIT));
    return Optional.of(contact(row));
  }

  @Override
  public Optional<Changed> changedBy(CaseId act) {
    return database
        .createQuery("from ContactRow where boundBy = :act or removedBy = :act", ContactRow.class)
        .setParameter("act", act.value())
        .getResultStream()
        .findFirst()
        .map(
            it -> act.value().equals(it.removedBy)
                ? new Changed(contact(it), true, Optional.ofNullable(it.endedAt).orElse(it.confirmedAt))
                : new Changed(contact(it), false, it.confirmedAt));
  }

  private Contact contact(ContactRow row) {
    return row.contact(rules.isOwn(Inbox.of(row.address).domain()));
  }

  private List<ContactRow> rows(PersonId person) {
    return all(person).filter(it -> it.endedAt == null).toList();
  }

  private Stream<ContactRow> all(PersonId person) {
    return database
        .createQuery("from ContactRow where person = :person order by confirmedAt", ContactRow.class)
        .setParameter("person", person.value())
        .getResultStream();
  }
}
