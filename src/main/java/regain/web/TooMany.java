package regain.web;

import java.time.Instant;

/** Too many tries from one place. Answered with 429 and the time from which it may be tried again. */
final class TooMany extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Instant until;

  TooMany(Instant until) {
    this.until = until;
  }

  Instant until() {
    return until;
  }
}
