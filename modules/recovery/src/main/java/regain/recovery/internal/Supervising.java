package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Directory.Roll;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.recovery.Supervisions;

/** Asks the directory for what was changed, and looks at each of these people as when a case of theirs begins. */
@Dependent
class Supervising implements Supervisions {
  private static final Logger LOG = System.getLogger(Supervising.class.getName());
  /** As many people are looked at. */
  private static final int MOST = 20_000;
  /** By so much the directory's clock may be behind ours, and an entry may take to get from one server to another. */
  private static final Duration APART = Duration.ofMinutes(15);

  private final Transactions transactions;
  private final AttestationBook book;
  private final CaseStore store;
  private final Directory directory;

  @Inject
  Supervising(Transactions transactions, AttestationBook book, CaseStore store, Directory directory) {
    this.transactions = transactions;
    this.book = book;
    this.store = store;
    this.directory = directory;
  }

  /** While the directory does not answer, the next look asks from the same moment. */
  @Override
  public int look() {
    Instant now = transactions.begin(store::now);
    Instant since = transactions.begin(book::seenUntil).orElse(now).minus(APART);
    Optional<Roll> changed = directory.changed(since, MOST).known();
    if (changed.isEmpty()) {
      return 0;
    }
    if (!changed.get().whole()) {
      LOG.log(Level.WARNING, "Of the people whose entries were changed since {0} only {1} are looked at", since, MOST);
    }
    for (Account each : changed.get().people()) {
      Fact<Optional<Account>> account = directory.account(each.person());
      if (account.unavailableNow()) {
        return 0;
      }
      account.known().flatMap(it -> it)
          .ifPresent(it -> transactions.beginAgain(() -> book.observe(it)));
    }
    transactions.run(() -> book.seen(now));
    return changed.get().people().size();
  }
}
