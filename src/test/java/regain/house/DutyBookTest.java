package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.enrollment.Notices;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.CaseId;

/** The book of duties, with letters as the work. Each part that is asked for is a worker of its own, as on another node. */
@Timeout(60)
class DutyBookTest {
  /** Ends a worker as the end of its process does: nobody records what came of the duty. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private TestHouse house;
  private Account somebody;

  @BeforeEach
  void build() {
    house = new TestHouse();
    somebody = house.part(Directory.class).named("b.hansen").known().orElseThrow().orElseThrow();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Duties worker() {
    return house.part(Duties.class);
  }

  /** One letter to one address. */
  private void owe(int number) {
    house.database.run(
        () -> house.part(Notices.class)
            .tellOther(
                somebody,
                Post.Kind.ENROLLED_PROVISIONALLY,
                new CaseId(new UUID(0, number)),
                Map.of("who", "number " + number, "when", "", "until", "")));
  }

  private List<String> sent() {
    return house.outbox.stream().map(it -> it.values().get("who")).sorted().toList();
  }

  private static int workAll(Duties worker) {
    int all = 0;
    for (int some = worker.work(); some > 0; some = worker.work()) {
      all += some;
    }
    return all;
  }

  @Test
  void what_a_worker_left_behind_is_done_by_another_when_its_lease_has_run_out() {
    owe(1);
    house.meanwhile = letter -> {
      throw new Killed();
    };
    assertThatThrownBy(() -> worker().work()).isInstanceOf(Killed.class);
    house.meanwhile = letter -> {};

    house.clock.pass(Duration.ofSeconds(59));
    assertThat(worker().work()).isZero();
    assertThat(sent()).isEmpty();
    house.clock.pass(Duration.ofSeconds(2));
    assertThat(worker().work()).isOne();
    assertThat(sent()).containsExactly("number 1");
    assertThat(worker().work()).isZero();
  }

  @Test
  void what_a_request_does_itself_no_worker_takes_from_it_but_after_its_death_somebody_does() {
    owe(1);
    Duty duty = house.database.begin(() -> worker().of(new CaseId(new UUID(0, 1)))).getFirst().duty();
    var attended = new Duty(duty.kind(), "attended", duty.caseId(), duty.details());
    var abandoned = new Duty(duty.kind(), "abandoned", duty.caseId(), duty.details());
    workAll(worker());
    house.database.run(() -> {
      worker().oweAttended(attended);
      worker().oweAttended(abandoned);
    });

    assertThat(worker().work()).as("both are left to their request").isZero();
    assertThat(worker().workOn("attended")).isTrue();
    house.clock.pass(Duties.ATTENDED);
    assertThat(worker().work()).as("the request of the other one did not come back").isOne();
    assertThat(sent()).hasSize(3);
  }

  @Test
  void what_one_worker_is_doing_no_other_does() throws InterruptedException, ExecutionException {
    owe(1);
    var busy = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    house.meanwhile = letter -> {
      busy.countDown();
      await(goOn);
    };
    try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
      Future<Integer> first = threads.submit(() -> worker().work());
      busy.await();

      assertThat(worker().work()).isZero();

      goOn.countDown();
      assertThat(first.get()).isOne();
    }
    assertThat(sent()).containsExactly("number 1");
  }

  @Test
  void g_6_two_workers_at_once_share_many_duties_and_do_each_once() throws InterruptedException, ExecutionException {
    for (int i = 0; i < 60; i++) {
      owe(i);
    }
    var busy = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    house.meanwhile = letter -> {
      busy.countDown();
      await(goOn);
    };
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Integer> one = threads.submit(() -> workAll(worker()));
      busy.await();
      house.meanwhile = letter -> {};
      Future<Integer> other = threads.submit(() -> workAll(worker()));
      assertThat(other.get()).isBetween(1, 59);
      goOn.countDown();
      assertThat(one.get() + other.get()).isEqualTo(60);
    }
    assertThat(sent()).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void a_kind_that_nobody_here_knows_is_left_alone_for_a_newer_node() {
    house.database.run(
        () -> worker().owe(new Duty("KIND_OF_TOMORROW", "tomorrow:1", Optional.of(new CaseId(new UUID(0, 7))),
            Map.of())));
    owe(1);

    assertThat(workAll(worker())).isOne();

    Duties.Status status = house.database.begin(() -> worker().of(new CaseId(new UUID(0, 7)))).getFirst();
    assertThat(status.isDone()).isFalse();
    assertThat(status.tries()).isZero();
    assertThat(
        house.database.count("select count(*) from duty where kind = 'KIND_OF_TOMORROW' and claimed_until is null"))
        .isOne();
  }

  @Test
  void a_try_in_vain_is_tried_again_later_and_later_and_counts_as_stuck_after_five() {
    owe(1);
    house.postIsDown = true;
    for (int i = 0; i < 5; i++) {
      assertThat(worker().work()).isOne();
      assertThat(worker().work()).isZero();
      house.clock.pass(Duration.ofSeconds(5L << i).plusMillis(1));
    }
    assertThat(house.database.begin(() -> worker().stuck())).hasSize(1);
    house.postIsDown = false;

    assertThat(worker().work()).isOne();
    assertThat(sent()).containsExactly("number 1");
    assertThat(house.database.begin(() -> worker().stuck())).isEmpty();
  }

  @Test
  void what_is_owed_twice_is_done_once() {
    owe(1);
    owe(1);

    assertThat(workAll(worker())).isOne();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
