package regain.wiring;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.util.function.Supplier;
import regain.kernel.Transactions;

/** Transactions of the container. */
@ApplicationScoped
class ContainerTransactions implements Transactions {
  @Resource private UserTransaction transaction;
  private final Pulse pulse;

  /** For the container's proxy, which uses none of it. */
  @SuppressWarnings("NullAway")
  ContainerTransactions() {
    this.pulse = null;
  }

  @Inject
  @SuppressWarnings("NullAway.Init")
  ContainerTransactions(Pulse pulse) {
    this.pulse = pulse;
  }

  @Override
  public <T> T begin(Supplier<T> work) {
    return pulse.asking(() -> whole(work));
  }

  private <T> T whole(Supplier<T> work) {
    try {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        throw new IllegalStateException("a transaction is running already: facades do not nest");
      }
      transaction.begin();
    } catch (NotSupportedException | SystemException broken) {
      throw new PersistenceException("no transaction could begin", broken);
    }
    boolean whole = false;
    try {
      T result = work.get();
      whole = true;
      return result;
    } finally {
      end(whole);
    }
  }

  @Override
  public <T> T beginAgain(Supplier<T> work) {
    try {
      return begin(work);
    } catch (PersistenceException refused) {
      if (pulse.silent()) {
        throw refused;
      }
      return begin(work);
    }
  }

  private void end(boolean whole) {
    try {
      if (whole) {
        transaction.commit();
      } else {
        transaction.rollback();
      }
    } catch (RollbackException | HeuristicMixedException | HeuristicRollbackException | SystemException broken) {
      throw new PersistenceException("the transaction did not end as it should", broken);
    }
  }
}
