package regain.running;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Looks again and again until something is there: bounded in time, and lets others work between two looks. */
final class Waiting {
  private static final Duration MOST = Duration.ofSeconds(90);
  private static final Duration BETWEEN = Duration.ofMillis(50);
  private static final InstantSource CLOCK = InstantSource.system();

  private Waiting() {}

  static <T> T until(Supplier<Optional<T>> look) {
    return until(MOST, look);
  }

  static <T> T until(Duration most, Supplier<Optional<T>> look) {
    Instant end = CLOCK.instant().plus(most);
    while (CLOCK.instant().isBefore(end)) {
      Optional<T> seen = look.get();
      if (seen.isPresent()) {
        return seen.get();
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
    throw new AssertionError("did not come within " + most);
  }
}
