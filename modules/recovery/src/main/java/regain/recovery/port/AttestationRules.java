package regain.recovery.port;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Under which conditions people may vouch for others.
 *
 * @param riskAnalysis where the operator's risk analysis of this method lies (SP 800-63B-4 section 4.2.1 asks for one); while
 *     it is empty the method is off
 * @param settled for how long a supervisor must have been one, an attester's passkey must have been there, and whoever has a say in
 *     something must have been in the group that gives it
 */
public record AttestationRules(String riskAnalysis, Duration settled) {
  /** Whether somebody has been in a group for long enough, by what was seen of it. */
  public boolean settled(Optional<Instant> since, Instant now) {
    return settled.isZero() || since.filter(it -> !it.isAfter(now.minus(settled))).isPresent();
  }

  public boolean open() {
    return !riskAnalysis.isBlank();
  }
}
