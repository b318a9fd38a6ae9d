package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import regain.enrollment.Notices;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.policy.Eligibility;
import regain.policy.Fact;

/** People as the directory has them now. What asks it is not inside a transaction. */
@Dependent
class People {
  /** As many are read to find those of a group. */
  private static final int MOST = 20_000;

  private final Directory directory;
  private final Notices notices;

  @Inject
  People(Directory directory, Notices notices) {
    this.directory = directory;
    this.notices = notices;
  }

  /** Of those who have a role or are in a group, and whose account may be used, who is such a one; unavailable when not all could be read. */
  Fact<List<Account>> such(Predicate<Account> wanted) {
    return directory.partakers(MOST).known()
        .filter(Directory.Roll::whole)
        .map(it -> Fact.known(it.people().stream().filter(wanted).toList()))
        .orElseGet(Fact::unavailable);
  }

  /** Each of them as they are now, without those who are not there; unavailable when one could not be asked for. */
  Fact<Map<PersonId, Account>> of(Set<PersonId> people) {
    var found = new HashMap<PersonId, Account>();
    for (PersonId each : people) {
      Fact<Optional<Account>> account = directory.account(each);
      if (account.known().isEmpty()) {
        return Fact.unavailable();
      }
      account.known().flatMap(it -> it).ifPresent(it -> found.put(each, it));
    }
    return Fact.known(found);
  }

  /** How they are called; nothing is said of those whom the directory does not know, or not now. */
  Map<PersonId, String> names(Set<PersonId> people) {
    var names = new HashMap<PersonId, String>();
    directory.accounts(people).known().orElse(Map.of()).forEach((id, account) -> names.put(id, account.displayName()));
    return names;
  }

  static boolean mayBeUsed(Account account) {
    return account.eligibility() == Eligibility.ELIGIBLE;
  }

  /** Owes a letter to each. Joins the caller's transaction. */
  void tell(List<Account> people, Post.Kind kind, CaseId act, Map<String, String> values) {
    people.forEach(it -> notices.tellOther(it, kind, act, values));
  }

  /** Owes one to each address of this person, with a link to say that it was not them. Joins the caller's transaction. */
  void warn(Account person, Post.Kind kind, CaseId act, Map<String, String> values) {
    notices.tell(person, kind, act, values);
  }
}
