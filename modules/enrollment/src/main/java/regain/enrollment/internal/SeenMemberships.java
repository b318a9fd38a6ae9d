package regain.enrollment.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.enrollment.Memberships;
import regain.enrollment.internal.MembershipRow.Member;
import regain.enrollment.port.Account;
import regain.enrollment.port.Account.Role;
import regain.enrollment.port.Directory;
import regain.kernel.PersonId;
import regain.kernel.Transactions;

/** What was seen of groups, in the database. */
@Dependent
class SeenMemberships implements Memberships {
  private static final Logger LOG = System.getLogger(SeenMemberships.class.getName());
  /** As many people are read. */
  private static final int MOST = 20_000;

  private final Transactions transactions;
  private final EntityManager database;
  private final InstantSource clock;
  private final Directory directory;

  @Inject
  SeenMemberships(Transactions transactions, EntityManager database, InstantSource clock, Directory directory) {
    this.transactions = transactions;
    this.database = database;
    this.clock = clock;
    this.directory = directory;
  }

  @Override
  public int look() {
    Optional<Directory.Roll> everybody = directory.partakers(MOST).known().filter(Directory.Roll::whole);
    if (everybody.isEmpty()) {
      LOG.log(Level.WARNING,
          "Nobody is known to be in a group: the directory does not name all who are, or more than {0}", MOST);
      return 0;
    }
    return transactions.beginAgain(() -> compare(everybody.get().people()));
  }

  private int compare(List<Account> people) {
    Instant now = clock.instant();
    Set<String> fresh = watch(now);
    Set<Member> seen = people.stream().flatMap(SeenMemberships::groups).collect(Collectors.toSet());
    var known = new HashSet<Member>();
    for (MembershipRow each : open()) {
      if (seen.contains(each.who())) {
        known.add(each.who());
      } else if (now.isAfter(each.since)) {
        each.until = now;
      } else {
        database.remove(each);
      }
    }
    // What is over has to be so before the same begins anew.
    database.flush();
    List<Member> added = seen.stream().filter(it -> !known.contains(it)).toList();
    added.forEach(it -> database.persist(new MembershipRow(it, fresh.contains(it.group()) ? Instant.EPOCH : now)));
    return added.size();
  }

  private List<MembershipRow> open() {
    return database.createQuery("from MembershipRow where until = :open", MembershipRow.class)
        .setParameter("open", MembershipRow.OPEN)
        .getResultList();
  }

  /** The groups that are looked at for the first time. */
  private Set<String> watch(Instant now) {
    List<String> before = database.createQuery("select name from WatchedGroupRow", String.class).getResultList();
    Set<String> fresh = Stream
        .concat(directory.groups().stream(), Arrays.stream(Role.values()).map(Memberships::name))
        .filter(it -> !before.contains(it))
        .collect(Collectors.toSet());
    fresh.forEach(it -> database.persist(new WatchedGroupRow(it, now)));
    return fresh;
  }

  private static Stream<Member> groups(Account account) {
    return Stream
        .concat(account.groups().stream(), account.roles().stream().map(Memberships::name))
        .map(it -> new Member(account.person().value(), it));
  }

  @Override
  public Optional<Instant> since(PersonId person, String group) {
    return database
        .createQuery(
            "select since from MembershipRow where person = :person and group = :group and until = :open",
            Instant.class)
        .setParameter("person", person.value())
        .setParameter("group", group)
        .setParameter("open", MembershipRow.OPEN)
        .getResultStream()
        .findFirst();
  }
}
