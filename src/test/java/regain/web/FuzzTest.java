package regain.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import regain.devices.TestAuthority;
import regain.devices.TestAuthority.Wish;
import regain.recovery.ShownDevice;
import regain.wiring.Addresses;

/** Whatever arrives at the door, each reader of it answers in its own words and never by falling over. */
class FuzzTest {
  private static final String PROXY = "10.0.0.1";
  private static final Set<InetAddress> TRUSTED = Set.of(Addresses.literal(PROXY).orElseThrow());
  private static final byte[] CERTIFICATE = certificate();

  private static byte[] certificate() {
    try {
      return new TestAuthority("devices").issue(Wish.computer("NHL-1001")).certificate().getEncoded();
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Provide
  Arbitrary<String> forms() {
    return Arbitraries.strings().withChars("ab=&%0123456789aAfFcCzZ+ \r\n").ofMaxLength(60);
  }

  @Provide
  Arbitrary<String> addresses() {
    return Arbitraries.oneOf(
        Arbitraries.of(PROXY, "127.0.0.1", "::ffff:10.0.0.1", "2001:db8::1", "10.0.0.1:80", "[::1]", "fe80::1%eth0"),
        Arbitraries.strings().withChars("0123456789abcdef.:%[], \t\u0000x").ofMaxLength(40),
        Arbitraries.strings().ofMaxLength(20));
  }

  private static void readOrRefused(byte[] body) {
    Throwable thrown = catchThrowable(() -> Form.parse(body));

    assertThat(thrown == null || thrown instanceof Form.Unreadable).as("%s", thrown).isTrue();
  }

  @Property
  void any_bytes_are_a_form_or_unreadable(@ForAll byte[] body) {
    readOrRefused(body);
  }

  @Property
  void what_looks_like_a_form_is_one_or_unreadable(@ForAll("forms") String body) {
    readOrRefused(body.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Property
  void any_chain_of_addresses_has_a_source_or_none(
      @ForAll("addresses") String peer,
      @ForAll @Size(max = 4) List<String> strange,
      @ForAll("addresses") String first,
      @ForAll("addresses") String second) {
    assertThatCode(() -> Source.of(peer, strange, TRUSTED)).doesNotThrowAnyException();
    assertThatCode(() -> Source.of(PROXY, List.of(first + "," + second, first), TRUSTED)).doesNotThrowAnyException();
  }

  @Property
  void a_changed_certificate_is_unbelievable_or_what_was_sent(
      @ForAll @IntRange(max = 9_999) int at, @ForAll byte other, @ForAll boolean shorter) throws Exception {
    byte[] bytes = shorter ? java.util.Arrays.copyOf(CERTIFICATE, at % CERTIFICATE.length) : CERTIFICATE.clone();
    if (!shorter) {
      bytes[at % bytes.length] = other;
    }

    ShownDevice shown = ClientCertificate
        .of(PROXY, List.of(":" + Base64.getEncoder().encodeToString(bytes) + ":"), TRUSTED);

    if (shown instanceof ShownDevice.Certificate certificate) {
      assertThat(certificate.certificate().getEncoded()).isEqualTo(bytes);
    } else {
      assertThat(shown).isInstanceOf(ShownDevice.Unbelievable.class);
    }
  }

  @Property
  void any_text_in_the_place_of_a_certificate_is_unbelievable(@ForAll String text) {
    assertThat(ClientCertificate.of(PROXY, List.of(text), TRUSTED)).isNotInstanceOf(ShownDevice.Certificate.class);
  }
}
