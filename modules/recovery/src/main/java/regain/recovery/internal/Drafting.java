package regain.recovery.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.audit.Trail;
import regain.audit.Word;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Account;
import regain.kernel.Actor;
import regain.kernel.Chance;
import regain.kernel.Digest;
import regain.kernel.PersonId;
import regain.kernel.Transactions;
import regain.policy.Fact;
import regain.recovery.Changes.Kind;
import regain.recovery.MassResetEvent;
import regain.recovery.MassResets;
import regain.recovery.MassResets.Drafted;
import regain.recovery.MassResets.Member;
import regain.recovery.MassResets.No;
import regain.recovery.MassResets.Standing;
import regain.recovery.MassResets.Wish;

/** A mass reset on paper: the list, and what it would do to whom. */
@Dependent
class Drafting {
  /** One looks at it afterwards who has neither started nor confirmed it. */
  private static final int FEWEST_REVIEWERS = 3;

  private final Transactions transactions;
  private final Roster roster;
  private final Security security;
  private final ChangeBook changes;
  private final MassResetBook book;
  private final Chance chance;
  private final Trail trail;

  @Inject
  Drafting(
      Transactions transactions,
      Roster roster,
      Security security,
      ChangeBook changes,
      MassResetBook book,
      Chance chance,
      Trail trail) {
    this.transactions = transactions;
    this.roster = roster;
    this.security = security;
    this.changes = changes;
    this.book = book;
    this.chance = chance;
    this.trail = trail;
  }

  Drafted draft(Holder by, Wish wish) {
    require(wish);
    if (wish.names().size() > MassResets.MOST_PEOPLE) {
      return new Drafted.Refused(No.TOO_MANY);
    }
    Fact<List<Roster.Entry>> read = roster.read(wish.names(), wish.since());
    Fact<List<Account>> team = security.people();
    if (read.unavailableNow() || team.unavailableNow()) {
      return new Drafted.Refused(No.TRY_LATER);
    }
    List<Roster.Entry> entries = read.known().orElseThrow();
    return refusal(by, entries, team.known().orElse(List.of()))
        .<Drafted>map(Drafted.Refused::new)
        .orElseGet(() -> new Drafted.Saved(transactions.begin(() -> save(by, wish, entries))));
  }

  private static void require(Wish wish) {
    boolean paced = wish.wave() > 0 && wish.wave() <= MassResets.MOST_PEOPLE
        && !wish.pause().isNegative() && wish.pause().compareTo(MassResets.LONGEST_PAUSE) <= 0;
    if (!paced || wish.days() < 1 || wish.days() > MassResets.MOST_DAYS) {
      throw new IllegalArgumentException("a mass reset goes in waves, and reminds after some days");
    }
  }

  private static Optional<No> refusal(Holder by, List<Roster.Entry> entries, List<Account> team) {
    Set<PersonId> listed = new HashSet<>();
    entries.forEach(it -> it.person().ifPresent(listed::add));
    if (listed.contains(by.person())) {
      return Optional.of(No.OWN);
    }
    if (entries.stream().noneMatch(it -> it.standing().isBlocked())) {
      return Optional.of(No.NOBODY);
    }
    long left = team.stream().filter(it -> !listed.contains(it.person())).count();
    return left < FEWEST_REVIEWERS ? Optional.of(No.TOO_FEW_REVIEWERS) : Optional.empty();
  }

  private UUID save(Holder by, Wish wish, List<Roster.Entry> entries) {
    String digest = digest(entries);
    UUID id = changes.draft(Kind.MASS_RESET, by.person(), wish.because()).id;
    var row = new MassResetRow(id, wish, (int) entries.stream().filter(it -> it.standing().isBlocked()).count(),
        digest);
    book.add(row);
    for (int place = 0; place < entries.size(); place++) {
      book.add(new MemberRow(chance.uuid(), id, place, entries.get(place)));
    }
    trail.record(
        new Actor.Human(by.person()),
        new MassResetEvent.MassResetDrafted(
            row.act(), Optional.empty(), by.person(), entries.size(), new Word(digest)));
    return id;
  }

  /** Of those who would be blocked, in the order of the waves. */
  private static String digest(List<Roster.Entry> entries) {
    var lines = new StringBuilder();
    entries.stream()
        .filter(it -> it.standing().isBlocked())
        .forEach(it -> lines.append(it.person().map(PersonId::toString).orElse("")).append('\n'));
    return Digest.of(lines.toString().getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** How each of them would come back now; as it was on paper when the directory does not answer. Not in a transaction. */
  Optional<Map<PersonId, Standing>> now(MassResetRow row, List<MemberRow> members) {
    return roster.now(members.stream().flatMap(it -> it.person().stream()).toList(), row.since()).known();
  }

  static Map<Standing, List<Member>> sorted(List<MemberRow> members, Map<PersonId, Standing> now) {
    var sorted = new EnumMap<Standing, List<Member>>(Standing.class);
    for (MemberRow each : members) {
      Standing standing = each.person()
          .flatMap(it -> Optional.ofNullable(now.get(it)))
          .orElseGet(each::standing);
      sorted.computeIfAbsent(standing, it -> new ArrayList<>()).add(each.member());
    }
    return sorted;
  }
}
