package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hibernate.Session;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import regain.assurance.Requirement;
import regain.signals.Alarm;
import regain.signals.Alarm.Rule;
import regain.signals.Happening;
import regain.signals.Segment;
import regain.signals.Segment.Kind;
import regain.signals.Volumes;

/** What is told is counted once, and said once, whoever looks and whatever happens meanwhile. */
@Timeout(60)
class VolumesTest {
  private static final Segment HARBOUR = new Segment(Kind.UNIT, "Harbour");
  private static final Segment AGENT = new Segment(Kind.AGENT, "agent-of-the-desk");

  private TestHouse house;

  @BeforeEach
  void build() {
    house = new TestHouse();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static Segment account(int number) {
    return new Segment(Kind.ACCOUNT, "account-" + number);
  }

  private static Segment network(int number) {
    return Segment.network(TestHouse.arrival("198.51." + number + ".7").address());
  }

  private void tell(Happening what, Segment... where) {
    house.database.run(() -> house.part(Volumes.class).tell(what, Set.of(where)));
  }

  private List<Alarm> look() {
    return look(house);
  }

  private static List<Alarm> look(TestHouse node) {
    return node.inside(() -> node.part(Volumes.class).look());
  }

  private long told() {
    return house.database.count("select count(*) from volume_told");
  }

  private long counted(String series) {
    return house.database.count("select coalesce(sum(seen), 0) from volume_hour where series = '" + series + "'");
  }

  /** The desk resets fifteen within minutes: what the rule without any usual speaks about. */
  private void hurry() {
    for (int i = 0; i < 15; i++) {
      tell(Happening.RESET, AGENT, account(i));
      house.clock.pass(Duration.ofMinutes(2));
    }
  }

  @Test
  void two_nodes_that_look_at_once_count_once_and_the_second_does_not_wait()
      throws InterruptedException, ExecutionException {
    for (int i = 0; i < 15; i++) {
      tell(Happening.RESET, HARBOUR, AGENT);
    }
    TestHouse other = house.beside(Map.of());
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      List<Alarm> first = house.inside(() -> {
        List<Alarm> raised = house.part(Volumes.class).look();
        assertThat(waitFor(threads.submit(() -> look(other)))).isEmpty();
        return raised;
      });
      assertThat(first).hasSize(1);
    }
    assertThat(look(other)).isEmpty();
    assertThat(counted("RESET/UNIT/Harbour")).isEqualTo(15);
    assertThat(counted("RESET/ORGANISATION/")).isEqualTo(15);
    assertThat(told()).isZero();
    other.leave();
  }

