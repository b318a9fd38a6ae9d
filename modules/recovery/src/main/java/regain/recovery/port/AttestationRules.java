package regain.recovery.port;

import java.time.Duration;

/**
 * Under which conditions people may vouch for others.
 *
 * @param riskAnalysis where the operator's risk analysis of this method lies (SP 800-63B-4 section 4.2.1 asks for one); while
 *     it is empty the method is off
 * @param settled for how long a supervisor must have been one, and an attester's passkey must have been there
 */
public record AttestationRules(String riskAnalysis, Duration settled) {
  public boolean open() {
    return !riskAnalysis.isBlank();
  }
}
