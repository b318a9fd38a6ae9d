package regain.privileged.port;

import java.time.Duration;
import java.util.List;
import regain.privileged.Entitlement;

/**
 * On which terms privileged people come back: inside a grant over that very case, to which others agree while they wait.
 *
 * @param says what it is, to those who have to agree, in the operator's words
 * @param approvedBy one member of each of these groups has to agree, and nobody for two of them
 * @param answeredWithin a case to which not everybody has agreed by then is over
 * @param lasts for how long the claim may take, from its beginning: a target that is down keeps it waiting
 * @param delay for how long after that nothing of privilege can be asked for, unless somebody looked and found it in order
 */
public record RecoveryTerms(
    String says, List<String> approvedBy, Duration answeredWithin, Duration lasts, Duration delay) {
  /** No grant over a case is waited for, or lasts, for longer than this, whatever policy says. */
  public static final Duration LIMIT = Entitlement.LIMIT;

  /** The longest delay. */
  public static final Duration LONGEST_DELAY = Duration.ofDays(30);

  /** @throws IllegalArgumentException when it would be without a bound, or nobody had to agree */
  public RecoveryTerms {
    approvedBy = List.copyOf(approvedBy);
    require(!says.isBlank(), "recovery has to say what it is");
    require(
        !approvedBy.isEmpty() && approvedBy.stream().distinct().count() == approvedBy.size(),
        "recovery has to say which groups agree to it, each once");
    require(
        answeredWithin.isPositive() && answeredWithin.compareTo(LIMIT) <= 0,
        "recovery has to be agreed to within at most " + LIMIT);
    require(lasts.isPositive() && lasts.compareTo(LIMIT) <= 0, "recovery can last for at most " + LIMIT);
    require(delay.isPositive() && delay.compareTo(LONGEST_DELAY) <= 0,
        "recovery can delay for at most " + LONGEST_DELAY);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
