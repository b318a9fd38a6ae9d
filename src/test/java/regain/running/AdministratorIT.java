package regain.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.demo.DemoPeople;
import regain.grants.Sshd;
import regain.keycloak.Keycloak;
import regain.keycloak.KeycloakBrowser;
import regain.keycloak.TestRealm;

/**
 * Somebody with privileged rights comes back, in Chromium, while they have something open on a real host, in a real database, in a real
 * directory and at a real identity provider.
 */
class AdministratorIT {
  private static final String NAME = "b.hansen";
  private static final String SUPERVISOR = "h.brandt";
  private static final String OWNER = "v.hartmann";
  private static final String ANALYST = "r.engel";
  private static final String REVIEWER = "t.abebe";
  private static final String NEW = "three herons over the quay";

  @TempDir private static Path folder;
  private static Estate estate;
  private static TestRealm realm;
  private static OwnServer server;
  /** The one that is stopped. */
  private static Sshd quay;

  @BeforeAll
  static void start() throws IOException {
    realm = Keycloak.running().realm(DemoPeople.read().person(NAME).id().toString());
    assertThat(realm.admin("POST", "/groups", "{\"name\": \"crane-control\"}").statusCode()).isEqualTo(201);
    estate = new Estate(folder);
    quay = new Sshd(Files.createDirectories(folder.resolve("quay")));
    String more = ",\n{\"name\": \"login\", \"kind\": \"keycloak\"},\n" + Estate.line("quay", quay);
    var settings = new HashMap<>(estate.settings(more, """
        "entitlements": [
          {"name": "crane-control", "target": "terminal", "is": "ou=cranes", "says": "Change the settings of the cranes",
           "asked-by": ["operators"], "approved-by": ["owners"], "longest": "PT8H", "reviewed": false},
          {"name": "crane-portal", "target": "login", "is": "crane-control", "says": "See the cranes in the portal",
           "asked-by": ["operators"], "approved-by": ["owners"], "longest": "PT8H", "reviewed": false},
          {"name": "crane-host", "target": "cranes", "is": "crane", "says": "Work on the crane’s host",
           "asked-by": ["operators"], "approved-by": ["owners"], "longest": "PT8H", "reviewed": false,
           "prompts": [{"name": "ssh-key", "says": "The line of your .pub file"}]},
          {"name": "quay-host", "target": "quay", "is": "crane", "says": "Work on the quay’s host",
           "asked-by": ["operators"], "approved-by": ["owners"], "longest": "PT8H", "reviewed": false,
           "prompts": [{"name": "ssh-key", "says": "The line of your .pub file"}]},
          {"name": "orders-support", "target": "orders", "is": "jit_orders", "says": "Read and mend orders",
           "asked-by": ["operators"], "approved-by": ["owners"], "longest": "PT8H", "reviewed": false}
        ],
        "recovery": {"says": "Recovery of an administrator", "approved-by": ["owners", "security"]},
        "shared": [
          {"name": "shop", "target": "orders", "is": "shop", "says": "Password of the shop", "overlap": "PT0S"},
          {"name": "press", "target": "cranes", "is": "press", "says": "Key of the label press"}
        ]"""));
    settings.putAll(realm.settings());
    settings.put("regain.directory.population.privileged", "(|(employeeType=administrator)(uid=" + NAME + "))");
    settings.put("regain.directory.groups", "operators,owners,security");
    settings.put("regain.directory.group.operators", "(|(uid=" + NAME + ")(uid=" + REVIEWER + "))");
    settings.put("regain.directory.group.owners", "(uid=" + OWNER + ")");
    settings.put("regain.directory.group.security", "(employeeType=security)");
    settings.put("regain.founders", String.join(",", NAME, SUPERVISOR, OWNER, ANALYST, REVIEWER));
    server = new OwnServer(folder.resolve("server"), settings).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    quay.close();
    estate.close();
  }

  private static Browser browser() {
    return new Browser(server.origin(), "en");
  }

  private static void change(String statement) {
    estate.postgres.change("regain", statement);
  }

