package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPInterface;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.assurance.Requirement;
import regain.demo.DemoDirectory;

/** Journeys of people in Chromium, on a server that runs and a directory that the test can change meanwhile. */
class JourneysIT {
  private static final String NEW = "three herons over the quay";

  @TempDir private static Path folder;
  private static DemoDirectory directory;
  private static Storage.Open storage;
  private static OwnServer server;

  @BeforeAll
  static void start() {
    directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
    storage = Storage.begin(Storage.H2);
    var settings = new HashMap<>(directory.settings());
    settings.putAll(storage.settings());
    server = new OwnServer(folder.resolve("server"), settings).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    storage.close();
    directory.close();
  }

  private static Browser browser() {
    return new Browser(server.origin(), "en");
  }

  @Test
  @Requirement("R-63B-2.2.2-a")
  void an_employee_sets_up_a_passkey_and_gets_the_account_back_with_it() {
    try (Browser browser = browser()) {
      browser.go("/enroll").look("enroll").type("name", "b.hansen").press("Continue").look("enroll-prove");
      browser.type("password", Steps.password("b.hansen")).press("Check password").look("enroll-code");
      browser.press("Send code").look("enroll-code-sent");
      Steps.code(browser, "b.hansen").look("enroll-passkey").press("Make the passkey").look("enroll-receipt");
      assertThat(browser.title()).isEqualTo("Your passkey is set up");

      browser.go("/").look("start").type("name", "b.hansen").press("Continue").look("prove");
      browser.press("Use a passkey").look("prove-more").press("Send code").look("prove-code");
      Steps.code(browser, "b.hansen").look("new-password");
      browser.type("password", "passwordpassword").press("Save password").look("new-password-refused");
      assertThat(browser.text()).contains("easy to guess");
      browser.type("password", NEW).press("Save password").look("receipt");

      assertThat(browser.title()).isEqualTo("You have your account back");
      assertThat(Binds.with(directory, "b.hansen", NEW)).isTrue();
      assertThat(Binds.with(directory, "b.hansen", Steps.password("b.hansen"))).isFalse();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void the_same_in_german() {
    try (Browser browser = new Browser(server.origin(), "de")) {
      browser.go("/enroll").look("de-enroll").type("name", "g.jansen").press("Weiter").look("de-enroll-prove");
      browser.type("password", Steps.password("g.jansen")).press("Passwort prüfen").press("Code schicken");
      browser.look("de-enroll-code").type("code", Steps.newestCode(browser, "g.jansen")).press("Code prüfen");
      browser.look("de-enroll-passkey").press("Passkey anlegen").look("de-enroll-receipt");

      browser.go("/").look("de-start").type("name", "g.jansen").press("Weiter").look("de-prove");
      browser.press("Passkey benutzen").press("Code schicken");
      browser.type("code", Steps.newestCode(browser, "g.jansen")).press("Code prüfen").look("de-new-password");
      browser.type("password", "drei Reiher über dem Kai").press("Passwort speichern").look("de-receipt");

      assertThat(browser.title()).isEqualTo("Sie haben Ihr Konto zurück");
      assertThat(Binds.with(directory, "g.jansen", "drei Reiher über dem Kai")).isTrue();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  @Requirement("R-63B-4.6-c")
  void somebody_who_says_that_it_was_not_them_stops_the_case() {
    try (Browser owner = browser();
        Browser attacker = browser()) {
      Steps.enrol(owner, "h.sommer");
      attacker.go("/").type("name", "h.sommer").press("Continue");
      String link = Steps.link(owner, "h.sommer", attacker.number());

      owner.go(link).look("not-me").press("That was not me").look("not-me-stopped");
      assertThat(owner.title()).startsWith("Stopped");
      attacker.go("/recovery").look("cancelled");
      assertThat(attacker.text()).contains("cancelled");
    }
  }

  @Test
  @Requirement("R-53-AC-2(3)(13)")
  void a_contract_that_ended_meanwhile_is_refused_with_the_next_step() {
    try (Browser browser = browser()) {
      Steps.enrol(browser, "l.rossi");
      change("l.rossi", new Modification(ModificationType.REPLACE, "schacExpiryDate", "20200101000000Z"));
      browser.go("/").type("name", "l.rossi").press("Continue").press("Use a passkey").look("denied-contract");

      assertThat(browser.text()).contains("contract for this account has ended");
    }
  }

  @Test
  @Requirement("R-53-AC-2(3)(13)")
  void a_locked_account_is_refused_and_the_lock_stays() {
    try (Browser browser = browser()) {
      Steps.enrol(browser, "e.santos");
      Steps.prove(browser, "e.santos");
      change("e.santos", new Modification(ModificationType.REPLACE, "pwdAccountLockedTime", "000001010000Z"));
      browser.type("password", NEW).press("Save password").look("denied-locked");

      assertThat(browser.text()).contains("locked by an administrator");
      assertThat(value("e.santos", "pwdAccountLockedTime")).isEqualTo("000001010000Z");
    }
  }

  @Test
  void a_password_from_before_is_refused_and_another_is_taken_after_a_fresh_proof() {
    try (Browser browser = browser()) {
      Steps.enrol(browser, "b.stein");
      Steps.prove(browser, "b.stein").type("password", NEW).press("Save password");
      Steps.prove(browser, "b.stein").type("password", NEW).press("Save password").look("prove-after-history");

      assertThat(browser.text()).contains("have not used before");
    }
  }

  @Test
  void a_directory_that_wants_passwords_to_grow_old_is_obeyed() {
    try (Browser browser = browser()) {
      Steps.enrol(browser, "n.fischer");
      Steps.prove(browser, "n.fischer").type("password", NEW).press("Save password");
      Steps.prove(browser, "n.fischer").type("password", "nine boats under the bridge").press("Save password");

      assertThat(browser.text()).contains("only after some time");
      assertThat(Binds.with(directory, "n.fischer", NEW)).isTrue();
    }
  }

  @Test
  @Requirement({"R-53-IA-12(1)", "R-53-AU-6", "R-CS-TX-1", "R-ASVS-8.3.2"})
  void a_founder_and_a_supervisor_bring_others_in_and_the_security_role_sees_what_to_review() {
    try (Browser founder = browser();
        Browser invited = browser()) {
      founder.go("/enroll").type("name", "v.hartmann").press("Continue");
      founder.type("code", server.founding("v.hartmann")).press("Check invitation");
      founder.type("password", Steps.password("v.hartmann")).press("Check password").press("Make the passkey");
      founder.go("/sign-in").look("sign-in").press("Sign in with a passkey").look("account");
      founder.go("/reviews").look("reviews");
      assertThat(founder.title()).isEqualTo("Reviews");
      founder.go("/readiness").look("readiness");
      assertThat(founder.text()).contains("People who run Regain").contains("not enrolled");

      Browser supervisor = invited;
      supervisor.go("/enroll").type("name", "s.oezdemir").press("Continue");
      supervisor.type("code", server.founding("s.oezdemir")).press("Check invitation");
      supervisor.type("password", Steps.password("s.oezdemir")).press("Check password").press("Make the passkey");
      supervisor.go("/sign-in").press("Sign in with a passkey").go("/account/invite").look("invite");
      supervisor.type("name", "c.albers").press("Continue").look("deed").press("Sign with passkey").look("invitation");
      String code = supervisor.text().replaceAll("(?s).*?((?:[0-9A-Z]{4}-){6}[0-9A-Z]{2}).*", "$1");
      assertThat(supervisor.reload().title()).isEqualTo("Invite somebody who reports to you");

      change("s.oezdemir", new Modification(ModificationType.ADD, "employeeType", "desk"));
      supervisor.go("/account").follow("Help somebody start").look("desk");
      supervisor.type("name", "nobody.at.all").press("Write to them").look("desk-written");
      assertThat(supervisor.text()).contains("If an account matches");

      try (Browser administrator = browser()) {
        administrator.go("/enroll").type("name", "c.albers").press("Continue").type("code", code);
        administrator.press("Check invitation").type("password", Steps.password("c.albers")).press("Check password");
        administrator.press("Make the passkey");
        assertThat(administrator.title()).isEqualTo("Your passkey is set up");
        administrator.go("/").type("name", "c.albers").press("Continue").press("Use a passkey")
            .look("prove-vouched");
        assertThat(administrator.text()).contains("Your supervisor or sponsor confirms you",
            "Somebody who is named for it");
      }
    }
  }

  @Test
  @Requirement("R-63B-4.2.1.2-c")
  void what_a_person_holds_is_seen_named_added_and_removed_on_the_account_page() {
    try (Browser browser = browser()) {
      Steps.enrol(browser, "q.ahmed");
      browser.go("/sign-in").press("Sign in with a passkey");
      browser.go("/account/passkeys/new").look("passkey-new");
      browser.go("/account/contacts/new").look("contact-new").type("address", "qasim@elsewhere.example");
      browser.press("Send code").look("contact-code");
      String code = Waiting.until(
          () -> browser
              .letter("qasim@elsewhere.example", "")
              .map(Pattern.compile("(?<!RG-)\\b([0-9A-Z]{4}-[0-9A-Z]{4})\\b")::matcher)
              .filter(Matcher::find))
          .group(1);
      browser.type("code", code).press("Confirm address").look("account-contact-added");
      assertThat(browser.text()).contains("qa•••@el•••.example").contains("Counts from");
      browser.go(Steps.link(browser, "q.ahmed", "An address was added")).look("not-me-address");
      assertThat(browser.title()).startsWith("An address was added");
      browser.go("/account/contacts/new").type("address", "info@elsewhere.example").press("Send code");
      assertThat(browser.look("contact-refused").text()).contains("nobody in particular");
      browser.go("/account").follow("Remove").look("contact-last");

      browser.go("/sign-in").press("Sign in with a passkey").look("account-sessions");
      browser.press("End all but this one").look("account-sessions-ended");
      assertThat(browser.text()).contains("All other sessions were ended");
      browser.follow("Rename or remove").look("passkey").type("label", "The one in the drawer").press("Save");
      assertThat(browser.text()).contains("The one in the drawer");
    }
  }

  @Test
  void pages_that_nobody_asked_for_say_what_to_do_next() {
    try (Browser browser = browser()) {
      browser.go("/nothing/here").look("not-found").go("/recovery").look("no-case").go("/continue").look("continue");
      browser.go("/how").look("how").go("/not-me/rubbish").look("not-me-unknown").go("/demo").look("demo");
      browser.go("/demo/outbox").look("outbox");
      assertThat(browser.title()).isNotEmpty();
    }
  }

  private static void change(String name, Modification modification) {
    try {
      LDAPInterface administrator = directory.administrator();
      administrator.modify(Binds.dn(directory, name), modification);
    } catch (LDAPException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static String value(String name, String attribute) {
    try {
      return directory
          .administrator()
          .search("dc=nordhafen,dc=example", SearchScope.SUB, "(uid=" + name + ")", attribute)
          .getSearchEntries()
          .getFirst()
          .getAttributeValue(attribute);
    } catch (LDAPException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
