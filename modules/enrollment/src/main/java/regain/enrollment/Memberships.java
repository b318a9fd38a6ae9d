package regain.enrollment;

import java.time.Instant;
import java.util.Optional;
import regain.enrollment.port.Account;
import regain.kernel.PersonId;

/**
 * Since when people are in the groups that matter here. A directory does not say that, and whoever can write it can put anybody into a
 * group: so it is looked at from time to time, and what is new is known to be. Whoever is in a group when it is looked at for the first time counts
 * as having been there always.
 */
public interface Memberships {
  /**
   * Looks at everybody. Safe on many nodes at once. Not inside a transaction: the directory is asked; when it does not name everybody,
   * nothing is changed.
   *
   * @return how many memberships are new
   */
  int look();

  /** Since when this person is in this group, as far as was seen. Joins the caller's transaction. */
  Optional<Instant> since(PersonId person, String group);

  /** The same for a part in Regain's own workspace. */
  default Optional<Instant> since(PersonId person, Account.Role role) {
    return since(person, name(role));
  }

  /** How a part is called among the groups. */
  static String name(Account.Role role) {
    return "role:" + role.name();
  }
}
