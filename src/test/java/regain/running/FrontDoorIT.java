package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.assurance.Requirement;
import regain.demo.DemoDirectory;

/** Answers octet by octet, as the server itself sends them: what a browser would hide, and what no browser would send. */
class FrontDoorIT {
  private static final String EVIL = "evil.example";
  private static final String PASSWORD = "Nordhafen-2026-g.jansen";
  private static final String TOKEN = "abc.def-ghi_jkl~mno";

  private static final Path ROUTES = Path.of(System.getProperty("basedir", ".")).resolve("../docs/routes.txt");
  /** What all the steps together would ask for. */
  private static final Map<String, String> EVERY_FIELD = Map.of(
      "password", "three herons over the quay",
      "code", "AAAA-AAAA",
      "answer", "{}",
      "contact", "0",
      "label", "Another",
      "name", "b.hansen");

  @TempDir private static Path folder;
  private static DemoDirectory directory;
  private static OwnServer server;

  @BeforeAll
  static void start() {
    directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
    server = new OwnServer(folder.resolve("server"), directory.settings()).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    directory.close();
  }

  /** An answer: its first line and headers in small letters, and what follows. */
  private record Answer(String status, List<String> headers, String body) {
    static Answer of(String text) {
      String[] parts = text.split("\r\n\r\n", 2);
      List<String> lines = Arrays.asList(parts[0].split("\r\n", -1));
      return new Answer(
          lines.getFirst().split(" ", 3)[1],
          lines.subList(1, lines.size()),
          parts.length > 1 ? parts[1] : "");
    }

