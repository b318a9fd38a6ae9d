package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import regain.signals.Volumes.Line;

/** Puts what is unusual up for review, in the transaction in which it was found. */
@Dependent
class Alerting implements Alerts {
  private static final Duration SHOWN = Duration.ofDays(30);
  private static final int HOURS = 48;
  private static final int HOURS_OF_PARTS = 24;
  /** Nobody looks at single accounts for a storm. */
  private static final Set<Kind> PARTS = EnumSet.range(Kind.POPULATION, Kind.AGENT);

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
              calibration.now());
        });
  }

  @Override
  public Storm storm(Holder by) {
    Reviewing.require(by);
    return transactions.begin(
        () -> {
          var parts = new EnumMap<Kind, List<Line>>(Kind.class);
          PARTS.forEach(it -> parts.put(it, volumes.outlook(Happening.RESET, it, HOURS_OF_PARTS).lines()));
          return new Storm(
              volumes.outlook(Happening.RESET, Kind.ORGANISATION, HOURS),
              volumes.outlook(Happening.FAILURE, Kind.ORGANISATION, HOURS),
              parts);
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
