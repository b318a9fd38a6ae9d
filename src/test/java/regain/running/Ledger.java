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
import regain.house.CrashRules;
import regain.kernel.CaseId;

/** What has to be true after kills, looked up behind the pages: in the database, in the directory and in the letters. */
final class Ledger {
  private static final String NOTHING = "nothing";

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
    everyDutyIsDone();
    nothingIsMissing();
    CrashRules.ALL.forEach((rule, query) -> assertThat(count(query)).as(rule).isZero());
    assertThat(count("select count(*) from recovery_case where state = 'COMPLETED' and id in " + told(people)))
        .as("cases whose page said that they were completed")
        .isEqualTo(people.stream().flatMap(it -> it.told.stream()).distinct().count());
    everyLetterWent();
    people.forEach(this::passwordIsAccountedFor);
  }

  /** Or says which is not, and what came of it. */
  private void everyDutyIsDone() {
    try {
      Waiting.until(() -> Optional.of(undone()).filter(NOTHING::equals));
    } catch (AssertionError late) {
      throw new AssertionError("not done: " + undone(), late);
    }
  }

  private String undone() {
    return house.query(
        "select coalesce(string_agg(kind || ', tried ' || tries || ', ' || note, '; '), '" + NOTHING
            + "') from duty where done_at is null");
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
