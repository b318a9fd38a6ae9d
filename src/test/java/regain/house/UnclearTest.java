package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static regain.recovery.State.CANCELLED;
import static regain.recovery.State.COMPLETED;
import static regain.recovery.State.EXECUTING;
import static regain.recovery.State.PROVING;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.port.Post;
import regain.policy.Purpose;
import regain.recovery.Refusal;
import regain.recovery.Repudiation;

/** Nobody knows whether the directory has taken the password: then everybody is told, and sessions end as if it had. */
class UnclearTest {
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String NEW = "three herons over the quay";
  private static final String AGAIN = "nine boats under the bridge";
  private static final String MAILBOX = "birte.hansen@posteo.example";
  private static final String WORK = "b.hansen@nordhafen.example";
  private static final Duration ATTEMPT_IS_OVER = Duration.ofSeconds(31);

  private TestHouse house;
  private SoftPasskey passkey;
  private Journey journey;

  @BeforeEach
  void build() {
    house = new TestHouse();
    passkey = Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey);
    house.work();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void without_an_answer_the_page_does_not_guess_and_a_password_set_afresh_settles_it() {
    house.directory.isNotAnswered();
    journey.set(NEW);

    assertThat(journey.view.state()).isEqualTo(PROVING);
    assertThat(journey.view.refusal()).contains(Refusal.UNCLEAR);
    assertThat(house.binds("b.hansen", NEW)).isTrue();
  }

  @Test
  void without_an_answer_everybody_concerned_is_told() {
    house.directory.isNotAnswered();
    journey.set(NEW);
    house.work();

    assertThat(told()).containsExactlyInAnyOrder(MAILBOX, WORK);
    assertThat(house.newest(Post.Kind.PASSWORD_UNCLEAR, MAILBOX, "link")).contains("/not-me/");
  }

  @Test
  void without_an_answer_sessions_end_once_more_after_the_attempt() {
    house.directory.isNotAnswered();
    journey.set(NEW);
    house.work();

    assertThat(rounds("before")).isOne();
    assertThat(rounds("unclear")).isOne();
  }

  @Test
  @Requirement("R-ASVS-2.3.3")
  void when_the_process_dies_before_the_outcome_is_on_record_the_timer_tells_everybody_and_ends_sessions() {
    diesAfterTheDirectoryTookIt();
    assertThat(journey.look().view.state()).isEqualTo(EXECUTING);
    house.work();
    assertThat(told()).as("the attempt may still be under way").isEmpty();

    house.clock.pass(ATTEMPT_IS_OVER);
    house.work();

    assertThat(journey.look().view.state()).isEqualTo(PROVING);
    assertThat(journey.view.refusal()).contains(Refusal.UNCLEAR);
    assertThat(told()).containsExactlyInAnyOrder(MAILBOX, WORK);
    assertThat(rounds("unclear")).isOne();
  }

  @Test
  void after_the_process_died_a_password_set_afresh_completes_the_case() {
    diesAfterTheDirectoryTookIt();
    house.clock.pass(ATTEMPT_IS_OVER);
    house.work();

    journey.look().passkey(passkey).set(AGAIN);

    assertThat(journey.view.state()).isEqualTo(COMPLETED);
    assertThat(house.binds("b.hansen", AGAIN)).isTrue();
  }

  @Test
  void when_it_was_stopped_meanwhile_and_the_process_dies_everybody_is_told_all_the_same() {
    String link = house.newest(Post.Kind.CASE_OPENED, MAILBOX, "link");
    house.directory.then(() -> {
      report(link);
      house.database.unplug();
    });
    assertThatThrownBy(() -> journey.set(NEW)).isInstanceOf(PersistenceException.class);
    house.database.plugIn();

    house.clock.pass(ATTEMPT_IS_OVER);
    house.work();

    assertThat(journey.look().view.state()).isEqualTo(CANCELLED);
    assertThat(told()).containsExactlyInAnyOrder(MAILBOX, WORK);
    assertThat(rounds("unclear")).isOne();
  }

  @Test
  void an_answer_after_the_time_of_the_attempt_is_told_as_well() {
    house.directory.then(() -> {
      house.clock.pass(ATTEMPT_IS_OVER);
      house.work();
    });
    journey.set(NEW);
    house.work();

    assertThat(journey.view.state()).isEqualTo(PROVING);
    assertThat(told()).containsExactlyInAnyOrder(MAILBOX, WORK);
    assertThat(to(Post.Kind.PASSWORD_CHANGED)).containsExactlyInAnyOrder(MAILBOX, WORK);
  }

  @Test
  void a_directory_that_is_away_delays_the_letter_and_does_not_lose_it() {
    house.directory.isNotAnswered();
    journey.set(NEW);
    house.directory.away = true;
    house.work();
    assertThat(told()).isEmpty();

    house.directory.away = false;
    house.clock.pass(Duration.ofMinutes(1));
    house.work();

    assertThat(told()).containsExactlyInAnyOrder(MAILBOX, WORK);
  }

  @Test
  void an_outcome_that_is_on_record_is_not_unclear_when_its_time_is_over() {
    journey.set(NEW);
    house.clock.pass(ATTEMPT_IS_OVER);
    house.work();

    assertThat(journey.view.state()).isEqualTo(COMPLETED);
    assertThat(told()).isEmpty();
    assertThat(rounds("unclear")).isZero();
  }

  @Test
  void not_me_from_that_letter_stops_the_case_and_ends_sessions_once_more() {
    house.directory.isNotAnswered();
    journey.set(NEW);
    house.work();

    report(house.newest(Post.Kind.PASSWORD_UNCLEAR, MAILBOX, "link"));
    house.work();

    assertThat(journey.look().view.state()).isEqualTo(CANCELLED);
    assertThat(rounds("repudiated")).isOne();
  }

  private void diesAfterTheDirectoryTookIt() {
    house.directory.then(house.database::unplug);
    assertThatThrownBy(() -> journey.set(NEW)).isInstanceOf(PersistenceException.class);
    house.database.plugIn();
    assertThat(house.binds("b.hansen", NEW)).isTrue();
  }

  private void report(String link) {
    house.part(Repudiation.class).report(link.substring(link.lastIndexOf('/') + 1), TestHouse.arrival());
  }

  private List<String> told() {
    return to(Post.Kind.PASSWORD_UNCLEAR);
  }

  private List<String> to(Post.Kind kind) {
    return house.outbox.stream().filter(it -> it.kind() == kind).map(Post.Letter::to).toList();
  }

  /** Rounds of ending sessions that are done. */
  private long rounds(String round) {
    return house.database.count(
        "select count(*) from duty where kind = 'REVOKE_SESSIONS' and done_at is not null and details like '%round="
            + round + "%'");
  }
}
