package regain.recovery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import regain.enrollment.port.Account;
import regain.kernel.PersonId;
import regain.policy.Method;

/**
 * Whether somebody could come back today, asked of the very paths that would decide it, with what the person holds as if it
 * had been shown.
 */
public interface Readiness {
  /** Of one person. One transaction. */
  Ready of(Account account);

  /** Of many people at once. One transaction. */
  Map<PersonId, Ready> of(List<Account> accounts);

  /**
   * @param enrolled whether the person has a passkey
   * @param password when the password is lost
   * @param passkey when every passkey is
   */
  record Ready(boolean enrolled, Way password, Way passkey) {}

  /**
   * @param open whether there is such a path for this person at all
   * @param vouched whether it is one on which others vouch for them: what those say is not counted as missing
   * @param missing methods of which at least one more is needed; none when it would carry the case today
   */
  record Way(boolean open, boolean vouched, Set<Method> missing) {
    public Way {
      missing = Set.copyOf(missing);
    }

    public boolean ready() {
      return open && missing.isEmpty();
    }

    /** The one to mention first. */
    public Optional<Method> first() {
      return missing.stream().sorted().findFirst();
    }
  }
}
