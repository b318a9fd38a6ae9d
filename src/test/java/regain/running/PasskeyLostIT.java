package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.applications.RelyingParty;
import regain.assurance.Requirement;
import regain.demo.DemoDirectory;

/** Journeys in Chromium of people whose passkey is gone. */
class PasskeyLostIT {
  private static final String FROM_PAYROLL = "/?app=payroll&return=https%3A%2F%2Fpayroll.example%2Fafter";

  @TempDir private static Path folder;
  private static DemoDirectory directory;
  private static Storage.Open storage;
  private static RelyingParty payroll;
  private static OwnServer server;

  @BeforeAll
  static void start() {
    directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
    storage = Storage.begin(Storage.POSTGRESQL);
    payroll = new RelyingParty();
    var settings = new HashMap<>(directory.settings());
    settings.put("regain.attestations.risk-analysis", "");
    settings.put("regain.application.payroll.return", "https://payroll.example/after");
    settings.put("regain.application.payroll.logout-uri", payroll.logout().toString());
    settings.put("regain.application.payroll.client-id", payroll.clientId());
    settings.putAll(storage.settings());
    server = new OwnServer(folder.resolve("server"), settings);
    URI keys = URI.create(server.origin() + "/.well-known/jwks.json");
    payroll.trusting(server.origin(), keys, InstantSource.system());
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
    storage.close();
    payroll.close();
    directory.close();
  }

  @Test
  void an_employee_replaces_a_lost_passkey_with_a_saved_code_and_private_mail_and_goes_on_in_a_known_browser() {
    try (Browser known = new Browser(server.origin(), "en");
        Browser strange = new Browser(server.origin(), "en")) {
      Steps.enrol(known, "e.santos");
      known.go("/sign-in").press("Sign in with a passkey").go("/account/codes").look("codes-new");
      known.press("Make recovery codes").look("codes");
      String code = known.shown(".codes li");
      known.tick("saved").press("Continue").look("account-with-codes");
      assertThat(known.text()).contains("10 of 10 left");

      strange.go(FROM_PAYROLL).look("start-lost").choose("passkey").type("name", "e.santos").press("Continue");
      strange.look("comeback-prove").type("saved", "0000-0000").press("Check recovery code").look("comeback-refused");
      strange.type("saved", code).press("Check recovery code").look("comeback-second").press("Send code");
      Steps.code(strange, "e.santos").look("comeback-waiting");
      strange.press("Show a continuation code").look("continuation");
      String continuation = strange.shown("#code");
      assertThat(strange.reload().title()).startsWith("What you have shown fits");

      known.losePasskeys().go("/continue").look("continue").type("code", continuation).press("Go on here");
      known.press("Look again now").look("comeback-passkey").press("Make the passkey").look("comeback-receipt");
      assertThat(known.title()).isEqualTo("Your new passkey works");
      assertThat(known.text()).contains("Payroll took the request to sign you out", "Back to Payroll");
      assertThat(payroll.ended).isNotEmpty();
      assertThat(strange.complaints()).isEmpty();
      strange.go("/recovery").look("comeback-moved");
      assertThat(strange.title()).contains("not open in this browser");

      known.press("Show ten recovery codes").look("codes-received");
      assertThat(known.shown(".codes li")).isNotEqualTo(code);
      assertThat(known.reload().title()).isEqualTo("Your new passkey works");
      known.go("/sign-in").press("Sign in with a passkey").look("account-quarantined");
      assertThat(known.text()).contains("can neither add nor remove");
      assertThat(known.complaints()).isEmpty();
    }
  }

