package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.kernel.Transactions;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnector.Answer;
import regain.privileged.port.GrantConnector.Rotated;
import regain.privileged.port.PrivilegePolicy;
import regain.privileged.port.SharedSecret;

/**
 * Has a target renew what somebody could know, and end what was there before once its overlap is over. What policy or the operator does not have
 * any more is left to people.
 */
@Dependent
class Rotating implements DutyHandler {
  private final Transactions transactions;
  private final RotationBook book;
  private final Rotations rotations;
  private final Connectors connectors;
  private final PrivilegePolicy policy;

  @Inject
  Rotating(
      Transactions transactions,
      RotationBook book,
      Rotations rotations,
      Connectors connectors,
      PrivilegePolicy policy) {
    this.transactions = transactions;
    this.book = book;
    this.rotations = rotations;
    this.connectors = connectors;
    this.policy = policy;
  }

  @Override
  public String kind() {
    return Rotations.KIND;
  }

  @Override
  public Outcome perform(Duty duty) {
    UUID id = UUID.fromString(duty.detail("rotation"));
    Optional<RotationRow> open = transactions.begin(() -> open(id));
    if (open.isEmpty()) {
      return new Outcome.Done("somebody has done it");
    }
    Optional<SharedSecret> secret = policy.secret(open.get().secret);
    Optional<GrantConnector> target = connectors.named(open.get().target);
    if (secret.isEmpty() || target.isEmpty()) {
      return byHand(id);
    }
    return Optional.ofNullable(open.get().former)
        .map(it -> retire(id, target.get(), secret.get().is(), it))
        .orElseGet(() -> rotate(id, target.get(), secret.get()));
  }

  private Outcome rotate(UUID id, GrantConnector target, SharedSecret secret) {
    return switch (target.rotate(secret.is())) {
      case Rotated.Done(var before) ->
        new Outcome.Done("renewed", onRecord(id, it -> rotations.rotated(it, before, secret.overlap())));
      case Rotated.ByHand() -> byHand(id);
      case Rotated.Again(var why) -> failed(id, why);
    };
  }

  private Outcome retire(UUID id, GrantConnector target, String is, String former) {
    return target.retire(is, former) instanceof Answer.Again(var why)
        ? failed(id, why)
        : new Outcome.Done("over", onRecord(id, it -> rotations.over(it, Optional.empty())));
  }

  private Outcome byHand(UUID id) {
    return new Outcome.Done("left to people", onRecord(id, rotations::byHand));
  }

  private Outcome failed(UUID id, String why) {
    transactions.run(onRecord(id, it -> it.failed(why)));
    return new Outcome.Again(why);
  }

  private Runnable onRecord(UUID id, Consumer<RotationRow> what) {
    return () -> open(id).ifPresent(what);
  }

  private Optional<RotationRow> open(UUID id) {
    return book.lock(id).filter(it -> !it.isDone());
  }
}
