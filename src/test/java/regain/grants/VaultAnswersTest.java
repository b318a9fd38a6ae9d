package regain.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import regain.directory.Overheard;
import regain.enrollment.port.Account;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.policy.Eligibility;
import regain.policy.Population;
import regain.privileged.port.GrantConnector.Answer;
import regain.privileged.port.GrantConnector.Issued;
import regain.privileged.port.GrantConnector.Order;
import regain.privileged.port.GrantConnector.Seen;
import regain.privileged.port.GrantTag;

/** Whatever Vault, or what stands before it, answers is read, or is no answer: bounded, and never read as gone or done. */
class VaultAnswersTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Account HOLDER = new Account(
      new PersonId(UUID.fromString("11111111-2222-4333-8444-555555555555")), "b.stein", "Ben Stein",
      Population.EMPLOYEE, Eligibility.ELIGIBLE, Optional.empty(), List.of(), Locale.ENGLISH, Set.of(), Set.of(),
      Optional.empty(), Optional.empty(), Optional.empty());
  private final CountDownLatch over = new CountDownLatch(1);
  private VaultStub vault;
  private VaultLeases target;

  @SuppressWarnings("NullAway.Init")
  VaultAnswersTest() {}

  @BeforeEach
  void start() {
    vault = new VaultStub(CLOCK);
    vault.role("orders-support", 43_200, "CREATE ROLE \"{{name}}\" LOGIN PASSWORD '{{password}}'");
    target = target(VaultApi.ANSWER);
  }

  private VaultLeases target(Duration answers) {
    return new VaultLeases(
        "vault", new VaultApi(vault.url(), Secret.of(VaultStub.TOKEN), answers), "database", true, CLOCK);
  }

  @AfterEach
  void stop() {
    over.countDown();
    target.close();
    vault.close();
    assertThat(vault.undocumented).as("nothing is asked that is not documented and allowed").isEmpty();
  }

  private Order issued() {
    var order = new Order(
        new GrantTag(UUID.fromString("0a1b2c3d-0000-4000-8000-00000000000a")), HOLDER, "orders-support",
        CLOCK.instant().plus(Duration.ofHours(1)), Map.of());
    assertThat(target.issue(order)).isInstanceOf(Issued.Done.class);
    return order;
  }

  private void key(Order order) {
    assertThat(target.key(order.tag(), order.until(), Map.of())).isPresent();
  }

  private static VaultStub.Trouble status(int status, String error) {
    return it -> VaultStub.send(it, status, "application/json", "{\"errors\":[\"" + error + "\"]}");
  }

  private static VaultStub.Trouble json(int status, String text) {
    return it -> VaultStub.send(it, status, "application/json", text);
  }

  private static VaultStub.Trouble page(int status, String text) {
    return it -> VaultStub.send(it, status, "text/html", text);
  }

  /** What a proxy, a broken network or a Vault in trouble says. */
  private static final Map<String, VaultStub.Trouble> SAID = Map.ofEntries(
      Map.entry("sealed", status(503, "Vault is sealed")),
      Map.entry("forbidden", status(403, "permission denied")),
      Map.entry("limited", status(429, "too many")),
      Map.entry("behind", status(412, "required index state not present")),
      Map.entry("standby", status(473, "standby")),
      Map.entry("broken", status(500, "internal error")),
      Map.entry("no route", status(404, "no handler for route")),
      Map.entry("not found, as a page", page(404, "<html>Not found</html>")),
      Map.entry("found, as a page", page(200, "<html>Sign in</html>")),
      Map.entry("nothing there, as a page", page(404, "{\"errors\":[]}")),
      Map.entry("nothing there", json(404, "{\"errors\":[]}")),
      Map.entry("garbage", json(200, "\u0000{]")),
      Map.entry("a list", json(200, "[]")),
      Map.entry("null", json(200, "null")),
      Map.entry("an empty object", json(200, "{}")),
      Map.entry("keys that are none", json(200, "{\"data\":{\"keys\":{}}}")),
      Map.entry("keys that are no texts", json(200, "{\"data\":{\"keys\":[null,7]}}")),
      Map.entry("a key twice", json(200, "{\"data\":{\"keys\":[\"a\"]},\"data\":{\"keys\":[]}}")),
      Map.entry("more behind it", json(200, "{\"data\":{\"keys\":[\"a\"]}}{}")),
      Map.entry("depth", json(200, "{\"data\":" + "[".repeat(100_000))),
      Map.entry("elsewhere", VaultAnswersTest::elsewhere),
      Map.entry("half", VaultAnswersTest::half),
      Map.entry("without an end", VaultAnswersTest::endless));

  static Stream<String> said() {
    return SAID.keySet().stream().sorted();
  }

  private static void elsewhere(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
    VaultStub.send(exchange, 307, "application/json", "{}");
  }

  private static void half(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 1_000);
    exchange.getResponseBody()
        .write("{\"data\":{\"keys\":[\"orders-support\"]}}".getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    byte[] much = " ".repeat(65_536).getBytes(StandardCharsets.UTF_8);
    OutputStream out = exchange.getResponseBody();
    for (int i = 0; i < 1_000; i++) {
      out.write(much);
    }
  }

  private void nothingIsConcluded(Order order) {
    assertThat(target.observe(order.tag())).isEqualTo(Seen.unknown());
    assertThat(target.inventory().known()).isEmpty();
    assertThat(target.killSessions(order.tag()).known()).isEmpty();
    assertThat(target.block(order.tag())).isInstanceOf(Answer.Again.class);
    assertThat(target.revoke(order.tag())).isInstanceOf(Answer.Again.class);
    assertThat(target.key(order.tag(), order.until(), Map.of())).isEmpty();
    assertThat(target.issue(order)).isNotInstanceOf(Issued.Done.class);
  }

  @ParameterizedTest
  @MethodSource("said")
  void an_answer_that_is_none_is_never_read_as_gone_or_done(String said) {
    Order order = issued();
    key(order);
    vault.trouble = SAID.get(said);
    nothingIsConcluded(order);
  }

  /** Each of what is asked for, alone, by every answer that is none. */
  @ParameterizedTest
  @MethodSource("said")
  void nor_is_one_among_answers_that_are_right(String said) {
    Order order = issued();
    key(order);
    vault.trouble = SAID.get(said);
    for (String path : List.of("LIST /v1/database/roles", "GET /v1/sys/leases")) {
      vault.troubled = path::equals;
      assertThat(target.observe(order.tag())).as(path).isEqualTo(Seen.unknown());
      assertThat(target.inventory().known()).as(path).isEmpty();
    }
    vault.troubled = it -> it.startsWith("POST /v1/sys/leases/revoke-prefix");
    assertThat(target.killSessions(order.tag()).known()).isEmpty();
    assertThat(target.revoke(order.tag())).isInstanceOf(Answer.Again.class);
    assertThat(vault.users).hasSize(1);
    vault.troubled = it -> it.startsWith("GET /v1/database/creds/");
    assertThat(target.key(order.tag(), order.until(), Map.of())).isEmpty();
  }

  static Stream<String> saidOfLeases() {
    return said().filter(it -> !it.equals("nothing there"));
  }

  /** That nothing is open is what Vault says with 404 and no error, and nobody else with anything. */
  @ParameterizedTest
  @MethodSource("saidOfLeases")
  void what_is_no_list_of_leases_is_no_empty_one(String said) {
    Order order = issued();
    key(order);
    vault.trouble = SAID.get(said);
    vault.troubled = it -> it.startsWith("LIST /v1/sys/leases/lookup/");
    assertThat(target.observe(order.tag())).isEqualTo(Seen.unknown());
    assertThat(target.inventory().known()).isEmpty();
    assertThat(target.killSessions(order.tag()).known()).isEmpty();
    assertThat(target.revoke(order.tag())).isInstanceOf(Answer.Again.class);
    assertThat(vault.users).hasSize(1);
  }

  @Test
  void one_that_keeps_still_is_not_waited_for() {
    Order order = issued();
    target.close();
    target = target(Duration.ofMillis(300));
    vault.trouble = it -> {
      try {
        over.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    };
    Instant begun = InstantSource.system().instant();
    nothingIsConcluded(order);
    assertThat(Duration.between(begun, InstantSource.system().instant())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void a_credential_that_came_unwrapped_or_from_elsewhere_is_ended_and_not_shown() {
    Order order = issued();
    vault.troubled = it -> it.startsWith("GET /v1/database/creds/");
    for (String sly : List.of(
        "{\"data\":{\"username\":\"u\",\"password\":\"p\"},\"wrap_info\":null}",
        "{\"wrap_info\":{\"token\":\"hvs.other\",\"creation_path\":\"sys/wrapping/wrap\"}}",
        "{\"wrap_info\":{\"token\":\"hvs a\\r\\nb\",\"creation_path\":\"database/creds/" + order.tag() + "\"}}")) {
      vault.trouble = it -> VaultStub.send(it, 200, "application/json", sly);
      assertThat(target.key(order.tag(), order.until(), Map.of())).as(sly).isEmpty();
    }
    vault.trouble = null;
    assertThat(target.revoke(order.tag())).isEqualTo(new Answer.Done());
  }

  @Test
  void no_token_and_no_password_is_in_a_log_or_an_exception() {
    try (var overheard = Overheard.begin()) {
      Order order = issued();
      key(order);
      target.inventory();
      target.revoke(order.tag());
      for (String each : List.of("forbidden", "garbage", "half", "found, as a page")) {
        vault.trouble = SAID.get(each);
        nothingIsConcluded(order);
      }
      vault.trouble = it -> VaultStub.send(it, 200, "application/json", "{\"" + VaultStub.TOKEN + "\":");
      nothingIsConcluded(order);
      assertThat(overheard.text()).contains("did not do it").doesNotContain(VaultStub.TOKEN)
          .doesNotContain(vault.secrets);
    }
    String wrong = "hvs.broken\nX-Other: 1";
    assertThatThrownBy(() -> new VaultApi(vault.url(), Secret.of(wrong), VaultApi.ANSWER))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(it -> assertThat(whole(it)).doesNotContain("hvs.broken"));
  }

  private static String whole(Throwable thrown) {
    var out = new StringWriter();
    thrown.printStackTrace(new PrintWriter(out, true));
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://vault.example.org:8200", "https://user:secret@vault.example.org", "vault", "https://v/?x",
          "https://v/#x", "ftp://127.0.0.1", "https://a b"})
  void an_address_that_is_not_safe_stops_the_start_and_is_not_shown(String url) {
    assertThatThrownBy(() -> new VaultApi(url, Secret.of(VaultStub.TOKEN), VaultApi.ANSWER))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(it -> assertThat(whole(it)).doesNotContain("secret", VaultStub.TOKEN));
  }
}
