package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.house.SoftPasskey.Lie;
import regain.policy.Purpose;
import regain.recovery.Refusal;
import regain.recovery.State;

/** Whose passkeys must stay on one device, as AAL3 asks (SP 800-63B-4 section 2.3.2). Here these are the employees. */
@Requirement({"R-63B-2.3.2-a", "R-63B-B.3-b"})
class DeviceBoundTest {
  private static final String PASSWORD = "Nordhafen-2026-b.hansen";
  private static final String MAILBOX = "birte.hansen@posteo.example";
  private static final Lie SYNCED = Lie.NONE.eligibleForBackup();

  private TestHouse house;

  @BeforeEach
  void build() {
    house = new TestHouse(1, Map.of("regain.passkeys.device-bound", "employee, governance"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Journey enrolling() {
    return Journey.open(house, Purpose.ENROLLMENT, "b.hansen").password(PASSWORD).send(0).code(MAILBOX);
  }

  @Test
  @Requirement("R-ASVS-6.3.3")
  void a_first_passkey_that_can_be_copied_is_refused_and_another_may_be_made() {
    Journey journey = enrolling().bind(new SoftPasskey(1), SYNCED);

    assertThat(journey.view.refusal()).contains(Refusal.PASSKEY_COPYABLE);
    assertThat(house.database.count("select count(*) from passkey")).isZero();
    assertThat(journey.bind(new SoftPasskey(2)).view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void a_further_one_is_refused_too() {
    SoftPasskey passkey = Journey.enrol(house, "b.hansen", PASSWORD, MAILBOX);
    Holder holder = house.signedIn(passkey);
    String answer = new SoftPasskey(2).create(house.enrollment().askPasskey(holder).orElseThrow(), SYNCED);

    assertThat(house.enrollment().addPasskey(holder, answer, "Phone", TestHouse.arrival()))
        .isEqualTo(Change.PASSKEY_COPYABLE);
    assertThat(house.database.count("select count(*) from passkey")).isOne();
  }

  @Test
  void one_that_replaces_what_was_lost_is_refused_too() {
    SoftPasskey passkey = Journey.enrol(house, "b.hansen", PASSWORD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    String code = SignedIn.with(house, passkey).codes().getFirst();
    Journey journey = Journey.open(house, Purpose.RECOVERY, "b.hansen").saved(code).send(0).code(MAILBOX);

    journey.bind(new SoftPasskey(3), SYNCED);

    assertThat(journey.view.refusal()).contains(Refusal.PASSKEY_COPYABLE);
    assertThat(journey.bind(new SoftPasskey(4)).view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void their_browser_is_asked_for_a_security_key_and_that_of_others_is_not() {
    Journey other = Journey.open(house, Purpose.ENROLLMENT, "l.rossi")
        .password("Nordhafen-2026-l.rossi").send(0).code("livia.rossi@posta.example");

    assertThat(house.recovery().askNewPasskey(enrolling().ticket).orElseThrow()).contains("security-key");
    assertThat(house.recovery().askNewPasskey(other.ticket).orElseThrow()).doesNotContain("security-key");
  }

  @Test
  void others_may_have_one_that_is_synced() {
    Journey other = Journey.open(house, Purpose.ENROLLMENT, "l.rossi")
        .password("Nordhafen-2026-l.rossi").send(0).code("livia.rossi@posta.example");

    assertThat(other.bind(new SoftPasskey(5), SYNCED).view.state()).isEqualTo(State.COMPLETED);
  }
}
