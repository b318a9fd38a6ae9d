package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import regain.duties.Duties;
import regain.enrollment.Enrollment.Holder;
import regain.kernel.CaseId;
import regain.kernel.Transactions;
import regain.recovery.CaseView.Effect;
import regain.recovery.Elsewhere;
import regain.recovery.port.SessionConnector;

/** Ends sessions by the same duties as a recovery does. They lie under the session of the account page that asked. */
@Dependent
class EndedElsewhere implements Elsewhere {
  private final Transactions transactions;
  private final CaseStore store;
  private final Revocations revocations;
  private final Duties duties;

  @Inject
  EndedElsewhere(Transactions transactions, CaseStore store, Revocations revocations, Duties duties) {
    this.transactions = transactions;
    this.store = store;
    this.revocations = revocations;
    this.duties = duties;
  }

  @Override
  public boolean any() {
    return !revocations.elsewhere().isEmpty();
  }

  @Override
  public List<Connected> look(Holder holder) {
    List<Duties.Status> owed = transactions.begin(() -> duties.of(act(holder)));
    return revocations.elsewhere().stream()
        .map(it -> new Connected(it.name(), it.open(holder.person()), endings(owed, it)))
        .toList();
  }

  @Override
  public boolean endAll(Holder holder) {
    if (!holder.fresh()) {
      return false;
    }
    Instant now = transactions.begin(
        () -> {
          Instant asked = store.now();
          revocations.oweElsewhere(act(holder), holder.person(), asked);
          return asked;
        });
    revocations.workElsewhere(act(holder), now);
    return true;
  }

  private static List<Effect> endings(List<Duties.Status> owed, SessionConnector connector) {
    List<Duties.Status> here = owed.stream()
        .filter(it -> it.duty().kind().equals(Revocations.KIND))
        .filter(it -> Revocations.connector(it.duty()).equals(connector.name()))
        .toList();
    return Stream.concat(
        newest(here, it -> Revocations.isLast(it.duty())).map(it -> Views.revocation(it, List.of(it))).stream(),
        newest(here, it -> Revocations.isLate(it.duty())).map(Views::logins).stream())
        .toList();
  }

  private static Optional<Duties.Status> newest(List<Duties.Status> all, Predicate<Duties.Status> kind) {
    return all.stream().filter(kind).max(Comparator.comparing(it -> Revocations.before(it.duty())));
  }

  private static CaseId act(Holder holder) {
    return new CaseId(holder.session());
  }
}
