package regain.passkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import regain.assurance.Requirement;
import regain.enrollment.port.PasskeyRules;
import regain.house.TestConfig;
import regain.house.TestMaker;
import regain.policy.Population;
import regain.privileged.port.RecoveryTerms;
import regain.privileged.port.PrivilegePolicy;
import java.util.Optional;
import java.time.Duration;
import regain.wiring.UnsafeSettingsException;

/** What an operator sets about passkeys is read at the start, and what cannot be meant is refused there. */
class PasskeysWiringTest {
  private static final UUID MAKE = UUID.fromString("4cf38d6d-0c22-4f6a-9d0e-2f70ba4b5b11");
  private static final Instant NOW = Instant.parse("2026-07-14T06:31:00Z");

  private final TestMaker maker = new TestMaker(MAKE);
  private final TestMaker publisher = new TestMaker(new UUID(1, 1));
  private final Map<String, String> values = new HashMap<>();

  @TempDir private Path folder;

  private PasskeyRules rules(Instant now) {
    return rules(now, Optional.empty());
  }

  private PasskeyRules rules(Instant now, Optional<RecoveryTerms> recovery) {
    return new PasskeysWiring(
        new TestConfig(values), InstantSource.fixed(now), new PrivilegePolicy(List.of(), recovery)).rules();
  }

  @Test
  void where_privileged_people_come_back_they_bind_what_stays_on_its_device() {
    values.put("regain.passkeys.device-bound", "employee");
    Duration hour = Duration.ofHours(1);
    var terms = new RecoveryTerms("Recovery", List.of("owners"), hour, hour, hour);

    assertThat(rules(NOW, Optional.of(terms)).deviceBound())
        .containsExactlyInAnyOrder(Population.EMPLOYEE, Population.PRIVILEGED, Population.GOVERNANCE);
  }

  private void set(String key, String content) throws IOException {
    values.put(key, Files.writeString(folder.resolve(key), content).toString());
  }

  private void listed(String blob) throws IOException {
    values.put("regain.passkeys.attestation", "direct");
    set("regain.passkeys.mds-file", blob);
    set("regain.passkeys.mds-root", publisher.pem());
  }

  private void refused(String says) {
    assertThatThrownBy(() -> rules(NOW)).isInstanceOf(UnsafeSettingsException.class).hasMessageContaining(says);
  }

  @Test
  void nothing_is_asked_and_nobody_is_bound_to_a_device_unless_it_is_set() {
    PasskeyRules rules = rules(NOW);

    assertThat(rules.asked()).isFalse();
    assertThat(rules.vouched()).isFalse();
    assertThat(rules.deviceBound()).isEmpty();
    assertThat(rules.makers().roots(MAKE, List.of())).isEmpty();
  }

  @Test
  void populations_are_read_by_name() {
    values.put("regain.passkeys.device-bound", "privileged, governance");

    assertThat(rules(NOW).deviceBound()).containsExactlyInAnyOrder(Population.PRIVILEGED, Population.GOVERNANCE);
  }

  @ParameterizedTest
  @CsvSource({
      "regain.passkeys.attestation,enterprise",
      "regain.passkeys.require-attestation,yes",
      "regain.passkeys.device-bound,administrators"})
  void what_cannot_be_read_stops_the_start_and_names_its_key(String key, String value) {
    values.put(key, value);

    refused("Set " + key);
  }

  @Test
  void makers_for_whom_nobody_is_asked_stop_the_start() throws IOException {
    set("regain.passkeys.attestation-roots", maker.pem());

    refused("Set regain.passkeys.attestation to direct");
  }

  @Test
  void a_rule_that_no_passkey_could_meet_stops_the_start() {
    values.put("regain.passkeys.attestation", "direct");
    values.put("regain.passkeys.require-attestation", "true");

    refused("nobody vouches");
  }

  @Test
  void a_file_without_certificates_stops_the_start() throws IOException {
    values.put("regain.passkeys.attestation", "direct");
    set("regain.passkeys.attestation-roots", "nothing");

    refused("Set regain.passkeys.attestation-roots");
  }

  @Test
  void a_metadata_file_vouches_for_what_it_lists() throws IOException {
    listed(publisher.metadata(maker, "FIDO_CERTIFIED"));

    assertThat(rules(NOW).makers().roots(MAKE, List.of())).hasSize(1);
    assertThat(rules(NOW).makers().roots(new UUID(3, 3), List.of())).isEmpty();
  }

  @Test
  void a_metadata_file_without_the_root_of_its_signer_stops_the_start() throws IOException {
    listed(publisher.metadata(maker, "FIDO_CERTIFIED"));
    values.remove("regain.passkeys.mds-root");

    refused("Set regain.passkeys.mds-root");
  }

  @Test
  @Requirement("R-WA-7.1-att")
  void a_metadata_file_that_somebody_else_signed_stops_the_start() throws IOException {
    listed(maker.metadata(maker, "FIDO_CERTIFIED"));

    refused("regain.passkeys.mds-file is not");
  }

  @Test
  void a_metadata_file_that_was_changed_stops_the_start() throws IOException {
    String[] parts = publisher.metadata(maker, "REVOKED").split("\\.", -1);
    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8).replace("REVOKED",
        "FIDO_CERTIFIED");
    listed(parts[0] + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8)) + "."
        + parts[2]);

    refused("the signature does not fit");
  }

  @Test
  void a_metadata_file_that_is_not_signed_stops_the_start() throws IOException {
    String[] parts = publisher.metadata(maker, "FIDO_CERTIFIED").split("\\.", -1);
    String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8).replace("ES256",
        "none");
    listed(Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
        + parts[1] + ".");

    refused("not signed with RS256 or ES256");
  }

  @Test
  void a_metadata_file_whose_signer_is_no_longer_valid_stops_the_start() throws IOException {
    listed(publisher.metadata(maker, "FIDO_CERTIFIED"));

    assertThatThrownBy(() -> rules(Instant.parse("2050-02-01T00:00:00Z"))).isInstanceOf(UnsafeSettingsException.class);
  }
}
