package regain.signals.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A count in which each counts half as much after each half-life: 2 to the power of minus its age in half-lives. */
record Decayed(double count, Instant at) {
  static Decayed none(Instant at) {
    return new Decayed(0, at);
  }

  /** One more. What comes late counts as much as if it had come in time. */
  Decayed plus(Instant when, Duration halfLife) {
    return when.isBefore(at)
        ? new Decayed(count + share(when, at, halfLife), at)
        : new Decayed(count * share(at, when, halfLife) + 1, when);
  }

  Decayed plus(List<Instant> rising, Duration halfLife) {
    Decayed count = this;
    for (Instant each : rising) {
      count = count.plus(each, halfLife);
    }
    return count;
  }

  private static double share(Instant from, Instant to, Duration halfLife) {
    return Math.pow(2, -(double) Duration.between(from, to).toMillis() / halfLife.toMillis());
  }
}
