package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import regain.assurance.Requirement;
import regain.devices.TestAuthority;
import regain.devices.TestAuthority.Issued;
import regain.devices.TestAuthority.Wish;
import regain.recovery.ShownDevice;
import regain.wiring.Addresses;
import regain.wiring.Settings;

/** What a request meets before anything else, and what every answer carries. */
class GateTest {
  private static final String VISIT = "v".repeat(43);
  private static final String EVIL = "evil.example";
  private static final Settings SETTINGS = PagesTest
      .settings(Set.of(Addresses.literal("10.0.0.1").orElseThrow()));
  private static final Turned TURNED = new Turned(PagesTest.typesetter(SETTINGS));

  private static final Issued COMPUTER = new TestAuthority("devices").issue(Wish.computer("NHL-1001"));

  private int passed;

  private FakeRequest sent(FakeRequest request) {
    try {
      new Gate(SETTINGS, PagesTest.csrf(), TURNED)
          .doFilter(request.request(), request.response(), (behind, answer) -> passed++);
      return request;
    } catch (IOException | ServletException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static FakeRequest post(String form) {
    var request = FakeRequest.to("POST", "/recover").with("Content-Type", "application/x-www-form-urlencoded");
    request.cookies.add(new Cookie("__Host-visit", VISIT));
    request.body = form.getBytes(StandardCharsets.US_ASCII);
    return request;
  }

  private static FakeRequest ours() {
    return post("name=b.hansen&csrf=" + PagesTest.csrf().token(VISIT));
  }

  private static FakeRequest wish(String path) {
    FakeRequest request = FakeRequest.to("GET", path);
    request.query = "lang=de&x=1";
    return request;
  }

  private static FakeRequest large() {
    FakeRequest request = ours();
    request.body = new byte[Form.MOST_BYTES + 1];
    return request;
  }

  private static FakeRequest nonsense() {
    FakeRequest request = FakeRequest.to("GET", "/").with("X-Forwarded-For", "nonsense");
    request.peer = "10.0.0.1";
    return request;
  }

  /** A request of each kind with the status of its answer; 200 is what goes on to a resource. */
  static Stream<Map.Entry<Integer, FakeRequest>> answers() {
    return Stream.of(
        Map.entry(200, FakeRequest.to("GET", "/")),
        Map.entry(200, FakeRequest.to("HEAD", "/account")),
        Map.entry(200, FakeRequest.to("GET", "/assets/1/regain.css")),
        Map.entry(200, ours()),
        Map.entry(303, wish("/how")),
        Map.entry(400, nonsense()),
        Map.entry(400, post("a=%zz")),
        Map.entry(403, post("name=b.hansen")),
        Map.entry(403, post("csrf=wrong")),
        Map.entry(403, ours().with("Origin", "https://" + EVIL)),
        Map.entry(403, ours().with("Sec-Fetch-Site", "cross-site")),
        Map.entry(405, FakeRequest.to("PUT", "/recover")),
        Map.entry(405, FakeRequest.to("TRACE", "/")),
        Map.entry(413, large()),
        Map.entry(415, ours().with("Content-Type", "application/json")));
  }

  @ParameterizedTest
  @MethodSource("answers")
  @Requirement({"R-ASVS-3.4", "R-ASVS-3.5", "R-ASVS-14.3.2", "R-CS-FP-4", "R-WA-script"})
  void every_kind_of_answer_carries_the_headers_that_keep_it_ours(Map.Entry<Integer, FakeRequest> each) {
    FakeRequest request = sent(each.getValue());

    assertThat(request.status).isEqualTo(each.getKey());
    assertThat(passed).isEqualTo(each.getKey() == 200 ? 1 : 0);
    assertKept(request);
    assertThat(request.answer("Strict-Transport-Security")).contains("max-age=63072000");
  }

  private static void assertKept(FakeRequest request) {
    List<String> policy = List.of(request.answer("Content-Security-Policy").split("; ", -1));
    assertThat(policy).contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'",
        "form-action 'self'");
    assertThat(policy).noneMatch(it -> it.contains("unsafe") || it.contains("*") || it.contains("http"));
    assertThat(request.answer("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(request.answer("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(request.answer("X-Frame-Options")).isEqualTo("DENY");
    assertThat(request.answer("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(request.answer("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(request.answer("Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405, 413, 500, 503})
  @Requirement("R-ASVS-3.4")
  void what_the_container_refuses_carries_them_too(int status) throws IOException {
    FakeRequest request = FakeRequest.to("GET", "/anything");
    request.attributes.put(RequestDispatcher.ERROR_STATUS_CODE, status);

    new ErrorPage(TURNED, PagesTest.csrf()).service(request.request(), request.response());

    assertThat(request.status).isEqualTo(status);
    assertKept(request);
  }

  private static FakeRequest computer(String peer) {
    FakeRequest request = FakeRequest.to("GET", "/recovery").with("X-Forwarded-For", "203.0.113.9")
        .with("Client-Cert", COMPUTER.header());
    request.peer = peer;
    return request;
  }

  /** Somebody else's header changes nothing of the page, and is remembered for the record. */
  @Test
  void d_7_a_certificate_is_shown_by_a_proxy_of_ours_alone() {
    assertThat(Visit.of(sent(computer("10.0.0.1")).request()).shown())
        .isEqualTo(new ShownDevice.Certificate(COMPUTER.certificate()));

    FakeRequest forged = sent(computer("203.0.113.9"));
    assertThat(Visit.of(forged.request()).shown()).isEqualTo(new ShownDevice.Unbelievable("not-from-a-proxy"));
    assertThat(forged.status).isEqualTo(200);
    assertThat(Visit.of(sent(FakeRequest.to("GET", "/")).request()).shown()).isEqualTo(new ShownDevice.Nothing());
  }

  @Test
  void nothing_but_assets_and_public_keys_says_that_it_may_be_kept() {
    List<String> keeping = new ClassFileImporter().importPackages("regain.web").stream()
        .filter(type -> !type.getPackageName().isEmpty() && type.getSource().isPresent())
        .filter(type -> constants(type.reflect()).anyMatch(it -> it.contains("max-age") && it.contains("public")))
        .map(type -> type.getSimpleName())
        .toList();

    assertThat(keeping).containsExactlyInAnyOrder("AssetsResource", "SigningKeysResource");
  }

  private static Stream<String> constants(Class<?> type) {
    return Stream.of(type.getDeclaredFields())
        .filter(it -> it.getType() == String.class && java.lang.reflect.Modifier.isStatic(it.getModifiers()))
        .map(
            it -> {
              try {
                it.setAccessible(true);
                return String.valueOf(it.get(null));
              } catch (IllegalAccessException broken) {
                throw new IllegalStateException(broken);
              }
            });
  }

  @Test
  @Requirement("R-CS-FP-3")
  void c_1_no_header_that_names_a_host_reaches_an_answer() {
    for (String header : List.of("Host", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Host",
        "X-Original-URL", "X-Forwarded-Server")) {
      for (FakeRequest each : answers().map(Map.Entry::getValue).toList()) {
        FakeRequest request = sent(each.with(header, header.equals("Forwarded") ? "host=" + EVIL : EVIL));

        assertThat(request.all()).as(header + " " + request.method).doesNotContain(EVIL);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/how", "//evil.example/how", "/\\evil.example", "///evil.example"})
  void c_1_a_redirect_names_no_host_whatever_the_request_line_said(String path) {
    FakeRequest request = wish(path);
    request.host = EVIL;

    String location = sent(request).answer("Location");

    assertThat(location).startsWith("/").doesNotStartWith("//").doesNotStartWith("/\\");
  }

  /** Pages and links are made from the settings: nobody even asks the container where the request thought it went. */
  @Test
  @Requirement("R-CS-FP-3")
  void c_1_nothing_in_the_house_asks_a_request_for_its_host() {
    Set<String> asking = Set.of(
        "getServerName", "getServerPort", "getScheme", "getRequestURL", "getLocalName", "getBaseUri",
        "getAbsolutePath", "getRequestUri", "sendRedirect", "seeOther", "temporaryRedirect");

    List<String> calls = new ClassFileImporter().importPackages("regain").stream()
        .filter(type -> type.getSource().isPresent() && !type.getSource().get().getUri().toString().contains("test"))
        .flatMap(type -> type.getMethodCallsFromSelf().stream())
        .filter(it -> it.getTargetOwner().getPackageName().startsWith("jakarta."))
        .filter(it -> asking.contains(it.getTarget().getName()))
        .map(it -> it.getDescription())
        .toList();

    assertThat(calls).isEmpty();
  }

  @Test
  @Requirement("R-63B-5.1.1-a")
  void a_visitor_who_brings_nothing_gets_two_random_cookies_that_say_nothing() {
    FakeRequest request = sent(FakeRequest.to("GET", "/"));

    assertThat(request.answered.get("Set-Cookie"))
        .hasSize(2)
        .allMatch(it -> it.startsWith("__Host-"))
        .allMatch(it -> it.contains("; Path=/; Secure; HttpOnly; SameSite="))
        .noneMatch(it -> it.toLowerCase(Locale.ROOT).contains("domain="));
  }
}
