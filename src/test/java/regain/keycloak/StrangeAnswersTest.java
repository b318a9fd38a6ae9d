package regain.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.enrollment.port.Account;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.policy.Eligibility;
import regain.policy.Population;
import regain.privileged.port.GrantConnector.Order;
import regain.privileged.port.GrantTag;
import regain.recovery.port.CredentialTarget.Outcome;
import regain.recovery.port.SessionConnector.Answer;
import regain.strange.Strange;

/**
 * Whatever Keycloak, or what stands before it, answers is read, or is no answer: nothing of it gets out as an error, and
 * nothing that is no answer counts as done. Here a few recorded answers are changed at random; that they are those of a real
 * Keycloak is what {@link KeycloakSessionsIT} is for.
 */
class StrangeAnswersTest {
  private static final int TIMES = Strange.times(400);
  private static final PersonId PERSON = new PersonId(UUID.fromString("0b54f2e4-8b0a-4d55-9d0c-9a1f5d1f2c11"));
  private static final List<String> STRANGE = List.of(
      "", "null", "{}", "[]", "[[]]", "[null]", "[{}]", "0", "\"\"", "<html>Sign in</html>", "[{\"id\":\"..\"}]",
      "[{\"id\":{}}]", "[".repeat(100_000), "[" + "{\"subGroups\":[".repeat(490) + "]}".repeat(490) + "]",
      "1e999999999", "{\"access_token\":\"a\\r\\nHost: b\"}",
      "{\"access_token\":\"abc\",\"expires_in\":9223372036854775807}", "[{\"id\":\"a\",\"start\":1e300}]");
  private static final GrantTag TAG = new GrantTag(UUID.fromString("0a1b2c3d-0000-4000-8000-00000000000a"));
  private static final GrantTag OTHER = new GrantTag(UUID.fromString("0a1b2c3d-0000-4000-8000-00000000000b"));
  private static final Order ORDER = new Order(
      TAG,
      new Account(
          PERSON, "b.hansen", "Birte Hansen", Population.EMPLOYEE, Eligibility.ELIGIBLE, Optional.empty(), List.of(),
          Locale.ENGLISH, Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty()),
      "admins", Instant.parse("2026-07-14T06:31:00Z"), Map.of());
  private static final int[] STATUS = {200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 409, 500, 503};

  private final Map<String, String> wellFormed = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private HttpServer server;
  private SplittableRandom random = new SplittableRandom(0);
  private int strangeOneIn;
  private Optional<String> always = Optional.empty();
  private boolean over;

  @SuppressWarnings("NullAway.Init")
  StrangeAnswersTest() {}

