package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import regain.audit.Personal;
import regain.audit.Trail;
import regain.audit.Word;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.enrollment.EnrollmentEvent;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;

/**
 * What an assertion that was verified tells of its authenticator. A counter that does not grow may mean that a second copy of
 * the key is about; it may also mean a provider that lost count. So it refuses nothing: it is on record, and somebody looks
 * at it, once a day for each passkey.
 */
@Dependent
class Usage {
  static final String REVIEW = "REVIEW_CLONE";

  private final InstantSource clock;
  private final Chance chance;
  private final Duties duties;
  private final Trail trail;

  @Inject
  Usage(InstantSource clock, Chance chance, Duties duties, Trail trail) {
    this.clock = clock;
    this.chance = chance;
    this.duties = duties;
    this.trail = trail;
  }

  /** Level 3, section 7.2: the counter, and the newest backup state. */
  void note(PasskeyRow row, long count, boolean backedUp) {
    if ((row.signCount != 0 || count != 0) && count <= row.signCount) {
      wentBack(row, count);
    }
    if (row.backedUp != backedUp) {
      trail.record(
          new Actor.Human(person(row)),
          new EnrollmentEvent.PasskeyBackupChanged(Optional.of(person(row)), new Personal(row.label), backedUp));
    }
    row.signCount = count;
    row.backedUp = backedUp;
    row.usedAt = clock.instant();
  }

  private void wentBack(PasskeyRow row, long count) {
    Instant now = clock.instant();
    CaseId act = new CaseId(chance.uuid());
    trail.record(
        new Actor.House("passkeys"),
        new EnrollmentEvent.CounterWentBack(
            Optional.of(person(row)), Optional.of(act), new Personal(row.label), number(row.signCount), number(count)));
    duties.owe(
        new Duty(
            REVIEW,
            "clone:" + row.id + ":" + now.atZone(ZoneOffset.UTC).toLocalDate(),
            Optional.of(act),
            Map.of("person", row.person.toString(), "passkey", row.id.toString())));
  }

  private static PersonId person(PasskeyRow row) {
    return new PersonId(row.person);
  }

  private static Word number(long count) {
    return new Word(Long.toString(count));
  }
}
