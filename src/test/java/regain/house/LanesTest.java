package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import regain.duties.Duties;
import regain.privileged.Locks;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnectors;
import regain.privileged.port.GrantTag;
import regain.privileged.port.PrivilegePolicy;

/** Duties that are done in lanes: many grants are taken back on two targets, each lane beside the other, and each duty once. */
@Timeout(120)
class LanesTest {
  private static final String NAME = "b.stein";
  private static final int EACH = 12;
  private static final String DONE = "select count(*) from duty where kind = 'REVOKE_GRANT' and done_at is not null";
  private static final String FREE = "select count(*) from duty where kind = 'REVOKE_GRANT' and done_at is null"
      + " and claimed_until is null and tries = 0";
  private static final String SAID = "select count(*) from audit_event where type = 'GrantRevoked'";

  /** Ends a worker as the end of its process does. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private record Both(List<GrantConnector> all) implements GrantConnectors {}

  private final FakeGrantTarget quay = new FakeGrantTarget("quay");
  private final FakeGrantTarget terminal = new FakeGrantTarget("terminal");
  private TestHouse house;

  @BeforeEach
  void build() {
    house = new TestHouse(Map.of(), new PrivilegePolicy(List.of()), new Both(List.of(quay, terminal)),
        LanesTest::atOnce);
    SoftPasskey analyst = Given.enrolledByInvitation(house, "r.engel", "Nordhafen-2026-r.engel");
    house.clock.pass(Duration.ofDays(8));
    house.work();
    for (int i = 0; i < EACH; i++) {
      given(quay, i);
      given(terminal, EACH + i);
    }
    assertThat(house.part(Locks.class).lockHolder(house.signedIn(analyst), new UUID(0, 0))).isTrue();
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** Threads, as in the server. */
  private static void atOnce(List<Runnable> work) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> begun = work.stream().<Future<?>>map(threads::submit).toList();
      for (Future<?> each : begun) {
        each.get();
      }
    } catch (ExecutionException ended) {
      if (ended.getCause() instanceof Error killed) {
        throw killed;
      }
      throw new IllegalStateException(ended);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private void given(FakeGrantTarget target, int number) {
    var id = new UUID(0, number);
    Instant now = house.clock.instant();
    target.there.put(new GrantTag(id).text(), now.plus(Duration.ofHours(1)));
    house.database.change(
        "insert into privilege_grant (id, entitlement, target, holder, request, request_digest, state, asked_at, answered_by,"
            + " issued_at, given_at, ends_at, tries, turn) values ('" + id + "', 'some', '" + target.name() + "', '"
            + house.person(NAME) + "', 'x', 'x', 'ACTIVE', " + at(now) + ", " + at(now) + ", " + at(now) + ", "
            + at(now)
            + ", " + at(now.plus(Duration.ofHours(1))) + ", 0, 0)");
  }

  private static String at(Instant moment) {
    return "timestamp with time zone '" + moment + "'";
  }

  private Duties worker() {
    return house.part(Duties.class);
  }

  private static long revoked(FakeGrantTarget target) {
    return target.asked.stream().filter("revoke"::equals).count();
  }

  private void assertAllIsOver() {
    assertThat(quay.there).isEmpty();
    assertThat(terminal.there).isEmpty();
    assertThat(house.database.count("select count(*) from privilege_grant where state = 'REVOKED'"))
        .isEqualTo(2 * EACH);
    assertThat(house.database.count(DONE)).isEqualTo(2 * EACH);
    assertThat(house.database.count(SAID)).as("said once of each").isEqualTo(2 * EACH);
  }

  @Test
  void all_of_them_are_taken_back_in_one_look_each_once() {
    assertThat(worker().workInOrder()).as("they are in nobody's way").isZero();
    assertThat(worker().workInLanes()).isEqualTo(2 * EACH);
    assertThat(revoked(quay)).isEqualTo(EACH);
    assertThat(revoked(terminal)).isEqualTo(EACH);
    assertAllIsOver();
    assertThat(worker().workInLanes()).isZero();
  }

  @Test
  void one_target_that_is_slow_keeps_no_other_waiting() {
    var others = new CountDownLatch(EACH);
    terminal.meanwhile = it -> others.countDown();
    quay.meanwhile = it -> {
      try {
        assertThat(others.await(30, TimeUnit.SECONDS)).as("the other lane goes on").isTrue();
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    };
    worker().workInLanes();
    assertAllIsOver();
  }

  @Test
  void what_there_is_no_time_for_is_given_back_and_is_no_try() {
    quay.meanwhile = it -> house.clock.pass(Duration.ofSeconds(6));
    terminal.holdsOn = true;
    worker().workInLanes();
    assertThat(revoked(quay)).as("nothing is begun after twenty seconds").isEqualTo(4);
    assertThat(house.database.count(FREE)).isGreaterThanOrEqualTo(EACH - 4);

    terminal.holdsOn = false;
    quay.meanwhile = it -> {};
    worker().workInLanes();
    assertThat(revoked(quay)).as("by whoever looks next").isEqualTo(EACH);
    house.clock.pass(Duration.ofSeconds(6));
    worker().workInLanes();
    assertAllIsOver();
  }

  @Test
  void what_a_killed_worker_has_begun_is_done_by_another_and_what_it_has_recorded_is_not_done_again() {
    quay.meanwhile = it -> {
      if (revoked(quay) == 3) {
        throw new Killed();
      }
    };
    assertThatThrownBy(() -> worker().workInLanes()).isInstanceOf(Killed.class);
    quay.meanwhile = it -> {};
    assertThat(house.database.count(DONE)).isBetween(2L, 2L + EACH);

    house.clock.pass(Duration.ofSeconds(59));
    assertThat(worker().workInLanes()).as("its lease holds").isZero();
    house.clock.pass(Duration.ofSeconds(2));
    worker().workInLanes();
    assertThat(revoked(quay)).as("the third twice").isEqualTo(EACH + 1);
    assertAllIsOver();
  }

  @Test
  void what_a_bug_leaves_undone_is_tried_again() {
    quay.meanwhile = it -> {
      if (revoked(quay) == 3) {
        throw new IllegalStateException("a bug");
      }
    };
    worker().workInLanes();
    assertThat(
        house.database.count("select count(*) from duty where kind = 'REVOKE_GRANT' and tries = 1 and done_at is null"))
        .isEqualTo(EACH - 2);
    house.clock.pass(Duration.ofSeconds(6));
    worker().workInLanes();
    assertAllIsOver();
  }

  @Test
  void several_workers_at_once_do_each_once() throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> all = IntStream.range(0, 4).mapToObj(it -> threads.submit(() -> worker().workInLanes()))
          .toList();
      int done = 0;
      for (Future<Integer> each : all) {
        done += each.get();
      }
      assertThat(done).isEqualTo(2 * EACH);
    }
    assertThat(revoked(quay)).isEqualTo(EACH);
    assertThat(revoked(terminal)).isEqualTo(EACH);
    assertAllIsOver();
  }

  @Test
  void one_that_an_older_release_has_owed_is_done_too() {
    house.database.change("update duty set details = '' where kind = 'REVOKE_GRANT'");
    worker().workInLanes();
    assertAllIsOver();
  }
}
