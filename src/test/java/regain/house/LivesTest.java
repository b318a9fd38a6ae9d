package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.port.Post;
import regain.kernel.Secret;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.recovery.State;

/** How long things live: until then, and not a moment longer. */
class LivesTest {
  private static final String MAILBOX = "gesa.jansen@posteo.example";
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private TestHouse house;
  private SoftPasskey passkey;

  @BeforeEach
  void build() {
    house = new TestHouse();
    passkey = Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", "birte.hansen@posteo.example");
    house.clock.pass(Duration.ofHours(73));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Secret signedIn() {
    String answer = passkey.get(house.enrollment().askSignIn("visit"));
    return house.enrollment().signIn("visit", answer, TestHouse.arrival()).orElseThrow();
  }

  private Journey withACode() {
    return Journey.open(house, Purpose.ENROLLMENT, "g.jansen").password("Nordhafen-2026-g.jansen").send(0);
  }

  @Test
  @Requirement("R-63B-5.2-a")
  void a_session_that_nobody_uses_ends_after_fifteen_minutes() {
    SignedIn somebody = SignedIn.with(house, passkey);
    house.clock.pass(Duration.ofMinutes(15).minus(MOMENT));
    assertThat(somebody.alive()).isTrue();

    house.clock.pass(Duration.ofMinutes(15));
    assertThat(somebody.alive()).isFalse();
  }

  @Test
  @Requirement("R-63B-5.2-a")
  void a_session_ends_after_eight_hours_however_much_it_is_used() {
    SignedIn somebody = SignedIn.with(house, passkey);
    for (int i = 1; i < 48; i++) {
      house.clock.pass(Duration.ofMinutes(10));
      assertThat(somebody.alive()).isTrue();
    }

    house.clock.pass(Duration.ofMinutes(10));
    assertThat(somebody.alive()).isFalse();
  }

  /** However much it is used: whoever has an hour of somebody else's session has a whole queue. */
  @Test
  void whoever_sees_what_is_about_others_proves_within_the_hour_that_it_is_still_they() {
    SignedIn somebody = SignedIn.with(house, passkey);
    Given.marked(house, "b.hansen", "desk");
    for (int i = 1; i < 6; i++) {
      house.clock.pass(Duration.ofMinutes(10));
      assertThat(somebody.alive()).isTrue();
    }

    house.clock.pass(Duration.ofMinutes(10));
    assertThat(somebody.alive()).isFalse();
  }

  @Test
  @Requirement({"R-63B-5.1-a", "R-ASVS-7.2.4"})
  void every_sign_in_has_a_token_of_its_own_that_is_nowhere_in_the_database() {
    String first = signedIn().open(String::new);
    String second = signedIn().open(String::new);

    assertThat(first).isNotEqualTo(second).hasSize(43);
    assertThat(house.database.everything()).contains("b.hansen").doesNotContain(first, second);
  }

  @Test
  @Requirement({"R-WA-7-chal", "R-PCI-8.5.1"})
  void an_answer_signs_in_once() {
    String answer = passkey.get(house.enrollment().askSignIn("visit"));

    assertThat(house.enrollment().signIn("visit", answer, TestHouse.arrival())).isPresent();
    assertThat(house.enrollment().signIn("visit", answer, TestHouse.arrival())).isEmpty();
  }

  @Test
  @Requirement("R-WA-7-chal")
  void a_challenge_is_answered_within_five_minutes() {
    String answer = passkey.get(house.enrollment().askSignIn("visit"));
    house.clock.pass(Duration.ofMinutes(5).minus(MOMENT));
    assertThat(house.enrollment().signIn("visit", answer, TestHouse.arrival())).isPresent();

    String late = passkey.get(house.enrollment().askSignIn("visit"));
    house.clock.pass(Duration.ofMinutes(5));
    assertThat(house.enrollment().signIn("visit", late, TestHouse.arrival())).isEmpty();
  }

  @Test
  @Requirement("R-63B-4.2.1.2-b")
  void a_code_by_mail_counts_for_ten_minutes() {
    Journey journey = withACode();
    house.clock.pass(Duration.ofMinutes(10).minus(MOMENT));
    journey.code(MAILBOX);
    assertThat(journey.view.proofs()).extracting(it -> it.method()).contains(Method.CONTACT_CODE);

    Journey late = withACode();
    house.clock.pass(Duration.ofMinutes(10));
    late.code(MAILBOX);
    assertThat(late.view.proofs()).extracting(it -> it.method()).doesNotContain(Method.CONTACT_CODE);
  }

  @Test
  @Requirement("R-63B-4.2.1.2-a")
  void a_code_by_mail_has_forty_bits_and_is_dead_once_it_was_used() {
    Journey journey = withACode();
    String code = house.newest(Post.Kind.CODE, MAILBOX, "code");
    assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}");
    assertThat(journey.typed(code).view.refusal()).isEmpty();

    assertThat(journey.typed(code).view.refusal()).isNotEmpty();
  }

  @Test
  @Requirement("R-63B-4.2.1.2-e")
  void a_further_code_by_mail_forgives_no_wrong_one() {
    Journey journey = withACode();
    for (int i = 0; i < 9; i++) {
      journey.typed("AAAA-AAAA");
    }
    house.clock.pass(Duration.ofSeconds(61));
    journey.send(0).typed("AAAA-AAAA");

    assertThat(journey.code(MAILBOX).view.wants(Method.CONTACT_CODE)).isTrue();
  }

  @Test
  @Requirement("R-WCAG-2.2.1")
  void a_case_is_longer_by_half_an_hour_ten_times() {
    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen");
    house.work();
    for (int i = 0; i < 11; i++) {
      house.clock.pass(Duration.ofMinutes(30).minus(MOMENT));
      journey.look();
      house.recovery().extend(journey.ticket, journey.view.step());
    }
    house.clock.pass(Duration.ofMinutes(30));
    assertThat(journey.look().view.state()).isEqualTo(State.PROVING);

    house.clock.pass(Duration.ofMinutes(1));
    assertThat(journey.look().view.state()).isEqualTo(State.EXPIRED);
  }
}
