package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.EnrollmentEvent;
import regain.kernel.Actor;
import regain.kernel.Ending;
import regain.kernel.PersonId;

/** Puts on record that something was ended once more after a restore. Joins the caller's transaction. */
@Dependent
class EndedOnRecord {
  private final Trail trail;

  @Inject
  EndedOnRecord(Trail trail) {
    this.trail = trail;
  }

  void again(UUID person, Ending ending) {
    trail.record(
        new Actor.House("restore"),
        new EnrollmentEvent.EndedAgain(
            Optional.of(new PersonId(person)), new Word(ending.kind()), ending.at()));
  }
}
