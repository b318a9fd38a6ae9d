package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import regain.enrollment.Enrollment.Holder;
import regain.kernel.CaseId;
import regain.kernel.Transactions;
import regain.recovery.Alerts;
import regain.review.Judgement;
import regain.review.Reviews;
import regain.review.Reviews.Cause;
import regain.review.Reviews.Item;
import regain.signals.Alarm;
import regain.signals.Calibration;
import regain.signals.Happening;
import regain.signals.Segment.Kind;
import regain.signals.Volumes;

/** Puts what is unusual up for review, in the transaction in which it was found. */
@Dependent
class Alerting implements Alerts {
  private static final Duration SHOWN = Duration.ofDays(30);
  private static final int HOURS = 48;

  private final Transactions transactions;
  private final Volumes volumes;
  private final Calibration calibration;
  private final Reviews reviews;
  private final CaseStore store;

  @Inject
  Alerting(Transactions transactions, Volumes volumes, Calibration calibration, Reviews reviews, CaseStore store) {
    this.transactions = transactions;
    this.volumes = volumes;
    this.calibration = calibration;
    this.reviews = reviews;
    this.store = store;
  }

  @Override
  public int look() {
    return transactions.begin(
        () -> {
          List<Alarm> alarms = volumes.look();
          alarms.forEach(it -> reviews.open(new CaseId(it.id()), Cause.ALARM));
          return alarms.size();
        });
  }

  @Override
  public Picture picture(Holder by) {
    Reviewing.require(by);
    return transactions.begin(
        () -> {
          List<Raised> raised = volumes.alarms(store.now().minus(SHOWN)).stream().map(this::raised).toList();
          int attacks = count(raised, Judgement.ABUSE);
          return new Picture(
              raised,
              new Precision(attacks, attacks + count(raised, Judgement.LEGITIMATE)),
              volumes.outlook(Happening.RESET, Kind.ORGANISATION, HOURS),
              Stream.of(Kind.POPULATION, Kind.CHANNEL, Kind.UNIT)
                  .flatMap(it -> volumes.outlook(Happening.RESET, it, HOURS).lines().stream())
                  .toList(),
              calibration.now());
        });
  }

  private Raised raised(Alarm alarm) {
    Optional<Item> item = reviews.of(new CaseId(alarm.id()), Cause.ALARM);
    Optional<Judgement> found = item
        .flatMap(it -> reviews.judgements(it.id()).stream().reduce((older, newer) -> newer))
        .map(Reviews.Given::judgement);
    return new Raised(alarm, item, found);
  }

  private static int count(List<Raised> raised, Judgement judgement) {
    return (int) raised.stream().filter(it -> it.found().filter(judgement::equals).isPresent()).count();
  }
}
