package regain.enrollment.internal;

import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.data.ByteArray;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.audit.Personal;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.EnrollmentEvent;
import regain.enrollment.Passkey;
import regain.enrollment.Passkeys;
import regain.enrollment.Terms;
import regain.enrollment.port.Account;
import regain.kernel.Actor;
import regain.kernel.Arrival;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;

/** Passkeys by Yubico's library: {@link Attestations} is WebAuthn section 7.1, {@link Assertions} is 7.2. */
// The library marks the backup flags as experimental by deprecating them; Level 3 has them for good.
@SuppressWarnings("deprecation")
@Dependent
class RelyingPasskeys implements Passkeys {
  private static final int LABEL_LENGTH = 60;
  /** What a caller is told is always the same; this is for the trail. */
  private static final String NO_CHALLENGE = "no-challenge";

  private final EntityManager database;
  private final InstantSource clock;
  private final Chance chance;
  private final Challenges challenges;
  private final CredentialRecords records;
  private final Trail trail;
  private final Party party;
  private final Assertions assertions;
  private final Attestations attestations;

  @Inject
  RelyingPasskeys(
      EntityManager database,
      InstantSource clock,
      Chance chance,
      Challenges challenges,
      CredentialRecords records,
      Trail trail,
      Party party,
      Assertions assertions,
      Attestations attestations) {
    this.database = database;
    this.clock = clock;
    this.chance = chance;
    this.challenges = challenges;
    this.records = records;
    this.trail = trail;
    this.party = party;
    this.assertions = assertions;
    this.attestations = attestations;
  }

  @Override
  public String askAssertion(String binding) {
    return assertions.ask(challenges.ask(binding));
  }

  @Override
  public Assertion verify(String binding, String answer) {
    Optional<byte[]> challenge = challenges.take(binding);
    if (challenge.isEmpty()) {
      return new Assertion.Failed(NO_CHALLENGE);
    }
    return switch (assertions.verify(challenge.get(), answer)) {
      case Assertions.Signature.Failed(String why) -> new Assertion.Failed(why);
      case Assertions.Signature.Valid valid -> new Assertion.Proven(valid.row().passkey());
    };
  }

  @Override
  public String askRegistration(String binding, Account account) {
    return attestations.ask(challenges.ask(binding), account);
  }

  @Override
  public Registration bind(
      String binding,
      PersonId person,
      String answer,
      String label,
      CaseId boundBy,
      Terms terms,
      Arrival arrival) {
    Optional<byte[]> challenge = challenges.take(binding);
    if (challenge.isEmpty()) {
      return refused(NO_CHALLENGE, Unfit.DOES_NOT_FIT, person, boundBy);
    }
    return switch (attestations.verify(challenge.get(), person, answer, terms)) {
      case Attestations.Outcome.Failed(String why, Unfit unfit) -> refused(why, unfit, person, boundBy);
      case Attestations.Outcome.Valid(RegistrationResult result) -> {
        PasskeyRow row = row(person, result, label, boundBy, terms, arrival);
        database.persist(row);
        added(row, result.isAttestationTrusted(), person, boundBy, terms, arrival);
        yield new Registration.Bound(row.passkey());
      }
    };
  }

  private Registration refused(String why, Unfit unfit, PersonId person, CaseId boundBy) {
    trail.record(
        new Actor.Human(person),
        new EnrollmentEvent.PasskeyRefused(Optional.of(person), Optional.of(boundBy), new Word(why)));
    return new Registration.Failed(unfit);
  }

  private void added(
      PasskeyRow row, boolean vouched, PersonId person, CaseId boundBy, Terms terms, Arrival arrival) {
    trail.record(
        new Actor.Human(person),
        new EnrollmentEvent.PasskeyAdded(
            Optional.of(person),
            Optional.of(boundBy),
            new Personal(row.label),
            row.backupEligible,
            vouched,
            row.pending,
            terms.provisionalUntil(),
            new Personal(arrival.address().getHostAddress()),
            new Personal(arrival.agent())));
  }

  private PasskeyRow row(
      PersonId person,
      RegistrationResult result,
      String label,
      CaseId boundBy,
      Terms terms,
      Arrival arrival) {
    var row = new PasskeyRow();
    row.id = chance.uuid();
    row.person = person.value();
    row.credentialId = result.getKeyId().getId().getBytes();
    row.publicKey = result.getPublicKeyCose().getBytes();
    row.signCount = result.getSignatureCount();
    row.backupEligible = result.isBackupEligible();
    row.backedUp = result.isBackedUp();
    row.aaguid = Makes.of(result.getAaguid());
    row.label = label(label);
    row.boundBy = boundBy.value();
    row.boundFrom = arrival.address().getHostAddress();
    row.madeAt = clock.instant();
    row.pending = terms.pending();
    row.provisionalUntil = terms.provisionalUntil().orElse(null);
    row.quarantinedUntil = terms.quarantinedUntil().orElse(null);
    return row;
  }

  @Override
  public List<Passkey> of(PersonId person) {
    return records.usable(person.value()).stream().map(PasskeyRow::passkey).toList();
  }

  @Override
  public Accepted accepted(PersonId person) {
    return new Accepted(
        party.id(),
        records.person(person.value()).map(it -> new ByteArray(it.userHandle).getBase64Url()).orElse(""),
        records.alive(person.value()).stream().map(it -> new ByteArray(it.credentialId).getBase64Url()).toList());
  }

  @Override
  public boolean unknown(String answer) {
    return assertions.credentialOf(answer)
        .filter(id -> records.byCredential(id).filter(it -> it.endedAt == null).isEmpty())
        .isPresent();
  }

