package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.devices.TestAuthority;
import regain.devices.TestAuthority.Issued;
import regain.recovery.ShownDevice;
import regain.wiring.Addresses;

/** Whose word on a computer's certificate is believed, and in which form (RFC 9440). */
class ClientCertificateTest {
  private static final String PROXY = "10.0.0.1";
  private static final Set<InetAddress> TRUSTED = Set.of(Addresses.literal(PROXY).orElseThrow());
  private static final Issued ISSUED = new TestAuthority("devices").issue(TestAuthority.Wish.computer("NHL-1001"));

  private static ShownDevice of(String peer, String... headers) {
    return ClientCertificate.of(peer, List.of(headers), TRUSTED);
  }

  private static byte[] der() {
    try {
      return ISSUED.certificate().getEncoded();
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String header(byte[] bytes) {
    return ":" + Base64.getEncoder().encodeToString(bytes) + ":";
  }

  @Test
  void what_a_proxy_of_ours_hands_on_is_the_certificate() {
    var shown = new ShownDevice.Certificate(ISSUED.certificate());

    assertThat(of(PROXY, ISSUED.header())).isEqualTo(shown);
    assertThat(of(PROXY, " " + ISSUED.header() + " ")).isEqualTo(shown);
  }

  @Test
  void a_request_without_the_header_shows_nothing() {
    assertThat(of(PROXY)).isEqualTo(new ShownDevice.Nothing());
    assertThat(of("203.0.113.9")).isEqualTo(new ShownDevice.Nothing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.9", "127.0.0.1", "::1", "10.0.0.11", "", "unknown"})
  void d_7_from_anybody_else_it_is_not_believed_however_right_it_looks(String peer) {
    assertThat(of(peer, ISSUED.header())).isEqualTo(new ShownDevice.Unbelievable("not-from-a-proxy"));
  }

  /** One that the client sent, and that the proxy did not take away before it added its own. */
  @Test
  void rt_31_two_are_not_believed_whichever_comes_first() {
    assertThat(of(PROXY, ISSUED.header(), ISSUED.header()))
        .isEqualTo(new ShownDevice.Unbelievable("several-certificates"));
    assertThat(of(PROXY, ISSUED.header() + ", " + ISSUED.header()))
        .isEqualTo(new ShownDevice.Unbelievable("malformed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "::", ":", ":AAAA:", "AAAA", ":AA AA:", ":AA=AA:", ":%41:", "\"AAAA\"", ":AAAA:;a=1", ":AAAA:\n",
          ":-_-_:", "-----BEGIN CERTIFICATE-----"})
  void what_is_no_certificate_is_not_believed(String header) {
    assertThat(of(PROXY, header)).isEqualTo(new ShownDevice.Unbelievable("malformed"));
  }

  /** Java's reader would take each of them. */
  @Test
  void what_is_more_than_one_certificate_in_der_is_not_believed() {
    byte[] twice = new byte[2 * der().length];
    System.arraycopy(der(), 0, twice, 0, der().length);
    System.arraycopy(der(), 0, twice, der().length, der().length);

    assertThat(of(PROXY, header(twice))).isEqualTo(new ShownDevice.Unbelievable("malformed"));
    assertThat(of(PROXY, header(ISSUED.pem().getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo(new ShownDevice.Unbelievable("malformed"));
    assertThat(of(PROXY, header(new byte[20_000]))).isEqualTo(new ShownDevice.Unbelievable("malformed"));
    assertThat(of(PROXY, ISSUED.header() + ";a=1")).isEqualTo(new ShownDevice.Unbelievable("malformed"));
  }
}
