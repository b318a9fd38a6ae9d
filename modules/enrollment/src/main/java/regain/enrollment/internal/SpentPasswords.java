package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import regain.enrollment.Passkeys;
import regain.kernel.Ending;
import regain.kernel.Endings;
import regain.kernel.PersonId;

/**
 * The directory password enrols nobody any more who has had a passkey. Whose passkey is lost with the database is still
 * somebody who has had one, and is invited again.
 */
@Dependent
class SpentPasswords implements Endings {
  private final EntityManager database;
  private final Passkeys passkeys;
  private final EndedOnRecord record;

  @Inject
  SpentPasswords(EntityManager database, Passkeys passkeys, EndedOnRecord record) {
    this.database = database;
    this.passkeys = passkeys;
    this.record = record;
  }

  @Override
  public String kind() {
    return "enrolment-password";
  }

  @Override
  public List<Ending> since(Instant since) {
    return database
        .createQuery("from PasskeyRow where madeAt > :since order by madeAt", PasskeyRow.class)
        .setParameter("since", since)
        .getResultStream()
        .map(it -> new Ending(kind(), it.person, it.madeAt))
        .toList();
  }

  @Override
  public boolean again(Ending ending) {
    UUID person = UUID.fromString(ending.what());
    if (passkeys.ever(new PersonId(person))) {
      return false;
    }
    database.persist(new EnrolledBeforeRow(person, ending.at()));
    record.again(person, ending);
    return true;
  }
}
