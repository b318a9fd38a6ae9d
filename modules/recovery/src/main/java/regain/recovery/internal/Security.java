package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import regain.enrollment.Notices;
import regain.enrollment.Passkeys;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.CaseId;
import regain.policy.Fact;

/** The people of the security team, as the directory names them now. */
@Dependent
class Security {
  /** So many are read of those who have a role, or are in a group. */
  private static final int MOST_PEOPLE = 20_000;

  private final Directory directory;
  private final Passkeys passkeys;
  private final Notices notices;

  @Inject
  Security(Directory directory, Passkeys passkeys, Notices notices) {
    this.directory = directory;
    this.passkeys = passkeys;
    this.notices = notices;
  }

  /** Not inside a transaction: the directory is asked. */
  Fact<List<Account>> people() {
    return directory.partakers(MOST_PEOPLE).known()
        .filter(Directory.Roll::whole)
        .map(
            it -> Fact.known(
                it.people().stream()
                    .filter(each -> each.roles().contains(Account.Role.SECURITY))
                    .flatMap(each -> whole(each).stream())
                    .toList()))
        .orElseGet(Fact::unavailable);
  }

  /** With their supervisor, whom a list of everybody does not name. */
  private Optional<Account> whole(Account listed) {
    return directory.account(listed.person()).known().flatMap(it -> it);
  }

  /** Those of them who come into the workspace now, and whose verdict would count. Joins the caller's transaction. */
  List<Account> able(List<Account> people, Instant now) {
    return distinct(
        people.stream()
            .filter(
                each -> passkeys.of(each.person()).stream()
                    .anyMatch(
                        it -> it.provisionalUntil().isEmpty()
                            && it.quarantinedUntil().filter(now::isBefore).isEmpty()))
            .toList());
  }

  /** Two accounts of one person may share a work mailbox, and are one. */
  static List<Account> distinct(List<Account> accounts) {
    var seen = new HashSet<String>();
    return accounts.stream()
        .filter(
            it -> seen.add(
                it.mailboxes().isEmpty()
                    ? it.person().toString()
                    : it.mailboxes().getFirst().address().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** Owes a letter to the work mailbox of each. Joins the caller's transaction. */
  void tell(List<Account> people, Post.Kind kind, CaseId act, Map<String, String> values) {
    distinct(people).forEach(it -> notices.tellOther(it, kind, act, values));
  }
}
