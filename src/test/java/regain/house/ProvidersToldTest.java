package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Enrollment;
import regain.enrollment.Enrollment.Holder;
import regain.house.SoftPasskey.Lie;
import regain.policy.Purpose;
import regain.recovery.port.SessionConnector.WhenStuck;

/** What passkey providers are told to keep and to forget (WebAuthn Level 3, section 5.1.10), and what nobody learns by it. */
class ProvidersToldTest {
  private static final String MAILBOX = "birte.hansen@posteo.example";

  private final FakeConnector elsewhere = new FakeConnector(WhenStuck.HOLD);
  private TestHouse house;
  private SoftPasskey passkey;

  @BeforeEach
  void build() {
    house = new TestHouse(elsewhere);
    passkey = Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", MAILBOX);
    house.clock.pass(Duration.ofHours(73));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Enrollment enrollment() {
    return house.enrollment();
  }

  private String answer(SoftPasskey which, Lie lie) {
    return which.get(enrollment().askSignIn("visit"), lie);
  }

  private SoftPasskey another(Holder holder) {
    SoftPasskey another = new SoftPasskey(2);
    enrollment().addPasskey(
        holder, another.create(enrollment().askPasskey(holder).orElseThrow()), "Another", TestHouse.arrival());
    return another;
  }

  @Test
  @Requirement("R-WA-sig")
  void providers_should_keep_what_opens_the_account_and_forget_what_was_removed() {
    Holder holder = house.signedIn(passkey);
    UUID first = enrollment().overview(holder).passkeys().getFirst().id();
    SoftPasskey another = another(holder);
    assertThat(enrollment().overview(holder).accepted().credentials())
        .containsExactly(passkey.credential(), another.credential());

    enrollment().removePasskey(holder, first, TestHouse.arrival());

    assertThat(enrollment().overview(holder).accepted().credentials()).containsExactly(another.credential());
    assertThat(enrollment().overview(holder).accepted().rpId()).isEqualTo("localhost");
    assertThat(enrollment().overview(holder).accepted().user()).isEqualTo(another.user());
  }

  @Test
  @Requirement("R-WA-sig")
  void a_passkey_that_waits_for_its_case_is_not_hidden_by_its_provider() {
    String code = SignedIn.with(house, passkey).codes().getFirst();
    SoftPasskey waiting = new SoftPasskey(3);
    elsewhere.answers = false;
    Journey.open(house, Purpose.RECOVERY, "b.hansen").saved(code).send(0).code(MAILBOX).bind(waiting);

    assertThat(enrollment().overview(house.signedIn(passkey)).accepted().credentials())
        .contains(waiting.credential());
    assertThat(enrollment().unknown(answer(waiting, Lie.NONE))).isFalse();
  }

  @Test
  @Requirement("R-WA-sig")
  void a_passkey_that_was_removed_or_never_was_is_one_to_forget() {
    Holder holder = house.signedIn(passkey);
    UUID first = enrollment().overview(holder).passkeys().getFirst().id();
    another(holder);
    enrollment().removePasskey(holder, first, TestHouse.arrival());

    assertThat(enrollment().unknown(answer(passkey, Lie.NONE))).isTrue();
    assertThat(enrollment().unknown(answer(new SoftPasskey(4), Lie.NONE))).isTrue();
  }

  @Test
  void one_that_is_refused_for_another_reason_is_not() {
    assertThat(enrollment().unknown(answer(passkey, Lie.NONE.unverified()))).isFalse();
    assertThat(enrollment().unknown(answer(passkey, Lie.NONE.framed()))).isFalse();
    assertThat(enrollment().unknown("{}")).isFalse();
    assertThat(enrollment().unknown("x".repeat(50_000))).isFalse();
  }

  @Test
  @Requirement("R-WA-handle")
  void a_user_handle_is_64_bytes_of_chance_and_one_for_all_passkeys_of_a_person() {
    SoftPasskey another = another(house.signedIn(passkey));
    assertThat(Base64.getUrlDecoder().decode(passkey.user())).hasSize(64);
    assertThat(another.user()).isEqualTo(passkey.user());

    try (var other = new TestHouse(2)) {
      SoftPasskey there = Journey.enrol(other, "b.hansen", "Nordhafen-2026-b.hansen", MAILBOX);
      assertThat(there.user()).isNotEqualTo(passkey.user());
    }
  }
}
