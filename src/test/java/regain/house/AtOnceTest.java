package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import regain.house.Hand.Person;
import regain.policy.Purpose;

/**
 * A model test of what happens at once: two people, each in two browsers at two nodes, take every path in any order and at
 * the same moment, with tickets that are passed around. What must hold is looked up in the rows, in the trail and in the
 * directory. Threads make their own order, so a seed names what is tried, and not what comes first.
 */
class AtOnceTest {
  private static final int ROUNDS = Integer.getInteger("regain.rounds", 40);
  /** So many times as many rounds at most, until all that is to be reached was reached: threads make their own luck. */
  private static final int PATIENCE = 25;
  private static final long SEED = Long.getLong("regain.seed", 1);

  /** What a run is worth nothing without. */
  private static final Map<Purpose, List<String>> REACHED = Map.of(
      Purpose.BINDING, List.of("PasswordSet", "SiblingVoided", "LossReported", "SignedIn"),
      Purpose.RECOVERY, List.of("PasskeyIntended", "SiblingVoided", "RecoveryCodeUsed", "SignedIn"));
  /** What must be there never: a query that counts it, by what it would mean. */
  private static final Map<String, String> NEVER = new LinkedHashMap<>();

  static {
    NEVER.put(
        "a case that set a password twice",
        "select count(*) from (select case_id from audit_event where type = 'PasswordSet'"
            + " group by case_id having count(*) > 1) t");
    NEVER.put(
        "a password that was set without its intent and its decision",
        "select count(*) from audit_event s where s.type = 'PasswordSet' and (select count(distinct e.type)"
            + " from audit_event e where e.case_id = s.case_id and e.id < s.id"
            + " and e.type in ('PasswordIntended', 'CaseDecided', 'ProofAccepted')) < 3");
    NEVER.put(
        "a password that was set by anything but a passkey that was shown within ten minutes",
        "select count(*) from audit_event s join recovery_case c on c.id = s.case_id where s.type = 'PasswordSet'"
            + " and (c.purpose <> 'BINDING' or not exists (select 1 from case_evidence e where e.case_id = c.id"
            + " and e.method = 'PASSKEY' and e.proven_at >= c.attempted_at - interval '10' minute))");
    NEVER.put(
        "a passkey from a case that did not show two different things",
        "select count(*) from passkey p join recovery_case c on c.id = p.bound_by"
            + " where (select count(distinct e.method) from case_evidence e where e.case_id = c.id) < 2"
            + " or c.purpose not in ('ENROLLMENT', 'RECOVERY')");
    NEVER.put(
        "two passkeys from one case",
        "select count(*) from (select p.bound_by from passkey p join recovery_case c on c.id = p.bound_by"
            + " group by p.bound_by having count(*) > 1) t");
    NEVER.put(
        "a case that was completed without saying so, or that said so twice",
        "select count(*) from recovery_case c where c.state = 'COMPLETED' and c.purpose <> 'REPORT'"
            + " and (select count(*) from audit_event e where e.case_id = c.id and e.type = 'CaseCompleted') <> 1");
    NEVER.put(
        "a case that proved something before another claimed, and is open still",
        "select count(*) from recovery_case k join recovery_case c on c.subject_id = k.subject_id and c.id <> k.id"
            + " join case_evidence e on e.case_id = c.id where k.state = 'COMPLETED'"
            + " and k.purpose in ('BINDING', 'RECOVERY')"
            + " and e.proven_at < k.attempted_at - interval '1' second and c.state in ('PROVING', 'ATTESTING', 'COOLING_OFF', 'READY')");
    NEVER.put(
        "a session from before a claim that is alive still",
        "select count(*) from recovery_case k join account_session s on s.person_id = k.subject_id"
            + " where k.state = 'COMPLETED' and k.purpose in ('BINDING', 'RECOVERY')"
            + " and s.began_at < k.attempted_at - interval '1' second"
            + " and s.seen_at > k.attempted_at - interval '15' minute and s.ended_at is null");
    NEVER.put(
        "a recovery code that proved two things",
        "select greatest(0, (select count(*) from case_evidence where method = 'RECOVERY_CODE')"
            + " - (select count(*) from recovery_code where used_at is not null))");
    NEVER.put(
        "a proof that is on record and not in its case, or the other way round",
        "select abs((select count(*) from case_evidence)"
            + " - (select count(*) from audit_event where type = 'ProofAccepted'))");
    NEVER.put(
        "evidence of a case whose person nobody knows",
        "select count(*) from case_evidence e join recovery_case c on c.id = e.case_id where c.subject_id is null");
  }

