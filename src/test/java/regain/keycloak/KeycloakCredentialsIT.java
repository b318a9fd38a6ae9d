package regain.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.recovery.port.CredentialTarget.Outcome;
import regain.recovery.port.CredentialTarget.Why;
import regain.recovery.port.SecondFactors.Replacement;

/** Passwords and second factors that a real Keycloak holds. */
class KeycloakCredentialsIT {
  private static final PersonId BIRTE = PersonId.of("11111111-2222-4333-8444-555555555555");
  private static final PersonId STRANGER = PersonId.of("99999999-2222-4333-8444-555555555555");
  private static final String NEW = "drei Möwen über dem Kai, 3 €";
  private static final String KEY = "4F7KM2QP4F7KM2QP4F7KM2QP4F";

  private final TestRealm realm = Keycloak.running().realm(BIRTE.toString());

  @Test
  void a_password_is_set_and_the_old_one_is_dead() {
    assertThat(set(NEW)).isEqualTo(new Outcome.Set());

    assertThat(realm.browser().open("openid").password(NEW).asksForOtp()).isTrue();
    assertThat(realm.browser().open("openid").password(TestRealm.OLD).asksForPassword()).isTrue();
  }

  @Test
  void the_policy_of_the_realm_is_held_to_and_told_apart() {
    policy("length(20) and passwordHistory(3)");
    assertThat(set("too short")).isEqualTo(new Outcome.Refused(Why.TOO_SHORT));
    assertThat(set(TestRealm.OLD)).isEqualTo(new Outcome.Refused(Why.IN_HISTORY));

    policy("upperCase(5)");
    assertThat(set(NEW)).isEqualTo(new Outcome.Refused(Why.POOR_QUALITY));
  }

  @Test
  void a_disabled_user_is_refused() {
    realm.admin("PUT", "/users/" + user(), "{\"enabled\": false}");

    assertThat(set(NEW)).isEqualTo(new Outcome.Refused(Why.NOT_ELIGIBLE));
  }

  @Test
  void a_user_with_the_name_and_without_the_id_is_refused() {
    assertThat(passwords(Map.of()).set(STRANGER, Secret.of(NEW))).isEqualTo(new Outcome.Refused(Why.MISCONFIGURED));
    assertThat(realm.browser().open("openid").password(TestRealm.OLD).asksForOtp()).isTrue();
  }

  @Test
  void what_could_not_be_sent_was_not_taken() {
    assertThat(passwords(Map.of("regain.keycloak.url", "http://127.0.0.1:1")).set(BIRTE, Secret.of(NEW)))
        .isEqualTo(new Outcome.Refused(Why.UNREACHABLE));
    assertThat(passwords(Map.of("regain.keycloak.client-secret", "another")).set(BIRTE, Secret.of(NEW)))
        .isEqualTo(new Outcome.Refused(Why.MISCONFIGURED));
    assertThat(passwords(Map.of("regain.keycloak.client-id", "powerless")).set(BIRTE, Secret.of(NEW)))
        .isEqualTo(new Outcome.Refused(Why.MISCONFIGURED));
  }

  @Test
  void a_login_that_waits_for_its_second_factor_is_dead_when_that_is_replaced() {
    KeycloakBrowser waiting = realm.browser().open("openid").password(TestRealm.OLD);

    assertThat(replace(KEY)).isEqualTo(new Replacement(1));

    assertThat(waiting.otp().isIn()).isFalse();
    assertThat(waiting.reload().isIn()).isFalse();
    assertThat(waiting.asksForOtp()).isTrue();
    assertThat(waiting.otp().isIn()).isFalse();
  }

  @Test
  void the_new_key_opens_and_the_user_is_otherwise_as_before() {
    JsonNode before = realm.user();
    replace(KEY);

    assertThat(realm.browser().open("openid").password(TestRealm.OLD).otp(KEY).isIn()).isTrue();
    assertThat(realm.user()).isEqualTo(before);
    assertThat(types()).containsExactlyInAnyOrder("password", "otp");
    assertThat(replace("another key of 26 characters")).isEqualTo(new Replacement(1));
  }

  @Test
  void somebody_without_a_second_factor_gets_none() {
    credentials().forEach(it -> {
      if (it.path("type").asText().equals("otp")) {
        realm.admin("DELETE", "/users/" + user() + "/credentials/" + it.path("id").asText(), "");
      }
    });

    assertThat(replace(KEY)).isEqualTo(new Replacement(0));
    assertThat(types()).containsExactly("password");
  }

  @Test
  void a_service_account_that_may_only_view_replaces_nothing() {
    var powerless = new KeycloakSecondFactors(
        realm.connected(Map.of("regain.keycloak.client-id", "powerless"), "b.hansen"));

    assertThat(powerless.replace(BIRTE, Secret.of(KEY))).isEqualTo(Replacement.notConfirmed());
    assertThat(realm.browser().open("openid").password(TestRealm.OLD).otp().isIn()).isTrue();
  }

  private Replacement replace(String key) {
    return new KeycloakSecondFactors(realm.connected(Map.of(), "b.hansen")).replace(BIRTE, Secret.of(key));
  }

  private Outcome set(String password) {
    return passwords(Map.of()).set(BIRTE, Secret.of(password));
  }

  private KeycloakPasswords passwords(Map<String, String> other) {
    return new KeycloakPasswords(realm.connected(other, "b.hansen"));
  }

  private void policy(String policy) {
    assertThat(realm.admin("PUT", "", "{\"passwordPolicy\": \"" + policy + "\"}").statusCode()).isEqualTo(204);
  }

  private String user() {
    return realm.user().path("id").asText();
  }

  private JsonNode credentials() {
    return Keycloak.json(realm.admin("GET", "/users/" + user() + "/credentials", "").body());
  }

  private List<String> types() {
    var types = new ArrayList<String>();
    credentials().forEach(it -> types.add(it.path("type").asText()));
    return types;
  }
}