  @Test
  void the_same_in_german_with_the_new_passkey_and_then_a_new_password() {
    try (Browser browser = new Browser(server.origin(), "de")) {
      browser.go("/enroll").type("name", "j.voss").press("Weiter");
      browser.type("password", Steps.password("j.voss")).press("Passwort prüfen").press("Code schicken");
      browser.type("code", Steps.newestCode(browser, "j.voss")).press("Code prüfen").press("Passkey anlegen");
      browser.go("/sign-in").press("anmelden").go("/account/codes").look("de-codes-new");
      browser.press("Wiederherstellungscodes anlegen").look("de-codes");
      String code = browser.shown(".codes li");
      browser.tick("saved").press("Weiter").look("de-account-with-codes").losePasskeys();

      browser.go(FROM_PAYROLL).look("de-start-from-payroll").choose("passkey").type("name", "j.voss").press("Weiter")
          .look("de-comeback-prove");
      browser.type("saved", code).press("Wiederherstellungscode prüfen").press("Code schicken");
      browser.type("code", Steps.newestCode(browser, "j.voss")).press("Code prüfen").look("de-comeback-passkey");
      browser.press("Passkey anlegen").look("de-comeback-receipt");
      assertThat(browser.title()).isEqualTo("Ihr neuer Passkey gilt");

      browser.go("/").type("name", "j.voss").press("Weiter").press("Passkey benutzen").press("Code schicken");
      browser.type("code", Steps.newestCode(browser, "j.voss")).press("Code prüfen");
      browser.type("password", "drei Reiher über dem Kai").press("Passwort speichern");
      assertThat(browser.title()).isEqualTo("Sie haben Ihr Konto zurück");
      assertThat(Binds.with(directory, "j.voss", "drei Reiher über dem Kai")).isTrue();
    }
  }

  @Test
  void a_stolen_passkey_is_suspended_with_nothing_but_a_code_by_mail() {
    try (Browser owner = new Browser(server.origin(), "en");
        Browser thief = new Browser(server.origin(), "en");
        Browser stranger = new Browser(server.origin(), "de")) {
      Steps.enrol(thief, "q.ahmed");
      thief.go("/sign-in").press("Sign in with a passkey");
      owner.go("/report").look("report").type("name", "q.ahmed").press("Continue").look("report-prove");
      owner.press("Send code");
      Steps.code(owner, "q.ahmed").look("report-loss").choose("yes").press("Suspend").look("report-receipt");
      assertThat(owner.text()).contains("1 passkey suspended");

      thief.go("/account");
      assertThat(thief.path()).isEqualTo("/sign-in");
      thief.press("Sign in with a passkey");
      assertThat(thief.path()).isEqualTo("/sign-in");
      stranger.go("/report").look("de-report").type("name", "niemand").press("Weiter").look("de-report-prove");
      assertThat(owner.complaints()).isEmpty();
    }
  }

  @Test
  @Requirement("R-ASVS-6.1.3")
  void somebody_tries_a_recovery_while_nothing_is_lost_and_reads_what_has_to_be_shown_for_what() {
    try (Browser browser = new Browser(server.origin(), "en")) {
      Steps.enrol(browser, "m.nguyen");
      browser.go("/sign-in").press("Sign in with a passkey").look("account-not-ready");
      browser.go("/account/codes").press("Make recovery codes");
      String code = browser.shown(".codes li");
      browser.tick("saved").press("Continue").follow("Try it").look("drill");
      Optional<String> before = Steps.newestCodeTo(browser, "m.nguyen");
      browser.type("saved", code).press("Check recovery code").press("Send code").look("drill-mail");
      String mailed = Waiting.until(
          () -> Steps.newestCodeTo(browser, "m.nguyen").filter(it -> !Optional.of(it).equals(before)));
      browser.type("code", mailed).press("Check code").look("account-ready");
      assertThat(browser.text()).contains("It works").contains("Last tried today");

      browser.go("/paths").look("paths");
      assertThat(browser.text()).contains("replace a lost passkey").contains("30 minutes in a browser");
      browser.go("/paths?lang=de").look("de-paths");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void whoever_lost_everything_is_told_honestly_that_this_way_is_not_open() {
    try (Browser english = new Browser(server.origin(), "en");
        Browser german = new Browser(server.origin(), "de")) {
      english.go(FROM_PAYROLL).choose("everything").type("name", "a.lorenz").press("Continue").look("everything");
      german.go("/").choose("everything").type("name", "niemand").press("Weiter").look("de-everything");

      assertThat(english.text()).contains("has not opened that way").contains("RG-");
      assertThat(german.text()).contains("nicht geöffnet").contains("RG-");
    }
  }
}