  private final List<Person> people = List.of(
      new Person("b.hansen", "birte.hansen@posteo.example"), new Person("g.jansen", "gesa.jansen@posteo.example"));
  private final List<String> tickets = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @EnumSource(names = {"BINDING", "RECOVERY"})
  void whatever_two_people_do_at_once_in_two_browsers_each_the_ledger_is_right(Purpose favourite)
      throws InterruptedException, ExecutionException {
    try (var house = new TestHouse(SEED);
        ExecutorService all = Executors.newFixedThreadPool(4)) {
      enrol(house);
      TestHouse other = house.beside(Map.of());
      List<Hand> hands = hands(house, other, favourite);
      List<Callable<Void>> acts = hands.stream().map(AtOnceTest::act).toList();
      for (int round = 0; round < ROUNDS
          || (round < PATIENCE * ROUNDS && !missing(house, favourite).isEmpty()); round++) {
        Map<String, String> before = passwords(house);
        long set = count(house, "PasswordSet");
        for (Future<Void> each : all.invokeAll(acts, 2, TimeUnit.MINUTES)) {
          each.get();
        }
        check(house, round, before, set);
        hands.forEach(it -> house.clock.pass(it.pause()));
        house.work();
      }
      other.leave();
      assertThat(missing(house, favourite)).as("what no round reached").isEmpty();
    }
  }

  private static List<String> missing(TestHouse house, Purpose favourite) {
    return REACHED.getOrDefault(favourite, List.of()).stream().filter(it -> count(house, it) == 0).toList();
  }

  private static Callable<Void> act(Hand hand) {
    return () -> {
      hand.act();
      return null;
    };
  }

  private void enrol(TestHouse house) {
    for (Person each : people) {
      each.passkeys().add(Journey.enrol(house, each.name(), "Nordhafen-2026-" + each.name(), each.mailbox()));
    }
    house.clock.pass(Duration.ofHours(73));
    people.forEach(it -> it.sheet().addAll(SignedIn.with(house, it.passkeys().getFirst()).codes()));
  }

  private List<Hand> hands(TestHouse house, TestHouse other, Purpose favourite) {
    var hands = new ArrayList<Hand>();
    for (Person each : people) {
      for (TestHouse node : List.of(house, other)) {
        int number = hands.size();
        hands.add(new Hand(node, each, "127.0.0." + (number / 2 + 1), favourite, SEED * 10 + number, tickets));
      }
    }
    return hands;
  }

  private void check(TestHouse house, int round, Map<String, String> before, long set) {
    NEVER.forEach((meaning, query) -> assertThat(house.database.count(query)).as(round + ": " + meaning).isZero());
    boolean changed = !passwords(house).equals(before);
    boolean recorded = count(house, "PasswordSet") > set;
    assertThat(recorded).as(round + ": a password changes in the directory and on record, or in neither")
        .isEqualTo(changed);
  }

  private static long count(TestHouse house, String type) {
    return house.database.count("select count(*) from audit_event where type = '" + type + "'");
  }

  private Map<String, String> passwords(TestHouse house) {
    var found = new LinkedHashMap<String, String>();
    people.forEach(it -> found.put(it.name(), Given.value(house, it.name(), "userPassword")));
    return found;
  }
}
