package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import regain.duties.Duty;
import regain.duties.DutyHandler;
import regain.kernel.Transactions;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnector.Answer;
import regain.privileged.port.GrantConnector.Rotated;
import regain.privileged.port.PrivilegePolicy;

/**
 * Has a target renew what somebody could know, and end what was there before once its overlap is over. What policy or the operator does not have
 * any more is left to people, unless it was renewed already.
 */
@Dependent
class Rotating implements DutyHandler {
  private final Transactions transactions;
  private final GrantBook grants;
  private final RotationBook book;
  private final Rotations rotations;
  private final Connectors connectors;
  private final PrivilegePolicy policy;

  @Inject
  Rotating(
      Transactions transactions,
      GrantBook grants,
      RotationBook book,
      Rotations rotations,
      Connectors connectors,
      PrivilegePolicy policy) {
    this.transactions = transactions;
    this.grants = grants;
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
    Instant asked = transactions.begin(grants::now);
    Optional<RotationRow> row = transactions.begin(() -> book.lock(id));
    Optional<String> former = row.flatMap(it -> Optional.ofNullable(it.former));
    if (former.isPresent()) {
      return retire(row.get(), former.get());
    }
    return row.filter(it -> !it.isDone() && !it.byHand)
        .map(it -> rotate(it, asked))
        .orElseGet(() -> new Outcome.Done("somebody has done it"));
  }

  private Outcome rotate(RotationRow row, Instant asked) {
    if (!transactions.begin(() -> book.isFirst(row))) {
      return new Outcome.Again("another is being renewed first");
    }
    Optional<GrantConnector> target = policy.secret(row.secret)
        .filter(it -> it.target().equals(row.target) && it.is().equals(row.is))
        .flatMap(it -> connectors.named(row.target));
    return switch (target.map(it -> it.rotate(row.is)).orElseGet(Rotated.ByHand::new)) {
      // Also when somebody has said meanwhile that they did it: what was there before has to be retired all the same.
      case Rotated.Done(var before) ->
        new Outcome.Done("renewed", () -> book.lock(row.id).ifPresent(it -> rotations.rotated(it, before, asked)));
      case Rotated.ByHand() ->
        new Outcome.Done(
            "left to people", () -> book.lock(row.id).filter(it -> !it.isDone()).ifPresent(rotations::byHand));
      case Rotated.Again(var why) -> failed(row.id, why);
    };
  }

  /** By what the record says alone: policy may have changed since, and the one before opens all the same. */
  private Outcome retire(RotationRow row, String former) {
    Optional<GrantConnector> target = connectors.named(row.target);
    if (target.isEmpty()) {
      return failed(row.id, "the target is not set up");
    }
    Answer answer = transactions.begin(() -> book.isRenewedSince(row))
        ? new Answer.Done()
        : target.get().retire(row.is, former);
    return answer instanceof Answer.Again(var why)
        ? failed(row.id, why)
        : new Outcome.Done("over", () -> book.lock(row.id).ifPresent(rotations::retired));
  }

  private Outcome failed(UUID id, String why) {
    transactions.run(() -> book.lock(id).ifPresent(it -> it.failed(why)));
    return new Outcome.Again(why);
  }
}
