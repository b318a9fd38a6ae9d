package regain.keycloak;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.grants.DistantGrantContract;
import regain.kernel.PersonId;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnector.Answer;
import regain.privileged.port.GrantConnector.Found;
import regain.privileged.port.GrantConnector.Issued;
import regain.privileged.port.GrantConnector.Order;

/** The contract, against a real Keycloak. */
class KeycloakGroupsIT extends DistantGrantContract {
  private static final PersonId BIRTE = PersonId.of("11111111-2222-4333-8444-555555555555");

  private final TestRealm realm = Keycloak.running().realm(BIRTE.toString());
  private KeycloakGroups target;

  @BeforeEach
  void start() {
    assertThat(realm.admin("POST", "/groups", "{\"name\": \"crane-control\"}").statusCode()).isEqualTo(201);
    target = connected(Map.of());
  }

  private KeycloakGroups connected(Map<String, String> other) {
    return new KeycloakGroups("login", Set.of("crane-control"), true,
        realm.connected(new HashMap<>(other), "b.hansen"));
  }

  @Override
  protected KeycloakGroups by(int port) {
    return connected(Map.of("regain.keycloak.url", "http://127.0.0.1:" + port));
  }

  @Override
  protected List<Integer> together() {
    return List.of(1, 2);
  }

  @Override
  protected int port() {
    return URI.create(Keycloak.running().url()).getPort();
  }

  @Override
  protected byte[] huge() {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"access_token\": \"".getBytes(US_ASCII);
  }

  @AfterEach
  void stop() {
    target.close();
  }

  @Override
  protected GrantConnector target() {
    return target;
  }

  @Override
  protected String is() {
    return "crane-control";
  }

  @Override
  protected PersonId person() {
    return BIRTE;
  }

  @Override
  protected void silence() {
    target.close();
    target = connected(Map.of("regain.keycloak.url", "http://127.0.0.1:1"));
  }

  private String refreshToken() {
    KeycloakBrowser browser = realm.browser().open("openid").password(TestRealm.OLD);
    return browser.otp().refreshToken();
  }

  private String groups() {
    return realm.admin("GET", "/users/" + realm.user().path("id").asText() + "/groups", "").body();
  }

  @Test
  void its_holder_is_in_a_group_of_its_own_below_the_one_that_has_the_roles() {
    Order order = issued(Duration.ofHours(1));
    assertThat(groups()).contains("/crane-control/" + order.tag());

    assertThat(target.revoke(order.tag())).isEqualTo(new Answer.Done());
    assertThat(groups()).doesNotContain("jit-");
  }

  @Test
  void pam_20_what_was_given_before_does_not_come_back_with_what_is_given_anew() {
    Order order = issued(Duration.ofHours(1));
    String token = refreshToken();
    assertThat(realm.refreshes(token)).isTrue();
    target.revoke(order.tag());
    assertThat(realm.refreshes(token)).isFalse();

    target.issue(order(UUID.randomUUID(), Duration.ofHours(1)));
    assertThat(realm.refreshes(token)).isFalse();
  }

  @Test
  void pam_21_a_token_that_refreshes_while_it_is_taken_back_is_dead_afterwards() {
    Order order = issued(Duration.ofHours(1));
    String token = refreshToken();
    var over = new AtomicBoolean();
    CompletableFuture<Void> refreshing = CompletableFuture.runAsync(() -> {
      while (!over.get()) {
        realm.refreshes(token);
      }
    });
    target.killSessions(order.tag());
    target.revoke(order.tag());
    over.set(true);

    refreshing.join();
    assertThat(realm.refreshes(token)).isFalse();
  }

  private String madeUser(String name) {
    assertThat(realm.admin("POST", "/users", "{\"username\": \"" + name + "\"}").statusCode()).isEqualTo(201);
    return Keycloak.json(realm.admin("GET", "/users?exact=true&username=" + name, "").body()).get(0).path("id")
        .asText();
  }

  private void join(String user, String path) {
    String group = Keycloak.json(realm.admin("GET", "/group-by-path/" + path, "").body()).path("id").asText();
    assertThat(realm.admin("PUT", "/users/" + user + "/groups/" + group, "").statusCode()).isEqualTo(204);
  }

  @Test
  void pam_24_who_was_put_into_a_group_by_hand_is_seen() {
    Order order = issued(Duration.ofHours(1));
    String other = madeUser("m.koch");
    assertThat(target.inventory().known().orElseThrow()).extracting(Found::object, Found::single)
        .containsExactly(tuple(order.tag().text(), true));

    join(other, "crane-control");
    assertThat(target.inventory().known().orElseThrow()).extracting(Found::object, Found::single)
        .containsExactlyInAnyOrder(
            tuple(order.tag().text(), true), tuple(other + " in crane-control", false));

    join(other, "crane-control/" + order.tag());
    assertThat(target.inventory().known().orElseThrow()).extracting(Found::object, Found::single)
        .contains(tuple(order.tag().text(), false));
  }

  @Test
  void pam_11_what_has_no_group_with_its_roles_is_refused() {
    Order order = order(UUID.randomUUID(), Duration.ofHours(1));
    for (String sly : new String[]{"nowhere", "crane-control/..", "", "crane"}) {
      assertThat(target.issue(new Order(order.tag(), order.holder(), sly, order.until(), Map.of())))
          .as(sly)
          .isInstanceOf(Issued.Refused.class);
    }
    assertThat(target.inventory().known().orElseThrow()).isEmpty();
  }
}
