package regain.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.servlet.http.Cookie;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import regain.devices.TestAuthority;
import regain.devices.TestAuthority.Wish;
import regain.recovery.MassResets;
import regain.recovery.ShownDevice;
import regain.strange.Strange;
import regain.wiring.Addresses;
import regain.wiring.Settings;
import regain.wiring.TestKeys;
import regain.words.Words;

/** Whatever arrives at the door, each reader of it answers in its own words and never by falling over. */
class FuzzTest {
  private static final String PROXY = "10.0.0.1";
  private static final Set<InetAddress> TRUSTED = Set.of(Addresses.literal(PROXY).orElseThrow());
  private static final byte[] CERTIFICATE = certificate();

  private static final String VISIT = "v".repeat(43);
  private static final Gate GATE = gate();

  private static Gate gate() {
    Settings settings = PagesTest.settings(TRUSTED);
    return new Gate(settings, PagesTest.csrf(), new Turned(PagesTest.typesetter(settings)));
  }

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

  /** Of headers, cookies and addresses: what they are like, and anything. */
  @Provide
  Arbitrary<String> headers() {
    return Arbitraries.oneOf(
        Arbitraries.of("de-DE,de;q=0.9,en;q=0.8", "null", "same-origin", "text/plain; charset=x", "/\\\\evil.example",
            VISIT),
        Arbitraries.strings().withChars("deqxi*-_,;=.&%/\\: \t0123456789").ofMaxLength(60),
        Arbitraries.strings().ofMaxLength(20));
  }

  /** Local times, of which some are as far away as a time can be. */
  @Provide
  Arbitrary<String> times() {
    Arbitrary<Long> seconds = Arbitraries.oneOf(
        Arbitraries.longs().between(0, 4_000_000_000L),
        Arbitraries.longs().between(LocalDateTime.MIN.toEpochSecond(ZoneOffset.UTC),
            LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC)));
    return seconds.map(it -> LocalDateTime.ofEpochSecond(it, 0, ZoneOffset.UTC).toString());
  }

  @Provide
  Arbitrary<String> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.integers().map(String::valueOf), Arbitraries.longs().map(String::valueOf),
        Arbitraries.strings().withChars("0123456789-").ofMaxLength(12));
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

  /** A request whose every part anybody can write, with half of the parts that let a form in. */
  @Property
  void any_request_goes_on_or_is_turned_away(
      @ForAll("headers") String text,
      @ForAll @Size(max = 3) List<@From("headers") String> cookies,
      @ForAll @Size(7) List<Boolean> usual,
      @ForAll("forms") String body) throws Exception {
    var request = FakeRequest.to(usual.get(0) ? "POST" : "GET", "/" + text);
    request.query = usual.get(1) ? "lang=" + text : text;
    request.body = (usual.get(2) ? "csrf=" + PagesTest.csrf().token(VISIT) : body)
        .getBytes(StandardCharsets.ISO_8859_1);
    request.with("Accept-Language", text)
        .with("Content-Type", usual.get(3) ? "application/x-www-form-urlencoded" : text)
        .with("Sec-Fetch-Site", usual.get(4) ? "same-origin" : text)
        .with("X-Forwarded-For", text)
        .with(ClientCertificate.HEADER, text);
    cookies.forEach(it -> request.cookies.add(new Cookie("__Host-" + (usual.get(5) ? "lang" : "visit"), it)));
    request.cookies.add(new Cookie("__Host-visit", usual.get(6) ? VISIT : text));

    GATE.doFilter(request.request(), request.response(), (behind, answer) -> {});

    assertThat(request.status).isIn(200, 303, 403, 415, 400);
    assertThat(request.answer("Location")).matches("(?s)(/([^/\\\\].*)?)?");
  }

  @Property
  void any_wish_for_a_language_is_one_of_ours_or_the_house_s(@ForAll("headers") String accepted) {
    assertThat(Words.LANGUAGES).contains(Tongue.preferred(accepted));
    assertThat(Tongue.wished(accepted).stream()).allMatch(Words.LANGUAGES::contains);
  }

  @Property
  void a_token_that_was_changed_fits_no_form(@ForAll long seed, @ForAll("headers") String text) {
    var csrf = new Csrf(TestKeys.keyring(), byte[]::new);
    String token = csrf.token(VISIT);
    String changed = Strange.text(new SplittableRandom(seed), token);

    assertThat(csrf.fits(VISIT, changed)).isEqualTo(changed.equals(token));
    assertThat(csrf.fits(VISIT, text)).isFalse();
    assertThat(csrf.fits(text, token)).isEqualTo(text.equals(VISIT));
  }

  /** Between these a database of either kind keeps it, and gives it back. */
  private static boolean isKept(Instant time) {
    return !time.isBefore(Instant.EPOCH) && time.isBefore(Instant.parse("+10000-01-01T00:00:00Z"));
  }

  @Property
  void the_place_where_a_page_begins_is_one_that_a_list_has_or_none(
      @ForAll long seed, @ForAll("times") String time, @ForAll long half) {
    var id = new UUID(half, ~half);
    Instant at = LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
    var there = new After(at, id);

    assertThat(After.of(there.toString())).isEqualTo(isKept(at) ? Optional.of(there) : Optional.empty());
    assertThat(After.of(Strange.text(new SplittableRandom(seed), there.toString())).stream())
        .allMatch(it -> isKept(it.at()));
  }

  @Property
  void the_form_of_a_mass_reset_is_a_wish_or_says_what_is_missing(
      @ForAll String names, @ForAll("numbers") String number, @ForAll("times") String since, @ForAll long seed) {
    var random = new SplittableRandom(seed);
    String body = "names=" + url(names) + "&because=stolen&wave=" + url(number) + "&days=" + url(number)
        + "&pause=" + url(random.nextBoolean() ? number : Strange.text(random, number))
        + "&since=" + url(random.nextBoolean() ? since : Strange.text(random, since));
    @Nullable Throwable thrown = catchThrowable(() -> {
      MassResetForm typed = MassResetForm.of(Form.parse(body.getBytes(StandardCharsets.US_ASCII)));
      if (typed.missing(ZoneOffset.UTC).isEmpty()) {
        MassResets.Wish wish = typed.wish(ZoneOffset.UTC);
        assertThat(wish.since().stream()).allMatch(FuzzTest::isKept);
        assertThat(wish.names()).isNotEmpty();
      }
    });

    assertThat(thrown == null || thrown instanceof Form.Unreadable).as("%s", thrown).isTrue();
  }

  @Property
  void any_text_in_a_path_is_an_id_or_none_and_any_name_fits_its_field(@ForAll String text) {
    assertThatCode(() -> Form.id(text)).doesNotThrowAnyException();
    assertThat(Names.shown(text)).hasSizeLessThanOrEqualTo(256).doesNotContain("\u0000");
    assertThat(Names.of(text).stream()).allMatch(it -> it.length() <= 256 && !it.contains("\u0000"));
  }

  private static String url(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
