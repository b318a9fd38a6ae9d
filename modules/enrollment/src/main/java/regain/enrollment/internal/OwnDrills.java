package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import regain.audit.Trail;
import regain.enrollment.Codes;
import regain.enrollment.Contacts;
import regain.enrollment.Contacts.Contact;
import regain.enrollment.Drills;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.EnrollmentEvent;
import regain.enrollment.RecoveryCodes;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.kernel.Transactions;

/** Drills, one for each session. */
@Dependent
class OwnDrills implements Drills {
  private final Transactions transactions;
  private final EntityManager database;
  private final InstantSource clock;
  private final RecoveryCodes kits;
  private final Contacts contacts;
  private final Codes codes;
  private final Trail trail;

  @Inject
  OwnDrills(
      Transactions transactions,
      EntityManager database,
      InstantSource clock,
      RecoveryCodes kits,
      Contacts contacts,
      Codes codes,
      Trail trail) {
    this.transactions = transactions;
    this.database = database;
    this.clock = clock;
    this.kits = kits;
    this.contacts = contacts;
    this.codes = codes;
    this.trail = trail;
  }

  @Override
  public Drill look(Holder holder) {
    return transactions.begin(
        () -> new Drill(
            independent(holder.person()).stream().map(Contact::masked).toList(),
            countsFrom(holder.person()),
            row(holder).filter(it -> it.codeFittedAt != null).isPresent(),
            codes.pending(binding(holder)),
            passed(holder.person())));
  }

  @Override
  public boolean tryCode(Holder holder, Secret typed) {
    return transactions.begin(
        () -> {
          boolean fits = typed.open(it -> kits.matches(holder.person(), new String(it)));
          if (fits) {
            begun(holder).codeFittedAt = clock.instant();
          }
          return fits;
        });
  }

  @Override
  public boolean send(Holder holder) {
    return transactions.begin(
        () -> {
          Optional<Contact> to = independent(holder.person()).stream().findFirst();
          boolean early = codes.pending(binding(holder)).filter(it -> clock.instant().isBefore(it.resendFrom()))
              .isPresent();
          boolean first = row(holder).filter(it -> it.codeFittedAt != null).isEmpty();
          if (first || to.isEmpty() || early || codes.usedUp(binding(holder))) {
            return false;
          }
          codes.send(
              new Codes.Request(
                  binding(holder),
                  holder.person(),
                  new CaseId(holder.session()),
                  to.get().address(),
                  to.get().openedByAccount(),
                  holder.account().language()));
          return true;
        });
  }

  @Override
  public boolean tryMail(Holder holder, Secret typed) {
    return transactions.begin(
        () -> {
          DrillRow row = begun(holder);
          boolean fits = row.codeFittedAt != null
              && typed.open(it -> codes.check(binding(holder), new String(it))) instanceof Codes.Answer.Fits;
          if (fits) {
            row.passedAt = clock.instant();
            trail.record(
                new Actor.Human(holder.person()), new EnrollmentEvent.DrillPassed(Optional.of(holder.person())));
          }
          return fits;
        });
  }

  private List<Contact> independent(PersonId person) {
    return contacts.channels(person).stream().filter(it -> !it.openedByAccount()).toList();
  }

  private Optional<Instant> countsFrom(PersonId person) {
    Instant now = clock.instant();
    return contacts.of(person).stream()
        .filter(it -> !it.openedByAccount() && it.waitsAt(now))
        .flatMap(it -> it.countsFrom().stream())
        .min(Instant::compareTo);
  }

  private Optional<DrillRow> row(Holder holder) {
    @Nullable DrillRow row = database.find(DrillRow.class, holder.session(), LockModeType.PESSIMISTIC_WRITE);
    return Optional.ofNullable(row);
  }

  private DrillRow begun(Holder holder) {
    return row(holder)
        .orElseGet(
            () -> {
              var row = new DrillRow(holder.session(), holder.person().value());
              database.persist(row);
              return row;
            });
  }

  private Optional<Instant> passed(PersonId person) {
    return database
        .createQuery("select max(passedAt) from DrillRow where person = :person", Instant.class)
        .setParameter("person", person.value())
        .getResultStream()
        .flatMap(it -> Optional.ofNullable(it).stream())
        .findFirst();
  }

  private static String binding(Holder holder) {
    return "drill:" + holder.session();
  }
}
