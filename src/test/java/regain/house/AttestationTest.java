package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.assurance.Requirement;
import regain.policy.Purpose;
import regain.recovery.Refusal;
import regain.recovery.State;

/** Which makers' passkeys are bound, where policy asks that somebody vouches for them (WebAuthn Level 3, section 7.1). */
@Requirement("R-WA-7.1-att")
class AttestationTest {
  private static final String MAILBOX = "birte.hansen@posteo.example";
  private static final UUID MAKE = UUID.fromString("4cf38d6d-0c22-4f6a-9d0e-2f70ba4b5b11");

  private final TestMaker maker = new TestMaker(MAKE);
  private final TestMaker stranger = new TestMaker(MAKE);
  private final TestMaker publisher = new TestMaker(new UUID(1, 1));
  private final Map<String, String> settings = new HashMap<>(
      Map.of("regain.passkeys.attestation", "direct", "regain.passkeys.require-attestation", "true"));

  @TempDir private Path folder;

  private void set(String key, String content) throws IOException {
    settings.put(key, Files.writeString(folder.resolve(key), content).toString());
  }

  private void listed(String status) throws IOException {
    set("regain.passkeys.mds-file", publisher.metadata(maker, status));
    set("regain.passkeys.mds-root", publisher.pem());
  }

  private Journey before(TestHouse house) {
    return Journey.open(house, Purpose.ENROLLMENT, "b.hansen").password("Nordhafen-2026-b.hansen").send(0)
        .code(MAILBOX);
  }

  private void bound(SoftPasskey passkey) {
    try (var house = new TestHouse(1, settings)) {
      assertThat(before(house).bind(passkey).view.state()).isEqualTo(State.COMPLETED);
      assertThat(SignedIn.maybe(house, passkey)).isPresent();
    }
  }

  private void refused(SoftPasskey passkey, Refusal why) {
    try (var house = new TestHouse(1, settings)) {
      Journey journey = before(house).bind(passkey);
      assertThat(journey.view.refusal()).contains(why);
      assertThat(journey.view.state()).isEqualTo(State.READY);
      assertThat(house.database.count("select count(*) from passkey")).isZero();
      assertThat(house.database.count("select count(*) from audit_event where type = 'PasskeyRefused'")).isOne();
    }
  }

  @Test
  void a_passkey_of_a_maker_whom_the_operator_named_is_bound() throws IOException {
    set("regain.passkeys.attestation-roots", maker.pem());

    bound(new SoftPasskey(1, maker));
  }

  @Test
  void one_that_does_not_say_what_it_is_is_refused() throws IOException {
    set("regain.passkeys.attestation-roots", maker.pem());

    refused(new SoftPasskey(1), Refusal.PASSKEY_NOT_VOUCHED);
  }

  @Test
  void one_that_claims_the_make_of_somebody_else_is_refused() throws IOException {
    set("regain.passkeys.attestation-roots", maker.pem());

    refused(new SoftPasskey(1, stranger), Refusal.PASSKEY_NOT_VOUCHED);
  }

  @Test
  void one_that_the_metadata_service_lists_is_bound() throws IOException {
    listed("FIDO_CERTIFIED");

    bound(new SoftPasskey(1, maker));
  }

  @Test
  void one_that_is_not_listed_is_refused() throws IOException {
    set("regain.passkeys.mds-file", publisher.metadata(new TestMaker(new UUID(2, 2)), "FIDO_CERTIFIED"));
    set("regain.passkeys.mds-root", publisher.pem());

    refused(new SoftPasskey(1, maker), Refusal.PASSKEY_NOT_VOUCHED);
  }

  @Test
  void one_that_was_revoked_is_refused_also_when_the_operator_named_its_maker() throws IOException {
    listed("REVOKED");
    set("regain.passkeys.attestation-roots", maker.pem());

    refused(new SoftPasskey(1, maker), Refusal.PASSKEY_NOT_VOUCHED);
  }

  @Test
  void where_it_is_not_required_everybody_s_passkey_is_bound() throws IOException {
    settings.put("regain.passkeys.require-attestation", "false");
    set("regain.passkeys.attestation-roots", maker.pem());

    bound(new SoftPasskey(1, stranger));
    bound(new SoftPasskey(2));
  }

  @Test
  void it_is_asked_for_only_where_that_is_configured() throws IOException {
    set("regain.passkeys.attestation-roots", maker.pem());
    try (var asking = new TestHouse(1, settings); var other = new TestHouse()) {
      assertThat(options(asking)).contains("\"attestation\":\"direct\"");
      assertThat(options(other)).contains("\"attestation\":\"none\"");
    }
  }

  private String options(TestHouse house) {
    return house.recovery().askNewPasskey(before(house).ticket).orElseThrow();
  }
}
