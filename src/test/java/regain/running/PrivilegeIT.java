package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.demo.DemoTree;
import regain.directory.Slapd;
import regain.grants.Sshd;
import regain.house.Postgres;

/** Privilege for a while, in Chromium, on a real directory, a real database and a real host. */
class PrivilegeIT {
  private static final String HOLDER = "b.stein";
  private static final String LEAD = "s.oezdemir";
  private static final String ANALYST = "r.engel";
  private static final String ROLE_PASSWORD = "of the grants";

  @TempDir private static Path folder;
  private static Slapd slapd;
  private static Postgres postgres;
  private static Sshd host;
  private static OwnServer server;

  @BeforeAll
  static void start() throws IOException {
    slapd = Slapd.start(folder.resolve("slapd"));
    postgres = Postgres.start();
    host = new Sshd(Files.createDirectories(folder.resolve("host")));
    postgres.create("regain");
    postgres.create("orders");
    postgres.change("orders", "create table orders (id int)");
    postgres.change("orders", "create role jit_orders nologin");
    postgres.change("orders", "grant select on orders to jit_orders");
    postgres.change("orders", "create role regain_grants login createrole password '" + ROLE_PASSWORD + "'");
    postgres.change("orders", "grant pg_signal_backend to regain_grants");
    var settings = new HashMap<>(slapd.settings());
    settings.put("DB_URL", postgres.url("regain"));
    settings.put("DB_USER", Postgres.USER);
    settings.put("DB_PASSWORD", Postgres.PASSWORD);
    settings.put("regain.founders", HOLDER + "," + LEAD + "," + ANALYST);
    settings.put("regain.privileged.file", privileges().toString());
    server = new OwnServer(folder.resolve("server"), settings).start();
  }

  private static Path privileges() throws IOException {
    Path ofDatabase = Files.writeString(folder.resolve("grants-database"), ROLE_PASSWORD);
    String file = """
        {
          "targets": [
            {"name": "terminal", "kind": "directory", "user": "%s", "password-file": "%s", "base": "%s"},
            {"name": "cranes", "kind": "openssh", "host": "127.0.0.1", "port": %d, "user": "root", "key-file": "%s",
             "known-hosts": "%s", "ca-file": "%s"},
            {"name": "orders", "kind": "postgresql", "user": "regain_grants", "password-file": "%s", "url": "%s"}
          ],
          "entitlements": [
            {"name": "crane-control", "target": "terminal", "is": "ou=cranes", "says": "Change the settings of the cranes",
             "asked-by": ["operators"], "approved-by": ["it-leads"], "longest": "PT1H"},
            {"name": "crane-host", "target": "cranes", "is": "crane", "says": "Work on the crane’s host",
             "asked-by": ["operators"], "approved-by": ["it-leads"], "longest": "PT1H",
             "prompts": [{"name": "ssh-key", "says": "The line of your .pub file"}]},
            {"name": "orders-support", "target": "orders", "is": "jit_orders", "says": "Read and mend orders",
             "asked-by": ["operators"], "approved-by": ["it-leads", "security"], "longest": "PT1H",
             "prompts": [{"name": "incident", "says": "Number of the incident", "shape": "INC-[0-9]{4}"}]}
          ]
        }
        """
        .formatted(
            DemoTree.GRANTS_SERVICE, slapd.folder().resolve("service-password"), DemoTree.GRANTS, host.port,
            host.file("regain"), host.file("known"), host.file("ca"), ofDatabase,
            postgres.url("orders"));
    return Files.writeString(folder.resolve("privileges.json"), file);
  }

  @AfterAll
  static void stop() {
    server.close();
    host.close();
    postgres.close();
    slapd.close();
  }

  private static Browser browser(String language) {
    return new Browser(server.origin(), language);
  }