  @BeforeEach
  void start() throws IOException {
    wellFormed.put("token", "{\"access_token\":\"abc\",\"expires_in\":1}");
    wellFormed.put("users", "[{\"id\":\"u-1\",\"enabled\":true}]");
    wellFormed.put("u-1", "{\"id\":\"u-1\",\"enabled\":true}");
    wellFormed.put("consents", "[{\"additionalGrants\":[{\"client\":\"c-1\",\"key\":\"Offline Token\"}]}]");
    String session = "[{\"id\":\"s-1\",\"start\":1,\"lastAccess\":2,\"ipAddress\":\"::1\",\"clients\":{\"a\":\"portal\"}}]";
    wellFormed.put("sessions", session);
    wellFormed.put("c-1", session.replace("s-1", "o-1"));
    wellFormed.put(
        "groups",
        "[{\"id\":\"g-1\",\"name\":\"admins\",\"path\":\"/admins\",\"subGroups\":[{\"id\":\"g-2\",\"name\":\"" + TAG
            + "\",\"path\":\"/admins/" + TAG + "\"}]}]");
    wellFormed.put("members", "[{\"id\":\"u-1\"}]");
    wellFormed.put("credentials", "[{\"id\":\"k-1\",\"type\":\"otp\",\"userLabel\":\"Regain\"}]");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** One after the other: only one request is ever under way. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String last = path.substring(path.lastIndexOf('/') + 1);
      asked.add(last);
      over |= last.equals("logout");
      boolean reads = exchange.getRequestMethod().equals("GET") || last.equals("token");
      String body = over && (last.equals("sessions") || last.equals("c-1"))
          ? "[]"
          : wellFormed.getOrDefault(last, "[]");
      int status = reads ? 200 : last.equals("children") ? 201 : 204;
      if (!last.equals("token") && always.isPresent()) {
        body = always.get();
      } else if (strangeOneIn > 0 && random.nextInt(strangeOneIn) == 0) {
        status = STATUS[random.nextInt(STATUS.length)];
        body = strange(body);
      }
      byte[] octets = body.getBytes(StandardCharsets.UTF_8);
      boolean empty = status == 204 || octets.length == 0;
      exchange.sendResponseHeaders(status, empty ? -1 : octets.length);
      if (!empty) {
        exchange.getResponseBody().write(octets);
      }
    }
  }

  private String strange(String text) {
    if (random.nextInt(2) == 0) {
      return STRANGE.get(random.nextInt(STRANGE.size()));
    }
    String changed = text;
    for (int i = random.nextInt(3); i >= 0; i--) {
      changed = Strange.text(random, changed);
    }
    return changed;
  }

  private Realm realm() {
    Map<String, String> keys = Map.of(
        "regain.keycloak.url", "http://127.0.0.1:" + server.getAddress().getPort(),
        "regain.keycloak.realm", "staff",
        "regain.keycloak.client-id", "regain",
        "regain.keycloak.client-secret", "secret of the test",
        "regain.keycloak.password", "true");
    return new Realm(KeycloakSettings.of(it -> Optional.ofNullable(keys.get(it))), new OnePerson("b.hansen"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatever_is_answered_is_read_or_is_no_answer(long seed) {
    random = new SplittableRandom(seed);
    strangeOneIn = 4;
    var outcomes = new HashSet<String>();
    for (int i = 0; i < TIMES; i++) {
      over = false;
      // A new one each time, so that the token is asked for as well.
      try (Realm realm = realm()) {
        outcomes.add("open " + new KeycloakSessions(realm).open(PERSON).unavailableNow());
        outcomes.add("revoked " + new KeycloakSessions(realm).revoke(PERSON, Instant.EPOCH).answer());
        outcomes.add("replaced " + new KeycloakSecondFactors(realm).replace(PERSON, Secret.of("key")).confirmed());
        Outcome set = new KeycloakPasswords(realm).set(PERSON, Secret.of("three herons over the quay"));
        outcomes.add(set.getClass().getSimpleName());
      }
    }
    assertThat(outcomes).contains("open true", "open false", "revoked CONFIRMED", "revoked NOT_CONFIRMED", "Set",
        "Refused", "Unclear");
    assertThat(asked).contains("token", "users", "u-1", "consents", "sessions", "c-1", "logout", "credentials");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whatever_is_answered_about_groups_is_read_or_is_no_answer(long seed) {
    random = new SplittableRandom(seed);
    strangeOneIn = 5;
    var outcomes = new HashSet<String>();
    for (int i = 0; i < TIMES / 2; i++) {
      over = false;
      try (var groups = new KeycloakGroups("keycloak", Set.of("admins"), true, realm())) {
        outcomes.add("issued " + groups.issue(ORDER).getClass().getSimpleName());
        outcomes.add("seen " + groups.observe(TAG).presence());
        outcomes.add("inventory " + groups.inventory().known().isPresent());
        outcomes.add("ended " + groups.killSessions(TAG).known().isPresent());
        over = false;
        outcomes.add(
            "several " + groups.end(List.of(TAG, OTHER)).stream().map(it -> it.getClass().getSimpleName()).toList());
        outcomes.add("taken " + groups.revoke(TAG).getClass().getSimpleName());
      }
    }
    assertThat(outcomes).contains(
        "issued Done", "issued Refused", "issued Unclear", "seen PRESENT", "seen ABSENT", "seen UNKNOWN",
        "inventory true",
        "inventory false", "ended true", "ended false", "taken Done", "taken Again");
    assertThat(asked).contains("groups", "members", "children", "g-2");
  }

  /** The page of a proxy that has lost Keycloak and says 200. */
  @ParameterizedTest
  @ValueSource(strings = {"<html>Back soon</html>", "{}", "null", "\"\"", "[{}]", "[null]"})
  void what_is_no_list_is_no_empty_list_and_nothing_is_confirmed_by_it(String body) {
    always = Optional.of(body);
    try (Realm realm = realm()) {
      assertThat(new KeycloakSessions(realm).revoke(PERSON, Instant.EPOCH).answer()).isEqualTo(Answer.NOT_CONFIRMED);
      assertThat(new KeycloakSessions(realm).open(PERSON).unavailableNow()).isTrue();
      assertThat(new KeycloakSecondFactors(realm).replace(PERSON, Secret.of("key")).confirmed()).isFalse();
      assertThat(new KeycloakPasswords(realm).set(PERSON, Secret.of("three herons over the quay")))
          .isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void as_recorded_everything_is_confirmed() {
    try (Realm realm = realm()) {
      assertThat(new KeycloakSessions(realm).open(PERSON).known().orElseThrow()).hasSize(2);
      assertThat(new KeycloakSessions(realm).revoke(PERSON, Instant.EPOCH).answer()).isEqualTo(Answer.CONFIRMED);
      assertThat(new KeycloakPasswords(realm).set(PERSON, Secret.of("three herons over the quay")))
          .isInstanceOf(Outcome.Set.class);
    }
  }
}
