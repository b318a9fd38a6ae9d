package regain.signals.internal;

import regain.signals.Thresholds;

/**
 * A one-sided cumulative sum of what lies above the usual, day by day: S = max(0, S + z - slack) with z the day's distance in
 * standard deviations (Page, Continuous Inspection Schemes, Biometrika 41, 1954). A single day counts for {@link #MOST} at
 * most, because for single hours there is another rule; and the sum stays below twice the limit, so that it comes back.
 *
 * @param days how many since the sum left zero
 * @param seen how many in these days
 * @param expected how many were usual in them
 */
record Ramp(double sum, int days, double seen, double expected) {
  static final Ramp NONE = new Ramp(0, 0, 0, 0);
  private static final double MOST = 3;

  /** After one more day. */
  Ramp next(double daySeen, double dayExpected, double deviation, Thresholds thresholds) {
    double distance = Math.min(MOST, (daySeen - dayExpected) / deviation);
    double next = Math.min(2 * thresholds.limit(), sum + distance - thresholds.slack());
    return next <= 0 ? NONE : new Ramp(next, days + 1, seen + daySeen, expected + dayExpected);
  }

  boolean isOver(Thresholds thresholds) {
    return sum >= thresholds.limit() && seen - expected >= thresholds.rampFloor();
  }
}