  private static void hourLater() {
    change(
        "update case_evidence set proven_at = proven_at - interval '1' hour, fresh_until = fresh_until - interval '1' hour");
    change("update attestation set signed_at = signed_at - interval '1' hour where signed_at is not null");
  }

  /** What could not be taken back is tried now and not later. */
  private static void again() {
    change(
        "update duty set due_at = now() where kind = 'REVOKE_GRANT' and done_at is null"
            + " and duty_key not like '%at-its-time'");
  }

  private static void given(Browser administrator, Browser owner, String entitlement) {
    ask(administrator, entitlement);
    agree(owner);
    Waiting.until(() -> Estate.when(administrator.reload().text().contains("In force")));
  }

  private static void ask(Browser administrator, String entitlement) {
    administrator.go("/account/privilege/ask/" + entitlement).type("minutes", "480").type("because", "A crane hangs.");
    Optional.ofNullable(Map.of("crane-host", estate.host, "quay-host", quay).get(entitlement))
        .ifPresent(it -> administrator.type("value-ssh-key", it.publicKey()));
    administrator.press("Ask for it");
  }

  private static void agree(Browser by) {
    by.go("/account/privilege").follow("Read and answer").press("Sign with passkey");
  }

  /** To the page on which the new password is chosen. Returns the number of the case. */
  private static String comeBack(Browser administrator, Browser supervisor, Browser owner, Browser analyst) {
    administrator.go("/").type("name", NAME).press("Continue").press("Use a passkey").look("administrator-vouch");
    String number = administrator.number();
    supervisor.go("/attest").type("number", number).press("Continue").look("administrator-attest");
    supervisor.choose("IN_PERSON").press("Continue").press("Sign with passkey");
    administrator.press("They have confirmed me").look("administrator-waiting");
    assertThat(administrator.text()).contains("Others have to agree to this", "owners", "Nobody has answered yet");
    owner.go("/account/privilege").follow("Read and answer").look("administrator-agree");
    assertThat(owner.text()).contains("Recovery of an administrator", number, "A new password; a passkey");
    owner.press("Sign with passkey").look("administrator-agreed");
    hourLater();
    administrator.press("Look again now").look("administrator-agreeing");
    assertThat(administrator.title()).contains("Others have to agree");
    agree(analyst);
    assertThat(analyst.text()).contains("It was the last one");
    administrator.press("Look again now").press("Use a passkey");
    assertThat(administrator.title()).contains("Choose a new password");
    return number;
  }

