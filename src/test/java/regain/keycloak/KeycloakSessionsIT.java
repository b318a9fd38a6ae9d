package regain.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.kernel.PersonId;
import regain.recovery.Elsewhere.Open;
import regain.recovery.port.SessionConnector.Revocation;

/** What the connector does, and the facts about Keycloak that decided how: against a real one. */
class KeycloakSessionsIT {
  private static final PersonId BIRTE = PersonId.of("11111111-2222-4333-8444-555555555555");
  private static final PersonId STRANGER = PersonId.of("99999999-2222-4333-8444-555555555555");
  private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

  private final TestRealm realm = Keycloak.running().realm(BIRTE.toString());

  @Test
  @Requirement({"R-ASVS-7.4.2", "R-ASVS-7.4.3"})
  void e_2_browser_sessions_and_offline_tokens_die_and_are_seen_gone() {
    KeycloakBrowser first = signedIn("openid");
    KeycloakBrowser second = signedIn("openid");
    List<String> tokens = List.of(
        first.refreshToken(), second.refreshToken(), signedIn("openid+offline_access").refreshToken());
    assertThat(tokens).allMatch(realm::refreshes);

    assertThat(revoke(BIRTE)).isEqualTo(Revocation.confirmed(3));

    assertThat(tokens).noneMatch(realm::refreshes);
    assertThat(first.open("openid").asksForPassword()).isTrue();
    assertThat(second.open("openid").asksForPassword()).isTrue();
  }

  @Test
  void what_is_open_is_listed_with_its_application_and_gone_from_the_list_when_it_ended() {
    signedIn("openid");
    signedIn("openid+offline_access");
    List<Open> open = connector(Map.of(), "b.hansen").open(BIRTE).known().orElseThrow();
    assertThat(open).hasSize(2).allMatch(it -> it.applications().equals(List.of("portal")));
    assertThat(open).allMatch(it -> it.address().equals("127.0.0.1") && it.beganAt().isAfter(Instant.EPOCH));

    revoke(BIRTE);
    assertThat(connector(Map.of(), "b.hansen").open(BIRTE).known().orElseThrow()).isEmpty();
  }

  @Test
  void without_keycloak_nobody_knows_what_is_open() {
    assertThat(connector(Map.of("regain.keycloak.url", "http://127.0.0.1:1"), "b.hansen").open(BIRTE).unavailableNow())
        .isTrue();
  }

  @Test
  void revoking_again_finds_nothing_and_is_confirmed() {
    signedIn("openid");
    revoke(BIRTE);

    assertThat(revoke(BIRTE)).isEqualTo(Revocation.confirmed(0));
  }

  /** Why there is a later round. */
  @Test
  void keycloak_lets_a_login_that_waits_for_its_second_factor_be_finished_after_a_logout() {
    KeycloakBrowser waiting = realm.browser().open("openid").password(TestRealm.OLD);
    assertThat(waiting.asksForOtp()).isTrue();
    revoke(BIRTE);

    waiting.otp();
    assertThat(waiting.isIn()).isTrue();
    String token = waiting.refreshToken();

    assertThat(revoke(BIRTE)).isEqualTo(Revocation.confirmed(1));
    assertThat(realm.refreshes(token)).isFalse();
  }

  @Test
  void a_new_password_does_not_end_a_login_that_proved_the_old_one() {
    KeycloakBrowser waiting = realm.browser().open("openid").password(TestRealm.OLD);
    String body = "{\"type\":\"password\",\"value\":\"three herons over the quay\",\"temporary\":false}";
    String id = realm.user().path("id").asText();
    assertThat(realm.admin("PUT", "/users/" + id + "/reset-password", body).statusCode()).isEqualTo(204);

    assertThat(waiting.otp().isIn()).isTrue();
  }

  /** Why a second factor is not simply removed. */
  @Test
  void keycloak_lets_a_waiting_login_through_when_its_second_factor_is_removed() {
    KeycloakBrowser waiting = realm.browser().open("openid").password(TestRealm.OLD);
    String id = realm.user().path("id").asText();
    Keycloak.json(realm.admin("GET", "/users/" + id + "/credentials", "").body()).forEach(it -> {
      if (it.path("type").asText().equals("otp")) {
        realm.admin("DELETE", "/users/" + id + "/credentials/" + it.path("id").asText(), "");
      }
    });

    assertThat(waiting.reload().isIn()).isTrue();
  }

  /** OIDC Back-Channel Logout 1.0: what Keycloak sends by itself to the applications that are registered there. */
  @Test
  void applications_that_are_registered_at_keycloak_are_told_by_a_logout_token() throws Exception {
    var told = new CompletableFuture<String>();
    HttpServer application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    application.createContext("/logout", exchange -> {
      told.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    });
    application.start();
    try {
      realm.tellAtLogout("http://127.0.0.1:" + application.getAddress().getPort() + "/logout");
      signedIn("openid");

      assertThat(revoke(BIRTE)).isEqualTo(Revocation.confirmed(1));

      String token = told.get(20, TimeUnit.SECONDS).replace("logout_token=", "");
      JsonNode claims = Keycloak.json(
          new String(Base64.getUrlDecoder().decode(token.split("[.]", -1)[1]), StandardCharsets.UTF_8));
      assertThat(claims.path("sub").asText()).isEqualTo(realm.user().path("id").asText());
      assertThat(claims.path("events").has("http://schemas.openid.net/event/backchannel-logout")).isTrue();
    } finally {
      application.stop(0);
    }
  }

  @Test
  void somebody_whom_keycloak_does_not_know_has_no_sessions_there() {
    assertThat(connector(Map.of(), "s.unknown").revoke(STRANGER, NOW)).isEqualTo(Revocation.confirmed(0));
  }

  /** Or else a wrong attribute would look like "nothing to end" for everybody. */
  @Test
  void a_user_with_the_name_and_without_the_id_is_not_confirmed_and_not_touched() {
    String token = signedIn("openid").refreshToken();

    assertThat(revoke(STRANGER)).isEqualTo(Revocation.notConfirmed());
    assertThat(realm.refreshes(token)).isTrue();
  }

  @Test
  void a_service_account_that_may_only_view_is_not_confirmed() {
    signedIn("openid");

    assertThat(connector(Map.of("regain.keycloak.client-id", "powerless"), "b.hansen").revoke(BIRTE, NOW))
        .isEqualTo(Revocation.notConfirmed());
  }

  @Test
  void a_wrong_secret_is_not_confirmed() {
    assertThat(connector(Map.of("regain.keycloak.client-secret", "another"), "b.hansen").revoke(BIRTE, NOW))
        .isEqualTo(Revocation.notConfirmed());
  }

  @Test
  void without_keycloak_nothing_is_confirmed() {
    assertThat(connector(Map.of("regain.keycloak.url", "http://127.0.0.1:1"), "b.hansen").revoke(BIRTE, NOW))
        .isEqualTo(Revocation.notConfirmed());
  }

  private Revocation revoke(PersonId person) {
    return connector(Map.of(), "b.hansen").revoke(person, NOW);
  }

  private KeycloakBrowser signedIn(String scope) {
    KeycloakBrowser browser = realm.browser().open(scope).password(TestRealm.OLD).otp();
    assertThat(browser.isIn()).isTrue();
    return browser;
  }

  private KeycloakSessions connector(Map<String, String> other, String name) {
    return new KeycloakSessions(realm.connected(other, name));
  }
}
