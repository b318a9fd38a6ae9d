package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.audit.Trail;
import regain.enrollment.EnrollmentEvent;
import regain.enrollment.Invitations;
import regain.kernel.Actor;
import regain.kernel.Chance;
import regain.kernel.Crockford;
import regain.kernel.Keyring;
import regain.kernel.PersonId;
import regain.kernel.Secret;

/** Invitations in one table. */
@Dependent
class DatabaseInvitations implements Invitations {
  private static final String DOMAIN = "regain/invitation/v1";

  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;
  private final Keyring keyring;
  private final Trail trail;

  @Inject
  DatabaseInvitations(EntityManager database, InstantSource clock, Chance chance, Keyring keyring, Trail trail) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
    this.keyring = keyring;
    this.trail = trail;
  }

  @Override
  public Secret issue(PersonId person, PersonId witness, UUID statement) {
    Instant until = clock.instant().plus(LIFE);
    trail.record(new Actor.Human(witness), new EnrollmentEvent.InvitationIssued(Optional.of(person), witness, until));
    return make(person, witness, statement, LIFE);
  }

  @Override
  public Secret found(PersonId founder) {
    Instant until = clock.instant().plus(FOUNDER_LIFE);
    trail.record(new Actor.House("founding"), new EnrollmentEvent.FounderInvited(Optional.of(founder), until));
    return make(founder, null, null, FOUNDER_LIFE);
  }

  private Secret make(PersonId person, @Nullable PersonId witness, @Nullable UUID statement, Duration life) {
    Instant now = clock.instant();
    usable(person).forEach(it -> it.endedAt = now);
    String code = chance.code(LENGTH);
    var row = new InvitationRow();
    row.id = chance.uuid();
    row.person = person.value();
    row.witness = witness == null ? null : witness.value();
    row.statement = statement;
    row.tag = keyring.tag(DOMAIN, message(person, code));
    row.issuedAt = now;
    row.expiresAt = now.plus(life);
    database.persist(row);
    return Secret.of(Crockford.grouped(code));
  }

  @Override
  public Optional<UUID> fits(PersonId person, String typed) {
    byte[] message = message(person, Crockford.normalize(typed));
    return usable(person).stream().filter(it -> keyring.verify(DOMAIN, message, it.tag)).map(it -> it.id).findFirst();
  }

  @Override
  public Optional<PersonId> witness(UUID invitation) {
    @Nullable InvitationRow row = database.find(InvitationRow.class, invitation);
    return Optional.ofNullable(row).flatMap(it -> Optional.ofNullable(it.witness)).map(PersonId::new);
  }

  @Override
  public boolean use(UUID invitation) {
    @Nullable InvitationRow row = database.find(InvitationRow.class, invitation, LockModeType.PESSIMISTIC_WRITE);
    if (row == null || row.endedAt != null || !row.expiresAt.isAfter(clock.instant())) {
      return false;
    }
    row.endedAt = clock.instant();
    return true;
  }

  private List<InvitationRow> usable(PersonId person) {
    return database
        .createQuery(
            "from InvitationRow where person = :person and endedAt is null and expiresAt > :now", InvitationRow.class)
        .setParameter("person", person.value())
        .setParameter("now", clock.instant())
        .getResultList();
  }

  private static byte[] message(PersonId person, String code) {
    return (person + "\n" + code).getBytes(StandardCharsets.UTF_8);
  }
}
