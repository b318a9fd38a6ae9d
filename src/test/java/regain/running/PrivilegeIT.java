package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.grants.Sshd;

/** Privilege for a while, in Chromium, on a real directory, a real database and a real host. */
class PrivilegeIT {
  private static final String HOLDER = "b.stein";
  private static final String LEAD = "s.oezdemir";
  private static final String ANALYST = "r.engel";

  @TempDir private static Path folder;
  private static Estate estate;
  private static OwnServer server;

  @BeforeAll
  static void start() throws IOException {
    estate = new Estate(folder);
    var settings = new HashMap<>(estate.settings("", """
        "entitlements": [
          {"name": "crane-control", "target": "terminal", "is": "ou=cranes", "says": "Change the settings of the cranes",
           "asked-by": ["operators"], "approved-by": ["it-leads"], "longest": "PT1H"},
          {"name": "crane-host", "target": "cranes", "is": "crane", "says": "Work on the crane’s host",
           "asked-by": ["operators"], "approved-by": ["it-leads"], "longest": "PT1H",
           "prompts": [{"name": "ssh-key", "says": "The line of your .pub file"}]},
          {"name": "orders-support", "target": "orders", "is": "jit_orders", "says": "Read and mend orders",
           "asked-by": ["operators"], "approved-by": ["it-leads", "security"], "longest": "PT1H",
           "prompts": [{"name": "incident", "says": "Number of the incident", "shape": "INC-[0-9]{4}"}]}
        ]"""));
    settings.put("regain.founders", HOLDER + "," + LEAD + "," + ANALYST);
    server = new OwnServer(folder.resolve("server"), settings).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    estate.close();
  }

  private static Browser browser(String language) {
    return new Browser(server.origin(), language);
  }

  private static void ask(Browser holder, String entitlement, String minutes, String because) {
    holder.go("/account/privilege/ask/" + entitlement).type("minutes", minutes).type("because", because);
  }

  private static void agree(Browser by) {
    by.go("/account/privilege").follow("Read and answer").press("Sign with passkey");
  }

  /** A certificate lets somebody in; a lock puts them out, and keeps them from asking until it is lifted. */
  private static void onTheHost(Browser holder, Browser lead, Browser analyst) throws IOException {
    ask(holder, "crane-host", "30", "A crane does not report.");
    holder.type("value-ssh-key", "ssh-rsa AAAA").press("Ask for it");
    assertThat(holder.text()).contains("does not look as policy wants it");
    holder.type("value-ssh-key", estate.host.publicKey()).press("Ask for it");
    agree(lead);
    Waiting.until(() -> Estate.when(holder.reload().text().contains("In force")));
    String certificate = Estate.certificate(holder.look("privilege-host"));
    Process session = estate.session(certificate);

    holder.follow("I have it");
    analyst.go("/reviews/targets").press("Lock the person").look("targets-locked");
    assertThat(session.onExit()).succeedsWithin(Duration.ofMinutes(1));
    Waiting.until(() -> Estate.when(holder.reload().text().contains("The target was seen without it")));
    assertThat(estate.host.letsIn("user", certificate, Sshd.ACCOUNT)).isFalse();
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

      Waiting.until(() -> Estate.when(holder.reload().text().contains("In force")));
      holder.look("privilege-live");
      try (Connection connection = estate.use(holder)) {
        assertThat(connection.isValid(1)).isTrue();
        holder.follow("I have it");
        assertThat(holder.text()).contains("It was shown");

        analyst.go("/reviews/targets").look("targets").press("Take it back").look("targets-taken");
        assertThat(Waiting.until(() -> Estate.ended(connection))).isTrue();
        Waiting.until(() -> Estate.when(holder.reload().text().contains("The target was seen without it")));
        holder.look("privilege-over");
      }

      ask(holder, "orders-support", "30", "Orders hang again.");
      holder.type("value-incident", "INC-4712").press("Ask for it");
      agree(lead);
      agree(analyst);
      Waiting.until(() -> Estate.when(holder.reload().text().contains("In force")));
      try (Connection connection = estate.use(holder)) {
        holder.go("/").type("name", HOLDER).press("Continue").press("Use a passkey");
        holder.type("password", "three herons over the quay").press("Save password");
        assertThat(holder.title()).isEqualTo("You have your account back");
        assertThat(Waiting.until(() -> Estate.ended(connection))).isTrue();
      }
      holder.go("/sign-in").press("Sign in with a passkey");

      onTheHost(holder, lead, analyst);

      ask(holder, "crane-control", "1", "A crane stands still.");
      holder.press("Ask for it");
      agree(lead);
      Waiting.until(() -> Estate.when(estate.memberships(HOLDER).size() == 1));
      server.kill();
      Waiting.until(() -> Estate.when(estate.memberships(HOLDER).isEmpty()));
      server.start();
      Waiting.until(() -> Estate.when(holder.go("/account/privilege").text().contains("What you had")));
      assertThat(holder.complaints().stream().filter(it -> !it.contains("ERR_CONNECTION_REFUSED"))).isEmpty();
    }
  }
}