  @Test
  void many_that_tell_while_two_nodes_look_lose_nothing_and_count_nothing_twice()
      throws InterruptedException, ExecutionException {
    TestHouse other = house.beside(Map.of());
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Future<?> one = threads.submit(() -> tellMany(100));
      Future<?> two = threads.submit(() -> tellMany(100));
      Future<?> here = threads.submit(() -> lookOften(house));
      Future<?> there = threads.submit(() -> lookOften(other));
      for (Future<?> each : List.of(one, two, here, there)) {
        each.get();
      }
    }
    look();
    assertThat(counted("RESET/UNIT/Harbour")).isEqualTo(200);
    assertThat(told()).isZero();
    other.leave();
  }

  private void tellMany(int many) {
    for (int i = 0; i < many; i++) {
      tell(Happening.RESET, HARBOUR);
    }
  }

  private static void lookOften(TestHouse node) {
    for (int i = 0; i < 30; i++) {
      look(node);
    }
  }

  @Test
  void what_is_committed_late_is_counted_in_the_hour_in_which_it_was_told()
      throws InterruptedException, ExecutionException {
    var told = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<?> late = threads.submit(() -> house.database.run(() -> {
        house.part(Volumes.class).tell(Happening.RESET, Set.of(HARBOUR));
        house.database.entities().flush();
        told.countDown();
        await(goOn);
      }));
      told.await();
      house.clock.pass(Duration.ofHours(1));
      tell(Happening.RESET, HARBOUR);
      look();
      assertThat(counted("RESET/UNIT/Harbour")).isOne();
      goOn.countDown();
      late.get();
    }
    look();
    look();

    List<Volumes.Line> lines = house.inside(() -> house.part(Volumes.class).outlook(Happening.RESET, Kind.UNIT, 2))
        .lines();
    assertThat(lines).singleElement().satisfies(it -> {
      assertThat(it.segment()).isEqualTo(HARBOUR);
      assertThat(it.hours()).extracting(Volumes.Hour::seen).containsExactly(1, 1);
    });
  }

  @Test
  void fifteen_resets_by_one_desk_agent_within_an_hour_are_said_once_also_after_a_restart() {
    hurry();
    Alarm alarm = look().getFirst();

    assertThat(alarm.rule()).isEqualTo(Rule.WINDOW);
    assertThat(alarm.what()).isEqualTo(Happening.RESET);
    assertThat(alarm.segment()).isEqualTo(house.part(Volumes.class).stored(AGENT));
    assertThat(alarm.seen()).isEqualTo(15);
    assertThat(alarm.expected()).isEqualTo(15);
    assertThat(alarm.chance()).isEmpty();
    assertThat(Duration.between(alarm.from(), alarm.to())).isBetween(Duration.ofMinutes(28), Duration.ofMinutes(29));

    house = house.killed();
    tell(Happening.RESET, AGENT, account(15));
    assertThat(look()).isEmpty();
    assertThat(house.inside(() -> house.part(Volumes.class).alarm(alarm.id())).orElseThrow().seen()).isEqualTo(16);
    assertThat(house.inside(() -> house.part(Volumes.class).alarms(Instant.EPOCH))).hasSize(1);
  }

  @Test
  void what_comes_again_after_it_was_quiet_is_an_alarm_of_its_own() {
    hurry();
    assertThat(look()).hasSize(1);
    house.clock.pass(Duration.ofHours(37));
    hurry();

    assertThat(look()).hasSize(1);
  }

  @Test
  void fourteen_within_an_hour_and_one_later_are_none() {
    for (int i = 0; i < 14; i++) {
      tell(Happening.RESET, AGENT);
    }
    house.clock.pass(Duration.ofMinutes(60));
    tell(Happening.RESET, AGENT);

    assertThat(look()).isEmpty();
  }

  @Test
  void an_alarm_that_could_not_be_used_is_raised_again() {
    hurry();
    assertThatThrownBy(() -> house.database.run(() -> {
      assertThat(house.part(Volumes.class).look()).hasSize(1);
      throw new IllegalStateException("no review item");
    })).hasMessage("no review item");

    assertThat(look()).hasSize(1);
  }

  @Test
  void what_is_told_in_a_transaction_that_is_rolled_back_did_not_happen() {
    assertThatThrownBy(() -> house.database.run(() -> {
      house.part(Volumes.class).tell(Happening.RESET, Set.of(HARBOUR));
      throw new IllegalStateException("no reset");
    })).hasMessage("no reset");

    assertThat(told()).isZero();
  }

  @Test
  void many_subjects_from_one_source_are_spray_and_one_subject_from_many_sources_is_stuffing() {
    for (int i = 0; i < 59; i++) {
      tell(Happening.FAILURE, account(i), network(1));
    }
    assertThat(look()).isEmpty();
    tell(Happening.FAILURE, account(60), network(1));
    tell(Happening.FAILURE, account(61), network(1));
    assertThat(look()).singleElement().satisfies(it -> {
      assertThat(it.rule()).isEqualTo(Rule.REPEATED);
      assertThat(it.segment()).isEqualTo(house.part(Volumes.class).stored(network(1)));
      assertThat(it.seen()).isBetween(60.0, 61.0);
    });

    for (int i = 0; i < 21; i++) {
      tell(Happening.FAILURE, account(0), network(100 + i));
    }
    assertThat(look()).singleElement().satisfies(it -> {
      assertThat(it.rule()).isEqualTo(Rule.REPEATED);
      assertThat(it.segment()).isEqualTo(house.part(Volumes.class).stored(account(0)));
    });
  }

  @Test
  void failures_that_are_far_apart_are_forgotten() {
    for (int i = 0; i < 60; i++) {
      tell(Happening.FAILURE, account(0), network(i));
      house.clock.pass(Duration.ofMinutes(20));
    }
    assertThat(look()).isEmpty();
  }

  @Test
  void a_reset_after_which_factors_are_removed_and_one_is_added_is_said() {
    tell(Happening.RESET, account(0));
    look();
    tell(Happening.FACTOR_REMOVED, account(0));
    tell(Happening.FACTOR_ADDED, account(1));
    assertThat(look()).isEmpty();
    house.clock.pass(Duration.ofHours(11));
    tell(Happening.FACTOR_ADDED, account(0));

    assertThat(look()).singleElement().satisfies(it -> {
      assertThat(it.rule()).isEqualTo(Rule.STRIPPED);
      assertThat(it.segment()).isEqualTo(house.part(Volumes.class).stored(account(0)));
    });
  }

  @Test
  void one_supervisor_who_vouches_for_everybody_or_often_for_the_same_is_said() {
    Segment supervisor = new Segment(Kind.SUPERVISOR, "supervisor-1");
    for (int i = 0; i < 3; i++) {
      tell(Happening.ATTESTATION, supervisor, account(0));
      house.clock.pass(Duration.ofDays(5));
    }
    assertThat(look()).isEmpty();
    tell(Happening.ATTESTATION, supervisor, account(0));
    assertThat(look()).singleElement().satisfies(it -> assertThat(it.segment().kind()).isEqualTo(Kind.PAIR));
    for (int i = 1; i < 4; i++) {
      tell(Happening.ATTESTATION, supervisor, account(i));
    }
    assertThat(look()).singleElement().satisfies(it -> {
      assertThat(it.segment()).isEqualTo(house.part(Volumes.class).stored(supervisor));
      assertThat(it.seen()).isEqualTo(4);
    });
  }

  @Test
  void five_who_say_from_one_network_that_it_was_not_them_are_said() {
    for (int i = 0; i < 5; i++) {
      tell(Happening.NOT_ME, account(i), network(1));
    }
    assertThat(look()).singleElement().satisfies(it -> assertThat(it.segment().kind()).isEqualTo(Kind.NETWORK));
  }

  @Test
  void whom_and_where_it_is_about_is_stored_as_pseudonyms() {
    tell(Happening.ATTESTATION, account(0), network(1), new Segment(Kind.SUPERVISOR, "supervisor-1"), AGENT, HARBOUR);
    tell(Happening.FAILURE, account(0), network(1));
    String told = house.database.everything();
    look();

    assertThat(told + house.database.everything())
        .contains("ATTESTATION/UNIT/Harbour")
        .doesNotContain("account-0", "supervisor-1", "agent-of", network(1).key());
  }

  /** Eight weeks in which each of more than two thousand units has one reset a day, at nine. */
  private void train() {
    String start = "timestamp with time zone '2026-05-19 09:00:00+00'";
    String today = "timestamp with time zone '2026-07-14 00:00:00+00'";
    house.database.change("update volume_watch set since = " + start);
    house.database.change("insert into volume_hour values ('RESET/UNIT/u', " + start + ", 1)");
    for (int i = 0; i < 6; i++) {
      String later = "begins_at + interval '" + (1 << i) + "' day";
      house.database.change(
          "insert into volume_hour select series, " + later + ", seen from volume_hour where " + later + " < " + today);
    }
    for (int i = 0; i < 11; i++) {
      house.database.change("insert into volume_hour select series || '-" + i + "', begins_at, seen from volume_hour");
    }
    while (house.database.count("select count(*) from volume_baseline where rates is not null") < 2048) {
      look();
    }
  }

  @Test
  void more_than_usual_is_said_while_the_hour_is_not_over_and_once() {
    train();
    house.clock.pass(Duration.ofHours(2).plusMinutes(40));
    for (int i = 0; i < 4; i++) {
      tell(Happening.RESET, new Segment(Kind.UNIT, "u"));
    }
    assertThat(look()).isEmpty();
    for (int i = 0; i < 8; i++) {
      tell(Happening.RESET, new Segment(Kind.UNIT, "u"));
    }

    List<Alarm> raised = look();
    assertThat(raised).extracting(Alarm::rule).containsOnly(Rule.VOLUME);
    assertThat(raised).extracting(Alarm::segment).contains(new Segment(Kind.UNIT, "u"));
    assertThat(raised).filteredOn(it -> it.segment().kind() == Kind.UNIT).singleElement().satisfies(it -> {
      assertThat(it.seen()).isEqualTo(12);
      assertThat(it.expected()).isBetween(0.5, 1.1);
      assertThat(it.chance().orElseThrow()).isLessThan(1e-4);
      assertThat(it.to()).isEqualTo(Instant.parse("2026-07-14T10:00:00Z"));
    });
    tell(Happening.RESET, new Segment(Kind.UNIT, "u"));
    assertThat(look()).isEmpty();
    Volumes.Line shown = house.inside(() -> house.part(Volumes.class).outlook(Happening.RESET, Kind.UNIT, 24))
        .lines()
        .getFirst();
    assertThat(shown.hours()).hasSize(24);
    assertThat(shown.hours().getLast().seen()).isEqualTo(13);
    assertThat(shown.hours().getLast().expected()).isBetween(0.5, 1.1);
  }

  @Test
  @Requirement("R-AI-MP-2.2")
  void while_a_house_learns_what_is_usual_nothing_is_unusual() {
    for (int i = 0; i < 50; i++) {
      tell(Happening.RESET, HARBOUR);
    }
    assertThat(look()).isEmpty();
    Volumes.Outlook outlook = house.inside(() -> house.part(Volumes.class).outlook(Happening.RESET, Kind.UNIT, 24));
    assertThat(Duration.between(house.clock.instant(), outlook.learnsUntil())).isBetween(
        Duration.ofDays(55),
        Duration.ofDays(56));
  }

  @Test
  void a_look_costs_what_was_told_and_the_end_of_a_day_is_spread_over_many() {
    train();
    Statistics statistics = house.inside(
        () -> house.database.entities().unwrap(Session.class).getSessionFactory().getStatistics());
    statistics.setStatisticsEnabled(true);
    tell(Happening.RESET, HARBOUR);
    assertThat(statements(statistics)).as("a look after one reset").isLessThan(12);
    assertThat(statements(statistics)).as("a look after nothing").isLessThan(5);

    house.clock.pass(Duration.ofDays(1));
    int looks = 0;
    String today = "timestamp with time zone '2026-07-15 00:00:00+00'";
    while (house.database.count("select count(*) from volume_baseline where closed_until < " + today) > 0) {
      assertThat(statements(statistics)).as("a look that closes a part of the day").isLessThan(215);
      looks++;
    }
    assertThat(looks).isBetween(10, 12);
    assertThat(
        house.database.count("select count(*) from volume_hour where begins_at < " + today + " - interval '56' day"))
        .isZero();
  }

  private long statements(Statistics statistics) {
    statistics.clear();
    look();
    return statistics.getPrepareStatementCount();
  }

  private static <T> T waitFor(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
