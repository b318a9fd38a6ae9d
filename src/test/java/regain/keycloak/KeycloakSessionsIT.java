package regain.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.policy.Eligibility;
import regain.policy.Fact;
import regain.policy.Population;
import regain.recovery.port.SessionConnector.Revocation;

/** What the connector does, and the facts about Keycloak that decided how: against a real one. */
class KeycloakSessionsIT {
  private static final PersonId BIRTE = PersonId.of("11111111-2222-4333-8444-555555555555");
  private static final PersonId STRANGER = PersonId.of("99999999-2222-4333-8444-555555555555");
  private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

  private final TestRealm realm = Keycloak.running().realm(BIRTE.toString());

  @Test
  void browser_sessions_and_offline_tokens_die_and_are_seen_gone() {
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
    Map<String, String> keys = new HashMap<>(realm.settings());
    keys.putAll(other);
    return new KeycloakSessions(
        new Realm(KeycloakSettings.of(key -> Optional.ofNullable(keys.get(key))), new OnePerson(name)));
  }

  /** A directory in which everybody has this name. */
  private record OnePerson(String name) implements Directory {
    @Override
    public Fact<Optional<Account>> named(String typed) {
      return Fact.unavailable();
    }

    @Override
    public Fact<Optional<Account>> account(PersonId person) {
      return Fact.known(
          Optional.of(
              new Account(
                  person, name, name, Population.EMPLOYEE, Eligibility.ELIGIBLE, Optional.empty(), List.of(),
                  Locale.ENGLISH, Set.of())));
    }

    @Override
    public Fact<Roll> roll(int most) {
      return Fact.unavailable();
    }

    @Override
    public Fact<Boolean> passwordFits(PersonId person, Secret password) {
      return Fact.unavailable();
    }
  }
}
