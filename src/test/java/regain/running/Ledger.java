package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import regain.demo.DemoDirectory;
import regain.kernel.CaseId;

/** What has to be true after kills, looked up behind the pages: in the database, in the directory and in the letters. */
final class Ledger {
  /** How many rows break a rule, by what the rule is. */
  private static final Map<String, String> RULES = new TreeMap<>(
      Map.ofEntries(
          Map.entry(
              "an attempt is left in the air",
              "select count(*) from recovery_case where state = 'EXECUTING' or purpose = 'BINDING' and attempt is not null"),
          Map.entry(
              "a password was set without the events of its attempt, in their order",
              "select count(*) from recovery_case c where c.state = 'COMPLETED' and c.purpose = 'BINDING' and not exists ("
                  + "select 1 from audit_event d, audit_event i, audit_event s, audit_event e"
                  + " where d.case_id = c.id and i.case_id = c.id and s.case_id = c.id and e.case_id = c.id"
                  + " and d.type = 'CaseDecided' and d.leaf like '%READY%' and i.type = 'PasswordIntended'"
                  + " and s.type = 'PasswordSet' and e.type = 'CaseCompleted'"
                  + " and d.id < i.id and i.id < s.id and i.id < e.id)"),
          Map.entry(
              "an intent without an Allow before it",
              "select count(*) from audit_event i where i.type in ('PasswordIntended', 'PasskeyIntended')"
                  + " and not exists (select 1 from audit_event d where d.case_id = i.case_id and d.id < i.id"
                  + " and d.type = 'CaseDecided' and d.leaf like '%READY%')"),
          Map.entry(
              "an intent of which nobody says what became of it",
              "select count(*) from recovery_case c where"
                  + " (select count(*) from audit_event i where i.case_id = c.id and i.type = 'PasswordIntended')"
                  + " > (select count(*) from audit_event o where o.case_id = c.id"
                  + " and o.type in ('PasswordSet', 'PasswordRefused', 'PasswordUnclear'))"),
          Map.entry(
              "a passkey without its event",
              "select count(*) from passkey p where not exists (select 1 from audit_event a where a.case_id = p.bound_by"
                  + " and a.type = 'PasskeyAdded')"),
          Map.entry(
              "a passkey that waits for a case that is over",
              "select count(*) from passkey where pending = true and ended_at is null"),
          Map.entry(
              "a completed case without its event",
              "select count(*) from recovery_case c where c.state = 'COMPLETED' and not exists ("
                  + "select 1 from audit_event e where e.case_id = c.id and e.type = 'CaseCompleted')"),
          Map.entry(
              "a completed case that does not owe the last round of revocations",
              "select count(*) from recovery_case c where c.state = 'COMPLETED' and c.purpose in ('BINDING', 'RECOVERY')"
                  + " and not exists (select 1 from duty d where d.case_id = c.id and d.kind = 'REVOKE_SESSIONS'"
                  + " and d.duty_key like '%:after')"),
          Map.entry(
              "a completed case that owes no letter",
              "select count(*) from recovery_case c where c.state = 'COMPLETED' and not exists ("
                  + "select 1 from duty d where d.case_id = c.id and (d.duty_key like 'notice:PASSWORD_CHANGED:%'"
                  + " or d.duty_key like 'notice:PASSKEY_ADDED:%'))"),
          Map.entry(
              "an unclear attempt of which nobody is told",
              "select count(*) from audit_event u where u.type = 'PasswordUnclear' and not exists ("
                  + "select 1 from duty d where d.case_id = u.case_id and d.duty_key like 'notice:PASSWORD_UNCLEAR:%')"),
          Map.entry(
              "a round of revocations that is not on record once",
              "select count(*) from recovery_case c where"
                  + " (select count(*) from duty d where d.case_id = c.id and d.kind = 'REVOKE_SESSIONS')"
                  + " <> (select count(*) from audit_event e where e.case_id = c.id and e.type = 'SessionsRevoked')"),
          Map.entry(
              "a saved code that was used more than once",
              "select count(*) from (select 1 as one where"
                  + " (select count(*) from recovery_code where used_at is not null)"
                  + " <> (select count(*) from audit_event where type = 'RecoveryCodeUsed')"
                  + " or (select count(*) from recovery_code where used_at is not null)"
                  + " <> (select count(*) from audit_event where type = 'ProofAccepted' and leaf like '%RECOVERY_CODE%')) x"),
          Map.entry(
              "a mailed code that was accepted more than once",
              "select count(*) from recovery_case c where"
                  + " (select count(*) from audit_event p where p.case_id = c.id and p.type = 'ProofAccepted'"
                  + " and p.leaf like '%CONTACT_CODE%')"
                  + " > (select count(*) from audit_event s where s.case_id = c.id and s.type = 'CodeSent')"),
          Map.entry(
              "two open sheets of codes of one person",
              "select count(*) from (select person_id from recovery_kit where ended_at is null and kept_at is not null"
                  + " group by person_id having count(*) > 1) x"),
          Map.entry("a case without its beginning", "select count(*) from recovery_case c where not exists ("
              + "select 1 from audit_event o where o.case_id = c.id and o.type = 'CaseOpened')"),
          Map.entry(
              "a kill that was taken for an older database",
              "select count(*) from audit_event where type in ('BackupRestored', 'CaseClosedByRestore', 'EndedAgain')")));

