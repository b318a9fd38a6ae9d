package regain.enrollment.port;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.policy.Fact;

/**
 * The authoritative directory, read only. Every call is bounded in time and size. A call that the directory does not
 * answer is {@link Fact#unavailable()}, and is never mistaken for "there is nobody".
 */
public interface Directory {
  /**
   * Who signs in with this name: a login name or a work address, compared as the directory compares. Empty when nobody
   * does, and also when more than one entry would fit.
   *
   * @param name as typed; escaped by the adapter (RFC 4515)
   */
  Fact<Optional<Account>> named(String name);

  /** The account with this immutable id as it is now. Empty when it is gone, even if its name was given away again. */
  Fact<Optional<Account>> account(PersonId person);

  /**
   * Those of these people whom the directory knows, without their supervisors: for showing who they are, not for deciding.
   * One question for all of them.
   */
  Fact<Map<PersonId, Account>> accounts(Set<PersonId> people);

  /**
   * Who has one of these addresses among their mailboxes, or one that adds something behind a plus sign to it. Compared as
   * the directory compares; of many, some are enough.
   */
  Fact<Set<PersonId>> holders(Set<String> addresses);

  /**
   * The people whose accounts may be used, in no order, without their supervisors: for counting, not for deciding.
   *
   * @param most at most so many are read
   */
  Fact<Roll> roll(int most);

  /**
   * Those of the roll who have a role, or are in a group that the operator has set up. The directory itself looks for them, so that it does
   * not matter how many others there are.
   *
   * @param most at most so many are read
   */
  Fact<Roll> partakers(int most);

  /**
   * Those of the roll whose entries were changed at or after this moment, by the directory's own clock.
   *
   * @param most at most so many are read
   */
  Fact<Roll> changed(Instant since, int most);

  /** @param whole whether these are all there are */
  record Roll(List<Account> people, boolean whole) {
    public Roll {
      people = List.copyOf(people);
    }
  }

  /** The names of the groups that the operator has set up, whether or not anybody is in them. */
  Set<String> groups();

  /**
   * Whether this is the account's password now, tried by a bind of its own (RFC 4513 section 5.1.3). An empty password is
   * false and is not sent. A disabled, locked or expired account is false.
   */
  Fact<Boolean> passwordFits(PersonId person, Secret password);
}