  @Override
  public Optional<Passkey> activate(CaseId boundBy) {
    Optional<PasskeyRow> waiting = boundBy(boundBy).stream().filter(it -> it.pending).findFirst();
    waiting.ifPresent(
        it -> {
          it.pending = false;
          trail.record(
              new Actor.House("activation"),
              new EnrollmentEvent.PasskeyActivated(
                  Optional.of(new PersonId(it.person)), Optional.of(boundBy), new Personal(it.label)));
        });
    return waiting.map(PasskeyRow::passkey);
  }

  @Override
  public int discard(CaseId boundBy) {
    List<PasskeyRow> waiting = boundBy(boundBy).stream().filter(it -> it.pending).toList();
    waiting.forEach(database::remove);
    return waiting.size();
  }

  private List<PasskeyRow> boundBy(CaseId act) {
    return database
        .createQuery("from PasskeyRow where boundBy = :case and endedAt is null", PasskeyRow.class)
        .setParameter("case", act.value())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  @Override
  public int suspend(CaseId boundBy) {
    List<PasskeyRow> rows = boundBy(boundBy);
    rows.forEach(it -> suspend(it, boundBy));
    return rows.size();
  }

  private void suspend(PasskeyRow row, CaseId because) {
    row.endedAt = clock.instant();
    trail.record(
        new Actor.House("repudiation"),
        new EnrollmentEvent.PasskeySuspended(
            Optional.of(new PersonId(row.person)), Optional.of(because), new Personal(row.label)));
  }

  @Override
  public int suspend(PersonId person, Set<UUID> known, Instant madeSince, CaseId because) {
    List<PasskeyRow> rows = database
        .createQuery("from PasskeyRow where person = :person and endedAt is null", PasskeyRow.class)
        .setParameter("person", person.value())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .filter(it -> known.contains(it.id) || !it.madeAt.isBefore(madeSince))
        .toList();
    rows.forEach(it -> suspend(it, because));
    return rows.size();
  }

  @Override
  public Optional<Passkey> find(PersonId person, UUID id) {
    return alive(person, id).map(PasskeyRow::passkey);
  }

  /** What waits to be usable is none that anybody could have used. */
  private Optional<PasskeyRow> alive(PersonId person, UUID id) {
    @Nullable PasskeyRow row = database.find(PasskeyRow.class, id, LockModeType.PESSIMISTIC_WRITE);
    return Optional.ofNullable(row)
        .filter(it -> it.person.equals(person.value()) && it.endedAt == null && !it.pending);
  }

  @Override
  public boolean lock(PersonId person, UUID id) {
    Optional<PasskeyRow> row = alive(person, id).filter(it -> it.lockedAt == null);
    row.ifPresent(it -> it.lockedAt = clock.instant());
    return row.isPresent();
  }

  @Override
  public void unlock(PersonId person, UUID id) {
    alive(person, id).ifPresent(it -> it.lockedAt = null);
  }

  @Override
  public int quarantine(CaseId boundBy, Instant until) {
    List<PasskeyRow> rows = boundBy(boundBy).stream()
        .filter(it -> it.quarantinedUntil == null || it.quarantinedUntil.isBefore(until))
        .toList();
    rows.forEach(it -> it.quarantinedUntil = until);
    return rows.size();
  }

  /** Read again under the lock: rows are written whole, and one that was ended meanwhile must not come back. */
  @Override
  public int hold(PersonId person, Set<UUID> named, Instant until) {
    List<PasskeyRow> rows = records.usable(person.value()).stream().filter(it -> named.contains(it.id)).toList();
    rows.forEach(it -> {
      database.refresh(it, LockModeType.PESSIMISTIC_WRITE);
      it.heldUntil = until;
    });
    return rows.size();
  }

  /** Both are asked for everybody, so that the answer takes as long for all. */
  @Override
  public boolean ever(PersonId person) {
    @Nullable EnrolledBeforeRow lost = database.find(EnrolledBeforeRow.class, person.value());
    boolean here = !database.createQuery("from PasskeyRow where person = :person", PasskeyRow.class)
        .setParameter("person", person.value())
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
    return here || lost != null;
  }

  @Override
  public Optional<Instant> inherited(PersonId person) {
    List<PasskeyRow> rows = database
        .createQuery("from PasskeyRow where person = :person and pending = false", PasskeyRow.class)
        .setParameter("person", person.value())
        .getResultList();
    boolean witnessed = rows.stream().anyMatch(it -> it.provisionalUntil == null);
    Instant until = rows.stream()
        .flatMap(it -> Optional.ofNullable(it.provisionalUntil).stream())
        .max(Instant::compareTo)
        .orElseGet(clock::instant);
    return witnessed ? Optional.empty() : Optional.of(until);
  }

  @Override
  public Optional<Passkey> remove(PersonId person, UUID id) {
    return own(person, id)
        .map(
            row -> {
              row.endedAt = clock.instant();
              return row.passkey();
            });
  }

  @Override
  public boolean rename(PersonId person, UUID id, String label) {
    Optional<PasskeyRow> row = own(person, id);
    row.ifPresent(it -> it.label = label(label));
    return row.isPresent();
  }

  private Optional<PasskeyRow> own(PersonId person, UUID id) {
    @Nullable PasskeyRow row = database.find(PasskeyRow.class, id, LockModeType.PESSIMISTIC_WRITE);
    return Optional.ofNullable(row).filter(it -> it.person.equals(person.value()) && it.endedAt == null);
  }

  private static String label(String typed) {
    String label = typed.strip().replaceAll("\\p{Cntrl}", "");
    if (label.isEmpty()) {
      return "Passkey";
    }
    return label.length() > LABEL_LENGTH ? label.substring(0, LABEL_LENGTH) : label;
  }
}