  private final OwnHouse house;
  private final DemoDirectory directory;
  private long events;
  private long duties;
  private long done;

  Ledger(OwnHouse house, DemoDirectory directory) {
    this.house = house;
    this.directory = directory;
  }

  /** Looks after each kill: what was there once is there. */
  void nothingIsMissing() {
    long eventsNow = count("select count(*) from audit_event");
    long dutiesNow = count("select count(*) from duty");
    long doneNow = count("select count(*) from duty where done_at is not null");
    assertThat(eventsNow).as("events").isGreaterThanOrEqualTo(events);
    assertThat(dutiesNow).as("duties").isGreaterThanOrEqualTo(duties);
    assertThat(doneNow).as("duties that were done").isGreaterThanOrEqualTo(done);
    events = eventsNow;
    duties = dutiesNow;
    done = doneNow;
  }

  /** When everybody has what they came for. */
  void holds(List<Somebody> people) {
    Waiting.until(
        () -> Optional.of(count("select count(*) from duty where done_at is null")).filter(it -> it == 0));
    nothingIsMissing();
    RULES.forEach((rule, query) -> assertThat(count(query)).as(rule).isZero());
    assertThat(count("select count(*) from recovery_case where state = 'COMPLETED' and id in " + told(people)))
        .as("cases whose page said that they were completed")
        .isEqualTo(people.stream().flatMap(it -> it.told.stream()).distinct().count());
    everyLetterWent();
    people.forEach(this::passwordIsAccountedFor);
  }

  private static String told(List<Somebody> people) {
    return people.stream().flatMap(it -> it.told.stream()).collect(Collectors.joining("', '", "('", "')"));
  }

  /** The first one, unless a page said otherwise; or one that was chosen, and none that is older than what a page said. */
  private void passwordIsAccountedFor(Somebody one) {
    boolean intact = Binds.with(directory, one.name, one.first);
    int newest = -1;
    for (int i = one.chosen.size() - 1; i >= 0 && newest < 0; i--) {
      newest = Binds.with(directory, one.name, one.chosen.get(i).password()) ? i : -1;
    }
    assertThat(intact).as(one.name + " has one password").isEqualTo(newest < 0);
    if (newest >= 0) {
      String caseId = one.chosen.get(newest).caseId();
      assertThat(
          count(
              "select count(*) from audit_event where case_id = '" + caseId
                  + "' and type in ('PasswordSet', 'PasswordUnclear')"))
          .as("on record that " + one.name + " has, or may have, the new password").isPositive();
    }
    for (int i = 0; i < one.chosen.size(); i++) {
      if (one.told.contains(one.chosen.get(i).caseId())) {
        assertThat(newest).as("what the page said last to " + one.name).isGreaterThanOrEqualTo(i);
      }
    }
  }

  /** For each notice a letter of that kind, about that case, to as many addresses. */
  private void everyLetterWent() {
    Map<String, Set<String>> owed = new TreeMap<>();
    Arrays.stream(house.query("select string_agg(duty_key, ' ') from duty where kind = 'NOTIFY'").split(" "))
        .map(it -> it.split(":", -1))
        .forEach(it -> add(owed, it[1] + " " + CaseId.of(it[2]).number(), it[3]));
    Map<String, Set<String>> sent = new TreeMap<>();
    house.letters().stream().filter(it -> !it[0].equals("CODE")).forEach(it -> add(sent, it[0] + " " + it[2], it[1]));
    assertThat(sizes(sent)).isEqualTo(sizes(owed)).isNotEmpty();
  }

  private static void add(Map<String, Set<String>> all, String about, String to) {
    all.computeIfAbsent(about, it -> new HashSet<>()).add(to);
  }

  private static Map<String, Integer> sizes(Map<String, Set<String>> all) {
    return all.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().size(), Integer::sum, TreeMap::new));
  }

  /** What it had to look at. */
  @Override
  public String toString() {
    return "attempts at a password: " + count("select count(*) from audit_event where type = 'PasswordIntended'")
        + ", of which unclear: " + count("select count(*) from audit_event where type = 'PasswordUnclear'")
        + "; duties: " + count("select count(*) from duty") + "; events: " + count("select count(*) from audit_event");
  }

  private long count(String query) {
    return Long.parseLong(house.query(query));
  }
}
