package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import regain.enrollment.Enrollment.Holder;
import regain.kernel.Transactions;
import regain.recovery.Changes.Kind;
import regain.recovery.RiskSignals;
import regain.recovery.port.SignalOwner;
import regain.signals.Calibration;
import regain.signals.Calibration.Draft;
import regain.signals.Calibration.InForce;
import regain.signals.Dial;

/** The score card of the risk signals, and a change of their numbers on paper. */
@Dependent
class Owning implements RiskSignals {
  private final Transactions transactions;
  private final ChangeBook changes;
  private final Calibration calibration;
  private final FrictionBook friction;
  private final CaseStore store;
  private final PeopleNames names;
  private final SignalOwner owner;

  @Inject
  Owning(
      Transactions transactions,
      ChangeBook changes,
      Calibration calibration,
      FrictionBook friction,
      CaseStore store,
      PeopleNames names,
      SignalOwner owner) {
    this.transactions = transactions;
    this.changes = changes;
    this.calibration = calibration;
    this.friction = friction;
    this.store = store;
    this.names = names;
    this.owner = owner;
  }

  /** What is read in one transaction; whose names these are is asked afterwards. */
  private record Read(List<Approved> history, List<Paper> waiting, List<Friction> friction) {}

  private record Approved(InForce inForce, Optional<ChangeRow> change) {}

  private record Paper(ChangeRow change, Draft draft) {}

  @Override
  public Card look(Holder by) {
    Reviewing.require(by);
    Read read = transactions.begin(
        () -> new Read(
            calibration.history().stream().map(it -> new Approved(it, it.change().flatMap(changes::find))).toList(),
            changes.proposed(Kind.CALIBRATION).stream()
                .flatMap(row -> calibration.draft(row.id).map(it -> new Paper(row, it)).stream())
                .toList(),
            friction.since(store.now().minus(LOOKED_BACK))));
    return new Card(
        owner.name(),
        read.history().stream().map(it -> new Version(it.inForce(), it.change().map(this::approval))).toList(),
        read.waiting().stream().map(it -> new Waiting(names.proposed(by, it.change()), it.draft())).toList(),
        read.friction());
  }

  private Approval approval(ChangeRow row) {
    return new Approval(
        names.of(row.draftedBy),
        Stream.ofNullable(row.confirmedBy).map(names::of).findFirst().orElse("–"),
        Optional.ofNullable(row.confirmedAt).orElse(row.draftedAt),
        row.because);
  }

  @Override
  public UUID draft(Holder by, boolean on, Map<Dial, Double> turned, String because) {
    Reviewing.require(by);
    return transactions.begin(
        () -> {
          UUID id = changes.draft(Kind.CALIBRATION, by.person(), because).id;
          calibration.draft(id, on, turned);
          return id;
        });
  }
}
