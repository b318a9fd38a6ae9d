package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static regain.recovery.State.COMPLETED;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import regain.duties.Duties;
import regain.house.Line.State;
import regain.kernel.Transactions;
import regain.keycloak.Keycloak;
import regain.keycloak.KeycloakBrowser;
import regain.keycloak.TestRealm;
import regain.policy.Purpose;
import regain.recovery.CaseView.Effect;
import regain.recovery.CaseView.Status;
import regain.recovery.CaseView.What;

/** Somebody recovers here, and what they had open at a real Keycloak is dead there. */
@Isolated("it measures time")
class KeycloakIT {
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String NEW = "three herons over the quay";
  private static final String MAILBOX = "birte.hansen@posteo.example";
  /** Of the demo's directory. */
  private static final String BIRTE;
  /** Of an answer that does not end. */
  private static final String ANSWER_BEGINS = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"access_token\":\"";

  static {
    try (var house = new TestHouse()) {
      BIRTE = house.person("b.hansen").toString();
    }
  }

  private final TestRealm realm = Keycloak.running().realm(BIRTE);
  private TestHouse house;
  private SoftPasskey passkey;
  private Journey journey;

  private void build(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(realm.settings());
    settings.putAll(more);
    house = new TestHouse(1, settings);
    passkey = Journey.enrol(house, "b.hansen", OLD, MAILBOX);
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
    build(Map.of());
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

  @Test
  void after_a_lost_passkey_all_four_are_dead_and_the_person_alone_gets_a_new_second_factor() {
    build(Map.of());
    List<String> tokens = List.of(
        signedIn("openid").refreshToken(), signedIn("openid").refreshToken(),
        signedIn("openid+offline_access").refreshToken());
    KeycloakBrowser waiting = realm.browser().open("openid").password(TestRealm.OLD);
    String code = SignedIn.with(house, passkey).codes().getFirst();

    journey = Journey.open(house, Purpose.RECOVERY, "b.hansen").saved(code).send(0).code(MAILBOX)
        .bind(new SoftPasskey(77));

    assertThat(journey.view.state()).isEqualTo(COMPLETED);
    assertThat(line(What.FACTORS).status()).isEqualTo(Status.DONE);
    assertThat(line(What.FACTORS).count()).isOne();
    assertThat(tokens).noneMatch(realm::refreshes);
    assertThat(waiting.otp().isIn()).isFalse();
    assertThat(waiting.reload().isIn()).isFalse();

    String key = house.recovery().drawFactor(journey.ticket).orElseThrow().key().open(String::new);
    assertThat(waiting.reload().otp().isIn()).isFalse();
    assertThat(realm.browser().open("openid").password(TestRealm.OLD).otp(key).isIn()).isTrue();
  }

  @Test
  void a_password_that_keycloak_holds_is_set_there_too() {
    build(Map.of("regain.keycloak.password", "true"));

    journey.set(NEW);

    assertThat(line(What.PASSWORD).status()).isEqualTo(Status.DONE);
    assertThat(house.binds("b.hansen", NEW)).isTrue();
    assertThat(realm.browser().open("openid").password(NEW).asksForOtp()).isTrue();
    assertThat(realm.browser().open("openid").password(TestRealm.OLD).asksForPassword()).isTrue();
  }

  /** What the security role sees on /reviews, and what regain_duties_stuck counts. */
  @Test
  void a_keycloak_that_does_not_answer_is_not_confirmed_tried_again_and_counts_as_stuck() {
    build(Map.of("regain.keycloak.url", "http://127.0.0.1:1"));

    journey.set(NEW);
    assertThat(journey.view.state()).isEqualTo(COMPLETED);
    assertThat(line(What.SESSIONS).status()).isEqualTo(Status.NOT_CONFIRMED);
    for (int tries = 0; tries < Duties.STUCK_AFTER; tries++) {
      house.clock.pass(Duration.ofMinutes(6));
      house.work();
    }

    assertThat(house.part(Transactions.class).begin(house.part(Duties.class)::stuck))
        .extracting(it -> it.duty().kind()).contains("REVOKE_SESSIONS");
    journey.look();
    assertThat(line(What.SESSIONS).status()).isEqualTo(Status.NOT_CONFIRMED);
  }

  /** What the receipt says of it is so, and in the end it is done. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GOOD")
  void a_keycloak_behind_a_bad_line_holds_nobody_up_and_what_it_owes_is_done_when_the_line_is_good_again(State state) {
    URI real = URI.create(realm.settings().getOrDefault("regain.keycloak.url", ""));
    try (var line = new Line(real.getPort(), ANSWER_BEGINS.getBytes(StandardCharsets.US_ASCII))) {
      build(
          Map.of(
              "regain.keycloak.url", "http://127.0.0.1:" + line.port,
              "regain.keycloak.connect-timeout", "PT1S",
              "regain.keycloak.answer-timeout", "PT1S",
              "regain.keycloak.timeout", "PT3S"));
      String token = signedIn("openid").refreshToken();

      line.becomes(state);
      long began = System.nanoTime();
      journey.set(NEW);

      assertThat(Duration.ofNanos(System.nanoTime() - began)).as("before and after the password, each in its time")
          .isLessThan(Duration.ofSeconds(12));
      assertThat(journey.view.state()).isEqualTo(COMPLETED);
      assertThat(house.binds("b.hansen", NEW)).isTrue();
      assertThat(line(What.SESSIONS).status()).isIn(
          state == State.SLOW ? List.of(Status.DONE, Status.NOT_CONFIRMED) : List.of(Status.NOT_CONFIRMED));

      line.becomes(State.GOOD);
      house.clock.pass(Duration.ofMinutes(6));
      house.work();
      journey.look();
      assertThat(line(What.SESSIONS).status()).isEqualTo(Status.DONE);
      assertThat(realm.refreshes(token)).isFalse();
    }
  }

  private Effect line(What what) {
    return journey.view.effects().stream().filter(it -> it.what() == what && it.about().equals("keycloak")).findFirst()
        .orElseThrow();
  }

  private KeycloakBrowser signedIn(String scope) {
    return realm.browser().open(scope).password(TestRealm.OLD).otp();
  }
}
