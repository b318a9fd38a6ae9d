package regain.enrollment.port;

import java.util.Set;
import regain.policy.Population;

/**
 * Which passkeys may be bound.
 *
 * @param asked whether authenticators are asked to say what they are, with proof (conveyance "direct")
 * @param vouched whether one for which no maker vouches is refused
 * @param deviceBound whose passkeys must stay on one device: what AAL3 asks (SP 800-63B-4 section 2.3.2)
 * @param makers who vouches
 */
public record PasskeyRules(boolean asked, boolean vouched, Set<Population> deviceBound, Makers makers) {
  public PasskeyRules {
    deviceBound = Set.copyOf(deviceBound);
  }
}
