package regain.signals.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import regain.signals.Alarm.Rule;
import regain.signals.Thresholds;

/** What is usual in a series, and the sum of what lies above it. A day is closed once, when it is over. */
@Entity
@Table(name = "volume_baseline")
class BaselineRow {
  @Id String series;

  /** When something was seen for the first time. */
  @Column(name = "since") Instant since;

  /** The end of the last day that was closed, exclusive; before the first it is {@link Instant#EPOCH}. */
  @Column(name = "closed_until") Instant closedUntil;

  @Column(length = 2000)
  @Nullable String rates;

  double spread;

  @Column(name = "day_spread") double daySpread;

  double weeks;

  @Column(name = "ramp_sum") double rampSum;

  @Column(name = "ramp_days") int rampDays;

  @Column(name = "ramp_seen") double rampSeen;

  @Column(name = "ramp_expected") double rampExpected;

  @SuppressWarnings("NullAway.Init")
  BaselineRow() {}

  BaselineRow(Series series, Instant since) {
    this.series = series.text();
    this.since = since;
    this.closedUntil = Instant.EPOCH;
  }

  Series series() {
    return Series.of(series);
  }

  Optional<Baseline> baseline(Thresholds thresholds) {
    return Optional.ofNullable(rates).map(it -> Baseline.of(it, spread, daySpread, weeks, thresholds.zone()));
  }

  /**
   * Closes the days until {@code today}: first they are compared with what was usual before them, then they are learned from.
   * What is usual rises no faster than allowed once the series is as old as the training. A younger one has no ramp.
   *
   * @param hours how many in each hour of the weeks before today
   */
  Optional<Finding> close(Instant today, int[] hours, Thresholds thresholds) {
    Instant start = today.minus(Duration.ofHours(hours.length));
    Optional<Baseline> before = baseline(thresholds).filter(it -> !since.isAfter(start));
    Ramp ramp = before.map(it -> ramp(it, start, today, hours, thresholds)).orElse(Ramp.NONE);
    double age = days(since, today) / 7;
    Baseline fitted = Baseline.fit(hours, start, age, thresholds);
    write(
        before.map(it -> fitted.atMost(allowed(it, days(closedUntil, today), thresholds))).orElse(fitted),
        ramp,
        today);
    return Optional.of(ramp)
        .filter(it -> it.isOver(thresholds))
        .map(
            it -> new Finding(
                Rule.RAMP,
                series(),
                today.minus(Duration.ofDays(it.days())),
                today,
                it.seen() * thresholds.together(series().what()),
                it.expected() * thresholds.together(series().what()),
                Optional.empty()));
  }

  private Ramp ramp(Baseline usual, Instant start, Instant today, int[] hours, Thresholds thresholds) {
    int together = thresholds.together(series().what());
    Ramp ramp = new Ramp(rampSum, rampDays, rampSeen, rampExpected);
    Instant from = closedUntil.isBefore(start) ? start : closedUntil;
    for (Instant day = from; day.isBefore(today); day = day.plus(Duration.ofDays(1))) {
      int first = (int) Duration.between(start, day).toHours();
      int seen = Baseline.sum(hours, first, first + 24);
      ramp = ramp.next(
          (double) seen / together,
          usual.expectedInDay(day) / together,
          usual.deviationOfDay(day, together),
          thresholds);
    }
    return ramp;
  }

  /** By a share a week, or by one a week where that is more. */
  private static double allowed(Baseline before, double days, Thresholds thresholds) {
    return Math.max(before.level() * Math.pow(1 + thresholds.rise(), days / 7), before.level() + days / 7);
  }

  private void write(Baseline learned, Ramp ramp, Instant today) {
    rates = learned.rates();
    spread = learned.spread;
    daySpread = learned.daySpread;
    weeks = learned.weeks;
    rampSum = ramp.sum();
    rampDays = ramp.days();
    rampSeen = ramp.seen();
    rampExpected = ramp.expected();
    closedUntil = today;
  }

  private static double days(Instant from, Instant to) {
    return Duration.between(from, to).toHours() / 24.0;
  }
}