  @Test
  void what_an_administrator_has_open_everywhere_ends_and_a_target_that_is_down_keeps_them_locked_until_it_is_back()
      throws IOException, SQLException {
    try (Browser administrator = browser();
        Browser supervisor = browser();
        Browser owner = browser();
        Browser analyst = browser();
        Browser reviewer = browser()) {
      Steps.founder(supervisor, server, SUPERVISOR);
      Steps.founder(owner, server, OWNER);
      Steps.founder(analyst, server, ANALYST);
      Steps.founder(reviewer, server, REVIEWER);
      Steps.founder(administrator, server, NAME);

      given(administrator, owner, "crane-host");
      final String certificate = Estate.certificate(administrator);
      final Process session = estate.session(certificate);
      given(administrator, owner, "quay-host");
      final String ofTheQuay = Estate.certificate(administrator);
      assertThat(quay.letsIn("user", ofTheQuay, Sshd.ACCOUNT)).isTrue();
      given(administrator, owner, "crane-control");
      given(administrator, owner, "crane-portal");
      given(administrator, owner, "orders-support");
      KeycloakBrowser portal = realm.browser().open("openid").password(TestRealm.OLD).otp();
      List<String> tokens = List.of(
          portal.refreshToken(),
          realm.browser().open("openid+offline_access").password(TestRealm.OLD).otp().refreshToken());
      assertThat(tokens).allMatch(realm::refreshes);
      assertThat(estate.memberships(NAME)).hasSize(1);

      String number;
      Connection shop = estate.asEverybodyKnows();
      try (Connection connection = estate.use(administrator)) {
        number = comeBack(administrator, supervisor, owner, analyst);
        quay.stop();
        administrator.type("password", NEW).press("Save password").look("administrator-held");
        assertThat(administrator.text())
            .contains("has not confirmed", "How far it is", "Not yet seen to be gone: Work on the quay’s host, quay");
        assertThat(Waiting.until(() -> Estate.ended(connection))).isTrue();
        assertThat(session.onExit()).succeedsWithin(Duration.ofMinutes(1));
        assertThat(estate.host.letsIn("user", certificate, Sshd.ACCOUNT)).isFalse();
        assertThat(estate.memberships(NAME)).isEmpty();
        assertThat(tokens).noneMatch(realm::refreshes);
        assertThat(portal.open("openid").asksForPassword()).isTrue();
        analyst.go("/reviews/targets").look("administrator-locked");
        assertThat(analyst.text()).contains("Birte Hansen", "Recovery RG-", "Ends by itself");
      }
      Waiting.until(() -> {
        again();
        return Estate.when(administrator.reload().text().contains("could not be taken back yet"));
      });
      assertThat(administrator.look("administrator-stuck").text()).contains("Work on the quay’s host, quay");
      analyst.go("/reviews/targets").look("administrator-stuck-target");
      assertThat(analyst.text()).contains(
          "Could not be taken back", "Work on the quay’s host (RG-", "the host did not do it", "Recovery RG-",
          "Ends by itself");

      assertThat(Estate.principals(quay)).as("it comes back as it went").contains("jit-");
      quay.start();
      again();
      Waiting.until(
          () -> Estate.when(administrator.reload().text().contains("Seen to be gone: Work on the quay’s host, quay")));
      assertThat(quay.letsIn("user", ofTheQuay, Sshd.ACCOUNT)).isFalse();
      administrator.type("password", NEW).press("Save password").look("administrator-receipt");
      assertThat(administrator.title()).isEqualTo("You have your account back");
      assertThat(administrator.text()).contains("What is ordinary comes back when all of this is done");
      administrator.go("/sign-in").press("Sign in with a passkey").look("administrator-quarantined");
      assertThat(administrator.text()).contains("Your account is being recovered");

      // Half-finished logins at Keycloak run out.
      Waiting.until(() -> {
        change(
            "update duty set due_at = now() where kind in ('REVOKE_SESSIONS', 'STANDARD_ACCESS', 'ROTATE_SECRET')"
                + " and done_at is null");
        return Estate.when(administrator.go("/recovery").text().contains("What is ordinary is yours again"));
      });
      assertThat(administrator.text()).contains("What you could know is renewed, or with the security team");
      assertThat(Estate.ended(shop)).as("what many knew opens nothing").contains(true);
      assertThatThrownBy(() -> estate.asEverybodyKnows()).isInstanceOf(SQLException.class);
      try (Connection now = estate.asTheFileSays()) {
        assertThat(now.isValid(1)).isTrue();
      }
      analyst.go("/reviews/targets").follow("Secrets that have to be renewed").look("administrator-secrets");
      assertThat(analyst.text()).contains("Key of the label press", "By hand").doesNotContain("Password of the shop");
      analyst.press("I have renewed it");
      assertThat(analyst.text()).contains("on record", "Nothing that somebody could know");

      administrator.go("/sign-in").press("Sign in with a passkey");
      assertThat(administrator.path()).isEqualTo("/account");
      ask(administrator, "crane-control");
      assertThat(administrator.look("administrator-no-privilege").text()).contains("locked");

      reviewer.go("/reviews").type("who", number).press("Find").look("administrator-review");
      assertThat(reviewer.text()).contains(
          "Somebody with privileged rights came back", "The secret shop of the target orders was renewed",
          "The target cranes cannot renew the secret press by itself");

      given(reviewer, owner, "crane-control");
      analyst.go("/reviews/targets").press("Lock the person");
      assertThat(reviewer.go("/reviews").title()).isEqualTo("There is no such page");
      assertThat(reviewer.go("/account").path()).as("what is ordinary stays").isEqualTo("/account");

      assertThat(administrator.complaints()).isEmpty();
      assertThat(owner.complaints()).isEmpty();
    }
  }
}
