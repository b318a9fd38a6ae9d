package regain.duties;

import java.util.Map;
import java.util.Optional;
import regain.kernel.CaseId;

/**
 * Something that must be done, once, at or after its time.
 *
 * @param kind which handler does it, such as {@code NOTIFY}
 * @param key unique for ever: owing the same key twice is owing it once
 * @param caseId the case whose receipt shows it
 * @param details what the handler needs to know; never a secret
 */
public record Duty(String kind, String key, Optional<CaseId> caseId, Map<String, String> details) {
  public Duty {
    details = Map.copyOf(details);
  }

  /** @throws IllegalStateException when there is no such detail */
  public String detail(String name) {
    String value = details.get(name);
    if (value == null) {
      throw new IllegalStateException("duty " + kind + " has no " + name);
    }
    return value;
  }
}
