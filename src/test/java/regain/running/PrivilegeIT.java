package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.grants.Sshd;
import regain.privileged.port.GrantTag;

/** Privilege for a while, in Chromium, on a real directory, a real database and a real host. */
class PrivilegeIT {
  private static final String HOLDER = "b.stein";
  private static final String LEAD = "s.oezdemir";
  private static final String ANALYST = "r.engel";
  private static final String REVIEWER = "t.abebe";

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
    settings.put("regain.founders", String.join(",", HOLDER, LEAD, ANALYST, REVIEWER));
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

  /**
   * A certificate lets somebody in; a lock puts them out, and keeps them from asking until it is lifted. Returns the number of the grant.
   */
  private static String onTheHost(Browser holder, Browser lead, Browser analyst) throws IOException {
    ask(holder, "crane-host", "30", "A crane does not report.");
    holder.type("value-ssh-key", "ssh-rsa AAAA").press("Ask for it");
    assertThat(holder.text()).contains("does not look as policy wants it");
    holder.type("value-ssh-key", estate.host.publicKey()).press("Ask for it");
    agree(lead);
    Waiting.until(() -> Estate.when(holder.reload().text().contains("In force")));
    String certificate = Estate.certificate(holder.look("privilege-host"));
    holder.look("privilege-certificate");
    Process session = estate.session(certificate);

    holder.follow("I have it");
    analyst.go("/reviews/targets").press("Lock the person").look("targets-locked");
    assertThat(session.onExit()).succeedsWithin(Duration.ofMinutes(1));
    Waiting.until(() -> Estate.when(holder.reload().text().contains("The target was seen without it")));
    assertThat(estate.host.letsIn("user", certificate, Sshd.ACCOUNT)).isFalse();
    String number = holder.number();
    ask(holder, "crane-control", "1", "A crane stands still.");
    holder.press("Ask for it").look("privilege-locked");
    assertThat(holder.text()).contains("The security team has locked this");
    analyst.press("Lift it");
    assertThat(analyst.text()).contains("The lock is lifted");
    return number;
  }

  /** Somebody without a part in it sees what was done with a grant, and judges it; whoever agreed to it may not. */
  private static void reviewed(Browser reviewer, Browser analyst, String orders, String host) {
    Steps.founder(reviewer, server, REVIEWER);
    found(analyst, orders);
    assertThat(analyst.title()).isEqualTo("This case is not for you to review");

    found(reviewer, orders).look("privilege-review");
    assertThat(reviewer.title()).isEqualTo("Bo Stein");
    assertThat(reviewer.text()).contains(
        "Privilege was given for a while", "Asked for privilege: orders-support on orders",
        "Somebody agreed for the group it-leads", "Somebody agreed for the group security",
        "Everybody had agreed; the target orders was about to be asked", "Given on orders", "Its secret was shown",
        "It is being taken back: by the security team",
        "The target orders was seen without it; sessions ended: 1");
    reviewer.press("Take it");
    reviewer.choose("LEGITIMATE").write("because", "I was there when orders hung.").press("Read and sign");
    assertThat(reviewer.look("privilege-verdict").text())
        .contains(orders, "GRANT", "Bo Stein", "it was this person", "I was there when orders hung.");
    reviewer.press("Sign with passkey");
    assertThat(reviewer.text()).contains("Signed. The review is closed.");
    assertThat(found(reviewer, orders).text()).contains("Closed", "Verdicts so far", "Tigist Abebe");

    found(reviewer, host).look("privilege-review-host");
    assertThat(reviewer.text()).contains(
        "Asked for privilege: crane-host on cranes", "It is being taken back: its holder, or the target, was locked",
        "By the record of the target cranes, somebody was let in by it 1 times");
  }

  private static Browser found(Browser by, String number) {
    return by.go("/reviews").type("who", number).press("Find");
  }

  /** Nobody else is there to end what was given for a minute, and nobody is let in by it any more. */
  private static void whileRegainIsDown(Browser holder, Browser lead, Browser analyst) throws SQLException {
    ask(holder, "orders-support", "1", "Orders hang for the last time.");
    holder.type("value-incident", "INC-4713").press("Ask for it");
    final String orders = holder.path();
    ask(holder, "crane-host", "1", "A crane does not report.");
    holder.type("value-ssh-key", estate.host.publicKey()).press("Ask for it");
    final String host = holder.path();
    ask(holder, "crane-control", "1", "A crane stands still.");
    holder.press("Ask for it");
    agree(analyst);
    agree(lead);
    agree(lead);
    agree(lead);
    Waiting.until(() -> Estate.when(holder.go(orders).text().contains("In force")));
    Estate.Key key = Estate.key(holder);
    Waiting.until(() -> Estate.when(holder.go(host).text().contains("In force")));
    String certificate = Estate.certificate(holder);
    Waiting.until(() -> Estate.when(estate.memberships(HOLDER).size() == 1));

    try (Connection open = estate.connect(key)) {
      server.kill();
      assertThat(estate.letsIn(key)).isTrue();
      assertThat(estate.host.letsIn("user", certificate, Sshd.ACCOUNT)).isTrue();
      Waiting.until(() -> Estate.when(estate.memberships(HOLDER).isEmpty()));
      Waiting.until(() -> Estate.when(!estate.letsIn(key)));
      Waiting.until(() -> Estate.when(!estate.host.letsIn("user", certificate, Sshd.ACCOUNT)));
      assertThat(estate.has(key)).as("nobody has taken it back").isTrue();
      assertThat(Estate.principals(estate.host)).as("nobody has taken it back").contains(tag(host));
      assertThat(open.isValid(1)).as("who is in stays in as long as nobody is there to end it").isTrue();

      server.start();
      assertThat(Waiting.until(() -> Estate.ended(open))).isTrue();
    }
    Waiting.until(() -> Estate.when(holder.go("/account/privilege").text().contains("Nothing at the moment.")));
    assertThat(estate.has(key)).isFalse();
    assertThat(Estate.principals(estate.host)).doesNotContain(tag(host));
  }

  private static String tag(String path) {
    return new GrantTag(UUID.fromString(path.substring(path.lastIndexOf('/') + 1))).text();
  }

  @Test
  void it_is_asked_for_agreed_to_used_taken_back_by_hand_and_by_a_recovery_and_ends_while_regain_is_down()
      throws SQLException, IOException {
    try (Browser holder = browser("en");
        Browser lead = browser("en");
        Browser analyst = browser("en");
        Browser reviewer = browser("en")) {
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
      final String orders = holder.number();

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

      String host = onTheHost(holder, lead, analyst);
      reviewed(reviewer, analyst, orders, host);
      whileRegainIsDown(holder, lead, analyst);
      assertThat(reviewer.complaints()).isEmpty();
      assertThat(holder.complaints().stream().filter(it -> !it.contains("ERR_CONNECTION_REFUSED"))).isEmpty();
    }
  }
}
