package regain.web;

import jakarta.inject.Named;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A page for what did not go: what it means, and the next step. It tells no detail.
 *
 * @param key which words
 * @param until when it may be tried again
 */
@Named("failure")
record FailurePage(String key, Optional<Instant> until) {
  private static final Set<Integer> TOLD = Set.of(400, 403, 404, 405, 413, 415, 429, 500, 503);
  private static final int CLIENT = 500;

  static FailurePage of(int status) {
    int told = TOLD.contains(status) ? status : status < CLIENT ? 400 : 500;
    return new FailurePage(Integer.toString(told), Optional.empty());
  }

  static FailurePage tooMany(Instant until) {
    return new FailurePage("429", Optional.of(until));
  }
}
