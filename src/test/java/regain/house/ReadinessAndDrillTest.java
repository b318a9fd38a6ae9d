package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Drills;
import regain.enrollment.port.Directory;
import regain.enrollment.port.Post;
import regain.kernel.Secret;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.recovery.Readiness;
import regain.recovery.State;

/** What a person is told about coming back, and the drill that shows it. */
class ReadinessAndDrillTest {
  private static final String NAME = "b.hansen";
  private static final String MAILBOX = "birte.hansen@posteo.example";

  private TestHouse house;
  private SoftPasskey passkey;

  @BeforeEach
  void build() {
    house = new TestHouse();
    passkey = Journey.enrol(house, NAME, "Nordhafen-2026-b.hansen", MAILBOX);
    house.clock.pass(Duration.ofHours(73));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Readiness.Ready ready(String name) {
    return house.part(Readiness.class)
        .of(house.part(Directory.class).named(name).known().orElseThrow().orElseThrow());
  }

  private Drills drills() {
    return house.part(Drills.class);
  }

  @Test
  void with_a_passkey_and_no_codes_a_lost_password_is_no_harm_and_a_lost_passkey_is() {
    assertThat(ready(NAME).password().ready()).isTrue();
    assertThat(ready(NAME).passkey().ready()).isFalse();
    assertThat(ready(NAME).passkey().missing()).containsExactly(Method.RECOVERY_CODE);
  }

  @Test
  void with_codes_too_a_recovery_would_go_through_and_does() {
    String code = SignedIn.with(house, passkey).codes().getFirst();
    assertThat(ready(NAME).passkey().ready()).isTrue();

    Journey journey = Journey.open(house, Purpose.RECOVERY, NAME).saved(code).send(0).code(MAILBOX);
    assertThat(journey.view.state()).isEqualTo(State.READY);
  }

  @Test
  void whoever_has_nothing_is_told_that_everything_is_missing() {
    assertThat(ready("g.jansen").password().missing()).containsExactly(Method.PASSKEY);
    assertThat(ready("g.jansen").passkey().missing())
        .containsExactlyInAnyOrder(Method.RECOVERY_CODE, Method.CONTACT_CODE);
  }

  @Test
  void privileged_people_are_told_that_their_path_is_elsewhere() {
    assertThat(ready("c.albers").password().open()).isFalse();
    assertThat(ready("c.albers").passkey().open()).isFalse();
  }

  @Test
  void a_drill_changes_nothing_uses_nothing_up_and_is_on_record() {
    SignedIn somebody = SignedIn.with(house, passkey);
    List<String> codes = somebody.codes();

    assertThat(drills().tryCode(somebody.holder(), Secret.of(codes.getFirst()))).isTrue();
    assertThat(drills().send(somebody.holder())).isTrue();
    house.work();
    String mailed = house.newest(Post.Kind.CODE, MAILBOX, "code");
    assertThat(drills().tryMail(somebody.holder(), Secret.of(mailed))).isTrue();

    assertThat(drills().look(somebody.holder()).passedAt()).isPresent();
    assertThat(house.database.count("select count(*) from audit_event where type = 'DrillPassed'")).isOne();
    assertThat(house.database.count("select count(*) from passkey")).isOne();
    assertThat(Journey.open(house, Purpose.RECOVERY, NAME).saved(codes.getFirst()).view.proofs()).hasSize(1);
  }

  @Test
  void a_drill_with_one_proof_only_is_not_passed() {
    SignedIn somebody = SignedIn.with(house, passkey);
    somebody.codes();
    drills().send(somebody.holder());
    house.work();
    drills().tryMail(somebody.holder(), Secret.of(house.newest(Post.Kind.CODE, MAILBOX, "code")));

    assertThat(drills().look(somebody.holder()).passedAt()).isEmpty();
  }

  @Test
  @Requirement("R-ASVS-6.6.2")
  void the_code_of_a_drill_is_worth_nothing_in_a_recovery() {
    SignedIn somebody = SignedIn.with(house, passkey);
    String code = somebody.codes().getFirst();
    drills().send(somebody.holder());
    house.work();
    String mailed = house.newest(Post.Kind.CODE, MAILBOX, "code");

    Journey journey = Journey.open(house, Purpose.RECOVERY, NAME).saved(code).typed(mailed);
    assertThat(journey.view.proofs()).hasSize(1);
  }
}
