package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static regain.recovery.State.COMPLETED;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.keycloak.Keycloak;
import regain.keycloak.KeycloakBrowser;
import regain.keycloak.TestRealm;
import regain.policy.Purpose;
import regain.recovery.CaseView.Effect;
import regain.recovery.CaseView.Status;
import regain.recovery.CaseView.What;

/** Somebody recovers here, and what they had open at a real Keycloak is dead there. */
class KeycloakIT {
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String NEW = "three herons over the quay";
  /** Of the demo's directory. */
  private static final String BIRTE;

  static {
    try (var house = new TestHouse()) {
      BIRTE = house.person("b.hansen").toString();
    }
  }

  private final TestRealm realm = Keycloak.running().realm(BIRTE);
  private TestHouse house;
  private Journey journey;

  @BeforeEach
  void build() {
    house = new TestHouse(1, realm.settings());
    SoftPasskey passkey = Journey.enrol(house, "b.hansen", OLD, "birte.hansen@posteo.example");
    house.clock.pass(Duration.ofHours(73));
    journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey);
    house.work();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void two_browsers_an_offline_token_and_what_comes_of_a_waiting_login_are_dead_after_a_recovery() {
    KeycloakBrowser first = signedIn("openid");
    List<String> tokens = List.of(
        first.refreshToken(), signedIn("openid").refreshToken(), signedIn("openid+offline_access").refreshToken());
    KeycloakBrowser waiting = realm.browser().open("openid").password(TestRealm.OLD);

    journey.set(NEW);

    assertThat(journey.view.state()).isEqualTo(COMPLETED);
    assertThat(tokens).noneMatch(realm::refreshes);
    assertThat(first.open("openid").asksForPassword()).isTrue();
    assertThat(line(What.SESSIONS).status()).isEqualTo(Status.DONE);
    assertThat(line(What.SESSIONS).count()).isEqualTo(3);
    assertThat(line(What.LOGINS).status()).isEqualTo(Status.WAITING);

    String finished = waiting.otp().refreshToken();
    house.clock.pass(Duration.ofMinutes(31));
    house.work();

    assertThat(realm.refreshes(finished)).isFalse();
    assertThat(waiting.open("openid").asksForPassword()).isTrue();
    journey.look();
    assertThat(line(What.LOGINS).status()).isEqualTo(Status.DONE);
    assertThat(line(What.LOGINS).count()).isOne();
  }

  private Effect line(What what) {
    return journey.view.effects().stream().filter(it -> it.what() == what && it.about().equals("keycloak")).findFirst()
        .orElseThrow();
  }

  private KeycloakBrowser signedIn(String scope) {
    return realm.browser().open(scope).password(TestRealm.OLD).otp();
  }
}
