package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import regain.audit.Trail;
import regain.audit.Word;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.kernel.Actor;
import regain.kernel.CaseId;
import regain.kernel.Chance;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.kernel.Transactions;
import regain.recovery.NewFactor;
import regain.recovery.RecoveryEvent;
import regain.recovery.State;
import regain.recovery.port.SecondFactors;
import regain.recovery.port.SecondFactors.Replacement;

/**
 * Second factors elsewhere, after somebody came back without a passkey: what is lost with it must open nothing. The duty
 * puts a factor in their place whose key nobody has; from the receipt, the person draws one whose key is shown to them once.
 * There is never a moment without one, because that would let through whoever waits at that step, or knows the password.
 */
@Dependent
class SecondFactorReset implements DutyHandler {
  static final String KIND = "RESET_SECOND_FACTOR";
  /** 130 bits: RFC 4226 section 4 asks for 128. */
  private static final int KEY_LENGTH = 26;

  private final List<SecondFactors> systems;
  private final Transactions transactions;
  private final CaseStore store;
  private final Duties duties;
  private final Trail trail;
  private final Chance chance;

  @Inject
  SecondFactorReset(
      @Any Instance<SecondFactors> systems,
      Transactions transactions,
      CaseStore store,
      Duties duties,
      Trail trail,
      Chance chance) {
    this.systems = systems.stream().filter(SecondFactors::configured).toList();
    this.transactions = transactions;
    this.store = store;
    this.duties = duties;
    this.trail = trail;
    this.chance = chance;
  }

  /** Joins the caller's transaction. */
  void owe(CaseId caseId, PersonId person) {
    for (SecondFactors system : systems) {
      duties.oweAttended(
          new Duty(
              KIND, key(caseId, system.name()), Optional.of(caseId), Map.of(
                  "system", system.name(), "person", person.toString())));
    }
  }

  void work(CaseId caseId) {
    systems.forEach(it -> duties.workOn(key(caseId, it.name())));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    PersonId person = PersonId.of(duty.detail("person"));
    Optional<SecondFactors> system = system(duty.detail("system"));
    if (system.isEmpty()) {
      return new Outcome.Again("no system of that name");
    }
    Replacement replaced = replace(system.get(), person, chance.code(KEY_LENGTH));
    if (!replaced.confirmed()) {
      return new Outcome.Again("not confirmed");
    }
    CaseId caseId = duty.caseId().orElseThrow();
    transactions.run(
        () -> trail.record(
            new Actor.House("second factors"),
            new RecoveryEvent.SecondFactorsRemoved(
                caseId, Optional.of(person), new Word(system.get().name()), replaced.removed())));
    return new Outcome.Done(Integer.toString(replaced.removed()));
  }

  private static Replacement replace(SecondFactors system, PersonId person, String key) {
    try (Secret secret = Secret.of(key)) {
      return system.replace(person, secret);
    }
  }

  /** The system from which the receipt offers a new second factor: one that had some, once. Joins the transaction. */
  Optional<String> drawable(CaseRow row, Instant now) {
    boolean inTime = row.purpose().comesBack()
        && row.state() == State.COMPLETED
        && row.factorDrawnAt == null
        && row.closedAt != null
        && now.isBefore(row.closedAt.plus(Rebinding.DRAWING));
    return inTime ? replaced(row.caseId()) : Optional.empty();
  }

  private Optional<String> replaced(CaseId caseId) {
    return duties.of(caseId).stream()
        .filter(it -> it.duty().kind().equals(KIND) && it.isDone() && !it.note().equals("0"))
        .map(it -> it.duty().detail("system"))
        .filter(it -> system(it).isPresent())
        .findFirst();
  }

  /** Draws it: put on record first, so that it is drawn once; taken back when the system does not confirm. */
  Optional<NewFactor> draw(CaseId caseId) {
    Optional<String> name = transactions.begin(() -> claim(store.lock(caseId).orElseThrow()));
    if (name.isEmpty()) {
      return Optional.empty();
    }
    PersonId person = transactions.begin(() -> store.find(caseId).flatMap(CaseRow::subject)).orElseThrow();
    String key = chance.code(KEY_LENGTH);
    boolean confirmed = replace(system(name.get()).orElseThrow(), person, key).confirmed();
    transactions.run(() -> settle(store.lock(caseId).orElseThrow(), person, name.get(), confirmed));
    return confirmed ? Optional.of(new NewFactor(name.get(), Secret.of(key))) : Optional.empty();
  }

  private Optional<String> claim(CaseRow row) {
    Optional<String> name = drawable(row, store.now());
    if (name.isPresent()) {
      row.factorDrawnAt = store.now();
    }
    return name;
  }

  private void settle(CaseRow row, PersonId person, String name, boolean confirmed) {
    if (!confirmed) {
      row.factorDrawnAt = null;
      return;
    }
    trail.record(
        new Actor.Human(person),
        new RecoveryEvent.SecondFactorDrawn(row.caseId(), row.subject(), new Word(name)));
  }

  private Optional<SecondFactors> system(String name) {
    return systems.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  private static String key(CaseId caseId, String system) {
    return "second-factor:" + caseId + ":" + system;
  }
}