  private static List<String> memberships() {
    try {
      String[] groups = slapd.administrator()
          .searchForEntry(DemoTree.BASE, SearchScope.SUB, "(uid=" + HOLDER + ")", "memberOf")
          .getAttributeValues("memberOf");
      return groups == null ? List.of() : List.of(groups);
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  private static Optional<Boolean> when(boolean so) {
    return Optional.of(so).filter(it -> it);
  }

  private static Optional<Boolean> ended(Connection connection) {
    try {
      return when(!connection.isValid(1));
    } catch (SQLException broken) {
      throw new AssertionError(broken);
    }
  }

  private static void ask(Browser holder, String entitlement, String minutes, String because) {
    holder.go("/account/privilege/ask/" + entitlement).type("minutes", minutes).type("because", because);
  }

  private static void agree(Browser by) {
    by.go("/account/privilege").follow("Read and answer").press("Sign with passkey");
  }

  private static Connection use(Browser holder) throws SQLException {
    holder.press("Show it once").look("privilege-key");
    List<String> shown = List.of(holder.shown("dl.facts").split("\\R"));
    String name = shown.get(shown.indexOf("Sign in there as") + 1);
    String secret = shown.get(shown.indexOf("With this password") + 1);
    return DriverManager.getConnection(postgres.url("orders"), name, secret);
  }

  /** A certificate lets somebody in; a lock puts them out, and keeps them from asking until it is lifted. */
  private static void onTheHost(Browser holder, Browser lead, Browser analyst) throws IOException {
    ask(holder, "crane-host", "30", "A crane does not report.");
    holder.type("value-ssh-key", "ssh-rsa AAAA").press("Ask for it");
    assertThat(holder.text()).contains("does not look as policy wants it");
    holder.type("value-ssh-key", host.publicKey()).press("Ask for it");
    agree(lead);
    Waiting.until(() -> when(holder.reload().text().contains("In force")));
    holder.look("privilege-host").press("Take a certificate").look("privilege-certificate");
    List<String> shown = List.of(holder.shown("dl.facts").split("\\R"));
    String certificate = shown.get(shown.indexOf("The one line of the file") + 1);
    Process session = new ProcessBuilder(
        host.ssh("user", certificate, Sshd.ACCOUNT, "echo in; exec sleep 600")).start();
    assertThat(session.inputReader().readLine()).isEqualTo("in");

    holder.follow("I have it");
    analyst.go("/reviews/targets").press("Lock the person").look("targets-locked");
    assertThat(session.onExit()).succeedsWithin(Duration.ofMinutes(1));
    Waiting.until(() -> when(holder.reload().text().contains("The target was seen without it")));
    assertThat(host.letsIn("user", certificate, Sshd.ACCOUNT)).isFalse();
    ask(holder, "crane-control", "1", "A crane stands still.");
    holder.press("Ask for it").look("privilege-locked");
    assertThat(holder.text()).contains("The security team has locked this");
    analyst.press("Lift it");
    assertThat(analyst.text()).contains("The lock is lifted");
  }

  @Test
  void it_is_asked_for_agreed_to_used_taken_back_by_hand_and_by_a_recovery_and_ends_while_regain_is_down()
      throws SQLException, IOException {
    try (Browser holder = browser("en"); Browser lead = browser("en"); Browser analyst = browser("en")) {
      Steps.founder(lead, server, LEAD);
      Steps.founder(analyst, server, ANALYST);
      Steps.founder(holder, server, HOLDER).follow("Privilege").look("privilege-none");

      ask(holder, "orders-support", "30", "Orders hang.");
      holder.type("value-incident", "4711").look("privilege-ask").press("Ask for it").look("privilege-mend");
      assertThat(holder.text()).contains("does not look as policy wants it");
      holder.type("value-incident", "INC-4711").press("Ask for it").look("privilege-asked");
      assertThat(holder.text()).contains("those who have a say are told", "it-leads, security");
      assertThat(Waiting.until(() -> lead.letter(LEAD + "@nordhafen.example", "Berechtigung")))
          .contains("Read and mend");

      lead.go("/account/privilege").look("privilege-waits").follow("Read and answer").look("privilege-agree");
      assertThat(lead.text()).contains("Bo Stein", "Orders hang.", "INC-4711");
      lead.press("Sign with passkey").look("privilege-agreed");
      assertThat(lead.text()).contains("Others have to agree, too");
      agree(analyst);
      assertThat(analyst.text()).contains("It was the last one");

      Waiting.until(() -> when(holder.reload().text().contains("In force")));
      holder.look("privilege-live");
      try (Connection connection = use(holder)) {
        assertThat(connection.isValid(1)).isTrue();
        holder.follow("I have it");
        assertThat(holder.text()).contains("It was shown");

        analyst.go("/reviews/targets").look("targets").press("Take it back").look("targets-taken");
        assertThat(Waiting.until(() -> ended(connection))).isTrue();
        Waiting.until(() -> when(holder.reload().text().contains("The target was seen without it")));
        holder.look("privilege-over");
      }

      ask(holder, "orders-support", "30", "Orders hang again.");
      holder.type("value-incident", "INC-4712").press("Ask for it");
      agree(lead);
      agree(analyst);
      Waiting.until(() -> when(holder.reload().text().contains("In force")));
      try (Connection connection = use(holder)) {
        holder.go("/").type("name", HOLDER).press("Continue").press("Use a passkey");
        holder.type("password", "three herons over the quay").press("Save password");
        assertThat(holder.title()).isEqualTo("You have your account back");
        assertThat(Waiting.until(() -> ended(connection))).isTrue();
      }
      holder.go("/sign-in").press("Sign in with a passkey");

      onTheHost(holder, lead, analyst);

      ask(holder, "crane-control", "1", "A crane stands still.");
      holder.press("Ask for it");
      agree(lead);
      Waiting.until(() -> when(memberships().size() == 1));
      server.kill();
      Waiting.until(() -> when(memberships().isEmpty()));
      server.start();
      Waiting.until(() -> when(holder.go("/account/privilege").text().contains("What you had")));
      assertThat(holder.complaints().stream().filter(it -> !it.contains("ERR_CONNECTION_REFUSED"))).isEmpty();
    }
  }
}
