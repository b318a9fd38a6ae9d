package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.demo.DemoDirectory;

/** Answers octet by octet, as the server itself sends them: what a browser would hide, and what no browser would send. */
class FrontDoorIT {
  private static final String EVIL = "evil.example";
  private static final String TOKEN = "abc.def-ghi_jkl~mno";

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
  void the_token_of_a_notice_leaves_the_address_bar_at_once() {
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
    String figures = ask("GET /metrics", host()).body();

    assertThat(figures).contains("regain_duties_stuck", "regain_reviews_open");
  }
}
