package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.Arrival;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.policy.Method;
import regain.recovery.Recovery.Turn;
import regain.recovery.Refusal;
import regain.recovery.ShownDevice;
import regain.recovery.State;
import regain.recovery.internal.EvidenceRow.Proof;
import regain.recovery.internal.Gathering.World;
import regain.signals.Limits;
import regain.signals.Limits.Limit;

/** The one way of every proof: counted, tried by {@link Proofs}, and only then written into the case. */
@Dependent
class Showing {
  private final Steps steps;
  private final CaseStore store;
  private final SentTwice sentTwice;
  private final Announcing announcing;
  private final Limits limits;
  private final Directory directory;

  @Inject
  Showing(
      Steps steps, CaseStore store, SentTwice sentTwice, Announcing announcing, Limits limits, Directory directory) {
    this.steps = steps;
    this.store = store;
    this.sentTwice = sentTwice;
    this.announcing = announcing;
    this.limits = limits;
    this.directory = directory;
  }

  /** One computer, told from another. */
  static Secret seen(ShownDevice shown) {
    return shown instanceof ShownDevice.Certificate(X509Certificate it)
        ? Secret.of(HexFormat.of().formatHex(it.getSignature()))
        : Secret.of("");
  }

  /** A way to try a proof. It looks outside any lock and changes nothing but what it uses up. */
  interface Trying {
    Proofs.Tried attempt(CaseRow row);
  }

  Optional<Turn> proof(
      String ticket, int step, Method method, Secret shown, Arrival arrival, Trying trying) {
    Instant now = store.now();
    return sentTwice.once(
        ticket, step, method, shown, now, () -> tried(ticket, step, method, now, arrival, trying));
  }

  /**
   * Every proof goes the same way: the try is counted, tried, and only then written. A page that is out of date tries
   * nothing.
   */
  private Optional<Turn> tried(
      String ticket, int step, Method method, Instant now, Arrival arrival, Trying trying) {
    Optional<CaseRow> row = steps.peek(ticket);
    if (row.isEmpty() || row.get().step != step || !row.get().openAt(now)) {
      return steps.take(ticket, step, it -> {});
    }
    if (limits.take(Limit.PROOF_BY_CASE, row.get().id.toString()).isPresent()) {
      return steps.take(ticket, step, it -> it.refuse(Refusal.TOO_MANY_TRIES));
    }
    return switch (trying.attempt(row.get())) {
      case Proofs.Tried.Failed(String why, Refusal refusal) -> {
        Optional<Account> named = named(row.get(), refusal);
        yield steps.take(ticket, step, it -> steps.fail(it, method, why, arrival, named, refusal));
      }
      case Proofs.Tried.Shrugged(String why, Refusal refusal) -> {
        Optional<Account> named = named(row.get(), refusal);
        yield steps.take(ticket, step, it -> steps.shrug(it, method, why, arrival, named, refusal));
      }
      case Proofs.Tried.Proven(PersonId person, Proof proof) -> {
        World world = steps.world(row.get(), person, arrival);
        yield steps.take(
            ticket,
            step,
            it -> {
              steps.accept(it, world, proof);
              objectable(it, world);
            });
      }
    };
  }

  /**
   * Whose failure is counted. Asked by the name that was typed, whether anybody has it or not, so that it costs the same for
   * every name; and not of a directory that has just not answered.
   */
  private Optional<Account> named(CaseRow row, Refusal refusal) {
    return refusal == Refusal.TRY_LATER ? Optional.empty() : directory.named(row.name).known().flatMap(it -> it);
  }

  /** Whoever comes back without a passkey and has to wait: the owner is told until when they can object. */
  void objectable(CaseRow row, World world) {
    if (row.purpose().comesBack() && row.state() == State.COOLING_OFF) {
      world.known().ifPresent(it -> steps.waits(row).ifPresent(until -> announcing.waiting(row, it, until)));
    }
  }
}