    String header(String name) {
      return headers.stream()
          .filter(it -> it.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .map(it -> it.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  private static Answer ask(String line, String... headers) {
    String request = line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
    try (var socket = new Socket("localhost", server.port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return Answer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String host() {
    return "Host: localhost:" + server.port;
  }

  @Test
  void the_public_keys_are_for_everybody_and_nobody_gets_a_cookie_with_them() {
    Answer answer = ask("GET /.well-known/jwks.json", host());

    assertThat(answer.status()).isEqualTo("200");
    assertThat(answer.header("cache-control")).isEqualTo("public, max-age=300");
    assertThat(answer.header("content-type")).startsWith("application/jwk-set+json");
    assertThat(answer.header("set-cookie")).isEmpty();
    assertThat(answer.body()).contains("\"kid\":\"demo\"").doesNotContain("\"d\":", "\"p\":");
  }

  @Test
  @Requirement({"R-63B-5.1.1-a", "R-ASVS-14.2.1"})
  void b_15_the_token_of_a_notice_leaves_the_address_bar_at_once() {
    Answer answer = ask("GET /not-me/" + TOKEN, host());

    assertThat(answer.status()).isEqualTo("303");
    assertThat(answer.header("location")).isEqualTo("/not-me");
    assertThat(answer.body()).doesNotContain(TOKEN);
    assertThat(answer.headers())
        .filteredOn(it -> it.contains(TOKEN))
        .singleElement()
        .asString()
        .contains("__Host-report=", "Path=/", "Secure", "HttpOnly", "SameSite=Lax");
  }

  @Test
  @Requirement("R-CS-FP-3")
  void c_1_no_host_of_a_request_reaches_an_answer() {
    for (String line : List.of("GET /", "GET /not-me/x", "GET /how?lang=de", "GET /account", "GET /nowhere",
        "GET http://" + EVIL + "/how?lang=de")) {
      for (String header : List.of("X-Forwarded-Host: " + EVIL, "Forwarded: host=" + EVIL, "X-Host: " + EVIL)) {
        Answer answer = ask(line, "Host: " + EVIL, header, "X-Forwarded-Proto: https");

        assertThat(answer.toString()).as(line + " " + header).doesNotContain(EVIL);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET /", "GET /recover", "GET /account", "GET /nowhere", "GET /not-me/x", "GET /not-me", "PUT /",
          "POST /recover", "GET /how?lang=de", "GET /error", "GET /favicon.svg"})
  @Requirement({"R-ASVS-3.4", "R-ASVS-14.3.2", "R-CS-FP-4"})
  void every_answer_carries_the_headers_that_keep_it_ours(String line) {
    Answer answer = ask(line, host(), "Content-Length: 0");

    assertThat(answer.header("content-security-policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*");
    assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
    assertThat(answer.header("cross-origin-opener-policy")).isEqualTo("same-origin");
    assertThat(answer.header("cross-origin-resource-policy")).isEqualTo("same-origin");
    // The server adds "no-cache=set-cookie" where a cookie is set.
    assertThat(answer.header("cache-control"))
        .startsWith(line.contains("favicon") ? "public, max-age=86400" : "no-store");
    assertThat(answer.header("server") + answer.header("x-powered-by")).isEmpty();
  }

  @Test
  void the_figures_of_the_house_are_among_the_metrics() {
    assertThat(ask("GET /how", "Host: " + EVIL).status()).isEqualTo("200");

    String figures = ask("GET /metrics", host()).body();

    assertThat(figures)
        .contains("regain_duties_stuck", "regain_reviews_open")
        .contains("REST_request_seconds_count", "connectionpool_usedConnections_total")
        .as("nothing that grows with what strangers ask for")
        .doesNotContain(EVIL, "http_server_request", "servlet_request");
  }

  private static Visitor begun() {
    return begun(Map.of("name", "b.hansen"));
  }

  private static Visitor begun(Map<String, String> fields) {
    return Visitor.apart(server.origin()).get("/").post("/recovery", fields);
  }

  private static String cookies(Visitor visitor) {
    return visitor.cookies.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue())
        .collect(Collectors.joining("; ", "Cookie: ", ""));
  }

  /** The routes that are written down and begin like this, with an id in them where one belongs. */
  private static List<String> routes(String beginning, Predicate<String> role) {
    try (Stream<String> lines = Files.lines(ROUTES)) {
      return lines.filter(it -> it.startsWith(beginning) && role.test(it.substring(it.lastIndexOf(' ') + 1)))
          .map(it -> it.split(" ", 3)[1].replace("{id}", "00000000-0000-4000-8000-00000000abcd")
              .replaceAll("\\{[a-z]+}", "agree"))
          .collect(Collectors.toCollection(ArrayList::new));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** One case in each state to which a name and a password lead. */
  private static List<Visitor> inEachState() {
    List<Visitor> all = Stream.of("password", "passkey", "everything", "report")
        .map(it -> begun(Map.of("name", "b.hansen", "lost", it)))
        .collect(Collectors.toCollection(ArrayList::new));
    all.add(Visitor.apart(server.origin()).get("/enroll").post("/enrollment", Map.of("name", "g.jansen")));
    all.add(proven(Visitor.apart(server.origin())));
    all.add(begun().post("/recovery/cancel", Map.of()));
    return all;
  }

  private static Visitor proven(Visitor visitor) {
    return visitor.get("/enroll")
        .post("/enrollment", Map.of("name", "g.jansen"))
        .post("/enrollment/password", Map.of("password", PASSWORD));
  }

  private static String here(Visitor visitor) {
    return visitor.page().uri().getPath();
  }

  @Test
  @Requirement("R-ASVS-2.3.1")
  void a_1_no_handler_takes_what_belongs_to_another_step() {
    List<String> handlers = routes("POST /recovery/", it -> true);
    handlers.addAll(routes("POST /enrollment/", it -> true));
    assertThat(handlers).hasSizeGreaterThan(20);
    for (Visitor visitor : inEachState()) {
      String path = here(visitor);
      String title = visitor.title();
      for (String handler : handlers) {
        if (!handler.endsWith("/cancel")) {
          visitor.get(path).post(handler, EVERY_FIELD);
          assertThat(visitor.page().statusCode()).as(handler).isLessThan(500);
        }
      }
      assertThat(visitor.get(path).title()).as(path).isEqualTo(title);
    }

    assertThat(Binds.with(directory, "b.hansen", "Nordhafen-2026-b.hansen")).isTrue();
    assertThat(Binds.with(directory, "g.jansen", PASSWORD)).isTrue();
  }

  @Test
  @Requirement("R-ASVS-3.5")
  void a_4_nothing_wrong_or_other_than_a_form_is_taken_by_any_step() {
    for (Visitor visitor : inEachState()) {
      String path = here(visitor);
      String cookies = cookies(visitor);
      String title = visitor.title();
      Map<String, String> hidden = visitor.get(path).hidden();
      String tag = hidden.getOrDefault("csrf", "");
      for (String handler : routes("POST " + path + "/", it -> true)) {
        for (String verb : List.of("PUT", "PATCH", "DELETE", "HEAD", "GET", "POST")) {
          String line = verb + " " + handler + "?_method=POST";
          assertThat(ask(line, host(), cookies, "Content-Length: 0").status()).as(line).startsWith("4");
        }
        String type = "Content-Type: application/json";
        assertThat(ask("POST " + handler, host(), cookies, type, "Content-Length: 0").status()).as(handler)
            .startsWith("4");
        // The tag and nothing else: no step, no field, no proof.
        assertThat(visitor.bare(handler, Map.of("csrf", tag))).as(handler).isBetween(200, 499);
      }

      assertThat(visitor.get(path).hidden()).as(path).isEqualTo(hidden);
      assertThat(visitor.title()).as(path).isEqualTo(title);
    }
  }

  @Test
  void whoever_clicks_twice_loses_nothing_though_the_first_answer_is_dropped() {
    Visitor visitor = Visitor.apart(server.origin());
    visitor.get("/enroll").post("/enrollment", Map.of("name", "g.jansen"));
    String before = visitor.cookies.get("__Host-case");
    Map<String, String> fields = Map.of("password", PASSWORD);
    visitor.postAndLeave("/enrollment/password", fields).join();

    visitor.post("/enrollment/password", fields);

    assertThat(visitor.cookies.get("__Host-case")).isNotEqualTo(before);
    assertThat(visitor.text()).contains("Password accepted").doesNotContain("not open in this browser");
  }

  @Test
  void what_was_typed_comes_back_with_the_words_that_say_what_is_wrong() {
    String far = "b.hansen".repeat(40);
    Visitor visitor = begun(Map.of("name", far, "lost", "passkey"));

    assertThat(visitor.page().statusCode()).isEqualTo(200);
    assertThat(visitor.text()).contains("at most 256 characters");
    assertThat(visitor.page().body())
        .contains("value=\"" + far.substring(0, 256) + "\"")
        .containsPattern("value=\"passkey\" checked");
    assertThat(visitor.get("/").text()).doesNotContain("at most 256 characters");
  }

  @Test
  @Requirement("R-63B-5.1-b")
  void a_11_what_a_case_holds_opens_no_page_of_an_account() {
    Visitor visitor = begun();
    List<String> pages = routes("GET /", it -> !it.equals("anybody"));
    assertThat(pages).hasSizeGreaterThan(10);
    for (String page : pages) {
      assertNotIn(page, ask("GET " + page, host(), cookies(visitor)));
    }
    for (String handler : routes("POST /", it -> !it.equals("anybody"))) {
      visitor.get("/recovery").post(handler, Map.of());
      assertThat(visitor.page().statusCode() >= 400 || visitor.page().uri().getPath().equals("/sign-in"))
          .as(handler).isTrue();
    }
  }

  @Test
  void c_5_fields_that_nobody_asked_for_change_nothing() {
    // Somebody of their own: a directory's password may be tried five times.
    Visitor visitor = Visitor.apart(server.origin())
        .get("/enroll")
        .post("/enrollment", Map.of("name", "p.dasilva"))
        .post("/enrollment/password", Map.of("password", "Nordhafen-2026-p.dasilva"));
    String before = visitor.text();
    var fields = new HashMap<>(
        Map.of(
            "state", "COMPLETED", "subject", "00000000-0000-4000-8000-000000000001", "reviewed", "false", "risk", "0",
            "approver", "r.engel", "purpose", "BINDING", "evidence[0][method]", "PASSKEY", "contact[$ne]", "x"));
    fields.put("contact", "0");

    visitor.post("/enrollment/code/send", fields);

    assertThat(here(visitor)).isEqualTo("/enrollment");
    assertThat(visitor.text()).isNotEqualTo(before).contains("code");
    assertThat(visitor.get("/account").page().uri().getPath()).as("nobody is signed in").isEqualTo("/sign-in");
    visitor.get("/enrollment").post("/enrollment/code", Map.of("code[$ne]", "x"));
    assertThat(visitor.page().statusCode()).isEqualTo(400);
  }

  private static void assertNotIn(String path, Answer answer) {
    assertThat(answer.status().equals("303") ? answer.header("location") : answer.status()).as(path)
        .matches("/sign-in.*|4\\d\\d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/account;x=1", "//account", "/%61ccount", "/ACCOUNT", "/./account", "/x/../account", "/account%2f",
          "/account/..;/readiness", "/%2e/readiness", "/readiness;a", "/desk/", "/how/..;/reviews"})
  @Requirement("R-53-AC-6(9)(10)")
  void f_5_no_spelling_of_a_path_leads_around_its_door(String path) {
    assertNotIn(path, ask("GET " + path, host()));
  }
}
