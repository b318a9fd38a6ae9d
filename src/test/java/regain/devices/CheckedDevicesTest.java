package regain.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.devices.TestAuthority.Wish;
import regain.policy.Fact;
import regain.recovery.port.DeviceTrust.Answer;

/** Which certificates are those of a computer that the organisation manages. */
class CheckedDevicesTest {
  private static final Instant NOW = Instant.parse("2026-07-14T06:31:00Z");
  private static final Wish COMPUTER = Wish.computer("NHL-1001");

  private final TestAuthority authority = new TestAuthority("Nordhafen devices");
  @TempDir private Path folder;

  private Fact<Answer> look(X509Certificate certificate) {
    return look(certificate, Optional.empty());
  }

  private Fact<Answer> look(X509Certificate certificate, Optional<Path> lists) {
    return new CheckedDevices(roots(authority.pem()), lists, InstantSource.fixed(NOW)).look(certificate);
  }

  private DeviceRoots roots(String pem) {
    try {
      return DeviceRoots.in(Files.writeString(folder.resolve("roots.pem"), pem));
    } catch (IOException | CertificateException broken) {
      throw new AssertionError(broken);
    }
  }

  private X509Certificate issued(Wish wish) {
    return authority.issue(wish).certificate();
  }

  private static Fact<Answer> refused(String why) {
    return Fact.known(new Answer.Refused(why));
  }

  @Test
  void a_certificate_of_the_device_authority_says_which_computer_it_is() {
    assertThat(look(issued(COMPUTER))).isEqualTo(Fact.known(new Answer.Device("NHL-1001")));
  }

  @Test
  void one_without_key_usage_may_sign_as_rfc_5280_has_it() {
    assertThat(look(issued(COMPUTER.using()))).isEqualTo(Fact.known(new Answer.Device("NHL-1001")));
  }

  @Test
  void another_authority_of_the_same_name_vouches_for_nothing() {
    var other = new TestAuthority("Nordhafen devices");

    assertThat(look(other.issue(COMPUTER).certificate())).isEqualTo(refused("not-trusted"));
    assertThat(look(new TestAuthority("Others").issue(COMPUTER).certificate())).isEqualTo(refused("not-trusted"));
  }

  @Test
  void one_that_signed_itself_is_refused() throws Exception {
    assertThat(
        look(new TestAuthority("Nordhafen devices").issue(COMPUTER.called("CN=Nordhafen devices")).certificate()))
        .isEqualTo(refused("not-trusted"));
  }

  @Test
  void before_and_after_its_time_it_is_refused() {
    assertThat(look(issued(COMPUTER.valid(TestAuthority.LONG_AGO, NOW.minusSeconds(1))))).isEqualTo(refused("expired"));
    assertThat(look(issued(COMPUTER.valid(NOW.plusSeconds(1), TestAuthority.FAR_OFF))))
        .isEqualTo(refused("not-yet-valid"));
  }

  /** Java itself would take a trust anchor that has run out. */
  @Test
  void an_authority_that_has_run_out_vouches_for_nothing() {
    var old = new TestAuthority("Nordhafen devices", TestAuthority.LONG_AGO, NOW.minusSeconds(1));
    var devices = new CheckedDevices(roots(old.pem()), Optional.empty(), InstantSource.fixed(NOW));

    assertThat(devices.look(old.issue(COMPUTER).certificate())).isEqualTo(refused("not-trusted"));
  }

  @Test
  void an_authority_is_no_computer() {
    assertThat(look(issued(COMPUTER.asAuthority()))).isEqualTo(refused("is-an-authority"));
  }

  /** A server's, any purpose, and none at all. */
  @Test
  void one_that_is_not_for_clients_is_refused() {
    assertThat(look(issued(COMPUTER.forPurposes("1.3.6.1.5.5.7.3.1")))).isEqualTo(refused("not-for-clients"));
    assertThat(look(issued(COMPUTER.forPurposes("2.5.29.37.0")))).isEqualTo(refused("not-for-clients"));
    assertThat(look(issued(COMPUTER.forPurposes()))).isEqualTo(refused("not-for-clients"));
  }

  @Test
  void a_key_that_must_not_sign_is_refused() {
    assertThat(look(issued(COMPUTER.using(2, 4)))).isEqualTo(refused("key-usage"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CN=computer", "CN=NHL-1001", "SERIALNUMBER=NHL-1001, SERIALNUMBER=NHL-1002, CN=two",
          "SERIALNUMBER=NHL-1001+SERIALNUMBER=NHL-1002, CN=two", "SERIALNUMBER=\" \", CN=blank"})
  void one_that_names_no_computer_or_several_is_refused(String subject) {
    assertThat(look(issued(COMPUTER.called(subject)))).isEqualTo(refused("no-serial-number"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "*)(owner=*", "NHL-1001)(|(cn=*", "\\2a", "NHL-1001\\, CN=x"})
  void an_odd_number_is_read_as_it_stands(String number) {
    String quoted = number.replace("\\", "\\\\");

    assertThat(look(issued(COMPUTER.called("CN=x, SERIALNUMBER=\"" + quoted + "\""))))
        .isEqualTo(Fact.known(new Answer.Device(number)));
  }

  private Path list(String pem) throws IOException {
    return Files.writeString(folder.resolve("revoked.pem"), pem);
  }

  @Test
  void one_that_was_revoked_is_refused_and_the_next_is_not() throws IOException {
    X509Certificate gone = issued(COMPUTER);
    Optional<Path> list = Optional.of(list(authority.revoked(NOW.minusSeconds(60), NOW.plusSeconds(3600), gone)));

    assertThat(look(gone, list)).isEqualTo(refused("revoked"));
    assertThat(look(issued(COMPUTER), list)).isEqualTo(Fact.known(new Answer.Device("NHL-1001")));
  }

  @Test
  void a_list_that_is_replaced_counts_at_once() throws IOException {
    X509Certificate certificate = issued(COMPUTER);
    Path list = list(authority.revoked(NOW.minusSeconds(60), NOW.plusSeconds(3600)));
    var devices = new CheckedDevices(roots(authority.pem()), Optional.of(list), InstantSource.fixed(NOW));
    assertThat(devices.look(certificate)).isEqualTo(Fact.known(new Answer.Device("NHL-1001")));

    list(authority.revoked(NOW.minusSeconds(30), NOW.plusSeconds(3600), certificate));

    assertThat(devices.look(certificate)).isEqualTo(refused("revoked"));
  }

  /** A missing signal never loosens. */
  @Test
  void a_list_that_is_old_missing_broken_or_somebody_elses_tells_nothing() throws IOException {
    X509Certificate certificate = issued(COMPUTER);
    Duration day = Duration.ofDays(1);
    var other = new TestAuthority("Nordhafen devices");

    assertThat(look(certificate, Optional.of(list(authority.revoked(NOW.minus(day.multipliedBy(8)), NOW.minus(day))))))
        .isEqualTo(Fact.unavailable());
    assertThat(look(certificate, Optional.of(folder.resolve("nowhere.pem")))).isEqualTo(Fact.unavailable());
    assertThat(look(certificate, Optional.of(list("not a list")))).isEqualTo(Fact.unavailable());
    assertThat(look(certificate, Optional.of(list("")))).isEqualTo(Fact.unavailable());
    assertThat(look(certificate, Optional.of(list(other.revoked(NOW.minus(day), NOW.plus(day))))))
        .isEqualTo(Fact.unavailable());
  }
}
