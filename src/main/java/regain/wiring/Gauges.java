package regain.wiring;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.annotation.Gauge;
import regain.duties.Duties;
import regain.kernel.Transactions;
import regain.recovery.Reviewers;
import regain.review.Reviews;

/** What an operator should have an alarm on. */
@ApplicationScoped
public class Gauges {
  private static final int MOST = 1000;

  @Inject private Duties duties;
  @Inject private Reviews reviews;
  @Inject private Reviewers reviewers;
  @Inject private Transactions transactions;

  @SuppressWarnings("NullAway.Init")
  protected Gauges() {}

  /** Makes it, and so registers its figures, at the start. */
  void start(@Observes @Priority(500) Startup event) {
    stuck();
  }

  /** Duties that were tried in vain at least five times; 100 means 100 or more. */
  @Gauge(name = "regain_duties_stuck", unit = MetricUnits.NONE, absolute = true)
  public int stuck() {
    return transactions.begin(() -> duties.stuck().size());
  }

  /** Review items that are open; 1000 means 1000 or more. */
  @Gauge(name = "regain_reviews_open", unit = MetricUnits.NONE, absolute = true)
  public int reviews() {
    return transactions.begin(() -> reviews.tally(MOST, Optional.empty()).open());
  }

  /** Those of them whose deadline has passed; 1000 means 1000 or more. */
  @Gauge(name = "regain_reviews_overdue", unit = MetricUnits.NONE, absolute = true)
  public int overdue() {
    return transactions.begin(() -> reviews.tally(MOST, Optional.empty()).overdue());
  }

  /** How many people could review when they were last counted; -1 before the first time. */
  @Gauge(name = "regain_reviewers_able", unit = MetricUnits.NONE, absolute = true)
  public int able() {
    return reviewers.counted().map(Reviewers.Count::able).orElse(-1);
  }
}
