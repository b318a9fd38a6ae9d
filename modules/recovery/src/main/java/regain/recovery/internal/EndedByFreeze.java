package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.Contacts;
import regain.enrollment.EnrollmentEvent;
import regain.enrollment.Passkeys;
import regain.enrollment.RecoveryCodes;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Ending;
import regain.kernel.Endings;
import regain.kernel.PersonId;
import regain.review.Reviews;
import regain.signals.Signals;

/**
 * Freezes of "this was not me". Ending one again is freezing again until the same moment, suspending what that act bound,
 * forgetting what was first seen with it, and having somebody look once more.
 */
@Dependent
class EndedByFreeze implements Endings {
  private final CaseStore store;
  private final Passkeys passkeys;
  private final Contacts contacts;
  private final RecoveryCodes codes;
  private final Signals signals;
  private final Reviews reviews;
  private final Trail trail;

  @Inject
  EndedByFreeze(
      CaseStore store,
      Passkeys passkeys,
      Contacts contacts,
      RecoveryCodes codes,
      Signals signals,
      Reviews reviews,
      Trail trail) {
    this.store = store;
    this.passkeys = passkeys;
    this.contacts = contacts;
    this.codes = codes;
    this.signals = signals;
    this.reviews = reviews;
    this.trail = trail;
  }

  @Override
  public String kind() {
    return "freeze";
  }

  @Override
  public List<Ending> since(Instant since) {
    return store.frozenSince(since).stream()
        .map(
            it -> new Ending(
                kind(),
                it.act.toString(),
                it.beganAt,
                List.of(it.person.toString(), it.contact, it.until.toString())))
        .toList();
  }

  @Override
  public boolean again(Ending ending) {
    var act = new CaseId(UUID.fromString(ending.what()));
    if (store.freeze(act.value()).isPresent()) {
      return false;
    }
    PersonId person = PersonId.of(ending.more().getFirst());
    store.add(
        new FreezeRow(
            act.value(),
            person.value(),
            ending.more().get(1),
            ending.at(),
            Instant.parse(ending.more().get(2))));
    contain(act, person);
    reviews.open(act, person, Reviews.Cause.REPUDIATED);
    trail.record(
        new Actor.House("restore"),
        new EnrollmentEvent.EndedAgain(Optional.of(person), new Word(kind()), ending.at()));
    return true;
  }

  private void contain(CaseId act, PersonId person) {
    passkeys.suspend(act);
    contacts.suspend(act);
    codes.suspend(act);
    store.find(act).ifPresent(it -> signals.forget(person, it.openedAt));
  }
}
