package regain.house;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only tests move. It ticks a microsecond at each look, as a database's does. */
final class TestClock implements InstantSource {
  private Instant now = Instant.parse("2026-07-14T06:31:00Z");

  @Override
  public synchronized Instant instant() {
    now = now.plusNanos(1000);
    return now;
  }

  synchronized void pass(Duration duration) {
    now = now.plus(duration);
  }
}
