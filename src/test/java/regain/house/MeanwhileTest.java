package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.duties.Duties;
import regain.enrollment.Passkeys;
import regain.enrollment.Sessions;
import regain.enrollment.port.Post;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.policy.Purpose;
import regain.recovery.Recovery.Turn;
import regain.signals.Limits;
import regain.signals.Limits.Limit;

/** What two do at the same moment, on one node or on two that share a database. */
class MeanwhileTest {
  private static final String MAILBOX = "birte.hansen@posteo.example";

  private TestHouse house;
  private SoftPasskey passkey;
  private PersonId person;
  private ExecutorService others;

  @BeforeEach
  void build() {
    house = new TestHouse();
    passkey = Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    house.work();
    house.outbox.clear();
    person = house.person("b.hansen");
    others = Executors.newFixedThreadPool(8);
  }

  @AfterEach
  void close() {
    others.shutdown();
    house.close();
  }

  @Test
  void the_database_is_the_one_that_the_build_asked_for() {
    String name = house.database.text(TestDatabase.ON_POSTGRES ? "select version()" : "select 'H2 ' || h2version()");

    assertThat(name).startsWith(TestDatabase.ON_POSTGRES ? "PostgreSQL" : "H2");
  }

  @Test
  void however_many_nodes_work_each_letter_is_written_once() throws InterruptedException, ExecutionException {
    for (int i = 0; i < 5; i++) {
      Journey.open(house, Purpose.BINDING, "b.hansen");
    }
    Callable<Void> node = () -> {
      house.work();
      return null;
    };

    for (Future<Void> each : others.invokeAll(Collections.nCopies(8, node))) {
      each.get();
    }
    house.work();

    assertThat(house.outbox)
        .filteredOn(it -> it.kind() == Post.Kind.CASE_OPENED && it.to().equals(MAILBOX))
        .extracting(it -> it.values().get("number"))
        .hasSize(5)
        .doesNotHaveDuplicates();
  }

  @Test
  void what_a_node_had_claimed_when_it_died_another_does_once_the_claim_has_run_out() {
    Journey.open(house, Purpose.BINDING, "b.hansen");
    house.database.change("update duty set claimed_until = due_at + interval '1' minute where done_at is null");
    assertThat(house.part(Duties.class).work()).isZero();

    house.clock.pass(Duration.ofMinutes(1));
    house.work();

    assertThat(house.outbox).anyMatch(it -> it.kind() == Post.Kind.CASE_OPENED);
  }

  @Test
  @Requirement("R-ASVS-15.4.2")
  void a_proof_that_is_sent_many_times_at_once_is_tried_once_and_loses_nobody_the_case()
      throws InterruptedException, ExecutionException {
    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen");
    String answer = passkey.get(house.recovery().askPasskey(journey.ticket).orElseThrow());

    Callable<Optional<Turn>> click = () -> house.recovery()
        .provePasskey(journey.ticket, journey.view.step(), answer, journey.arrival);

    Set<Optional<Turn>> turns = new HashSet<>();
    for (Future<Optional<Turn>> each : others.invokeAll(Collections.nCopies(8, click))) {
      turns.add(each.get());
    }

    assertThat(turns).hasSize(1);
    assertThat(house.view(turns.iterator().next().orElseThrow()).proofs()).hasSize(1);
    assertThat(house.database.count("select count(*) from audit_event where type = 'ProofFailed'")).isZero();
  }

  @Test
  void tries_that_begin_at_once_are_all_counted() throws InterruptedException, ExecutionException {
    Limits limits = house.part(Limits.class);

    for (Future<?> each : others.invokeAll(
        Collections.nCopies(8, () -> limits.take(Limit.PROOF_BY_SOURCE, "a place that nobody came from before")))) {
      each.get();
    }

    assertThat(house.database.count("select max(taken) from rate_limit where bucket like 'PROOF_BY_SOURCE:%'"))
        .isEqualTo(8);
  }

  @Test
  void a_session_that_is_seen_at_the_moment_of_its_end_stays_ended() {
    Secret token = house.enrollment()
        .signIn("visit", passkey.get(house.enrollment().askSignIn("visit")), TestHouse.arrival())
        .orElseThrow();
    Sessions sessions = house.part(Sessions.class);

    Future<Integer> end = house.database.begin(() -> {
      sessions.find(token);
      Future<Integer> ending = others.submit(
          () -> house.database.begin(() -> sessions.endAll(person, house.clock.instant())));
      return given(ending);
    });

    assertThat(result(end)).isOne();
    assertThat(house.enrollment().holder(token)).isEmpty();
  }

  @Test
  void a_passkey_that_is_used_at_the_moment_of_its_removal_stays_removed() throws InterruptedException {
    Passkeys passkeys = house.part(Passkeys.class);
    String answer = passkey.get(house.database.begin(() -> passkeys.askAssertion("here")));
    var id = house.database.begin(() -> passkeys.of(person)).getFirst().id();
    var removed = new CountDownLatch(1);
    var proof = new CountDownLatch(1);
    Future<?> removal = others.submit(() -> house.database.run(() -> {
      passkeys.remove(person, id);
      house.database.entities().flush();
      removed.countDown();
      patiently(proof);
    }));
    removed.await();

    Future<Passkeys.Assertion> used = others.submit(() -> house.database.begin(() -> passkeys.verify("here", answer)));
    Future<?> waiting = given(used);
    proof.countDown();
    result(removal);

    assertThat(result(waiting)).isInstanceOf(Passkeys.Assertion.Failed.class);
    assertThat(house.database.count("select count(*) from passkey where ended_at is null")).isZero();
  }

  /** Time to come as far as it can: to its end, or to a lock that is held against it. */
  private static <T> Future<T> given(Future<T> other) {
    try {
      other.get(300, TimeUnit.MILLISECONDS);
    } catch (TimeoutException waits) {
      return other;
    } catch (InterruptedException | ExecutionException broken) {
      throw new AssertionError(broken);
    }
    return other;
  }

  private static void patiently(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static <T> T result(Future<T> other) {
    try {
      return other.get();
    } catch (InterruptedException | ExecutionException broken) {
      throw new AssertionError(broken);
    }
  }
}
