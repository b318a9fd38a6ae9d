package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.assurance.Requirement;
import regain.demo.DemoDirectory;
import regain.running.Authenticator.Kind;

/** Journeys in Chromium with every kind of passkey provider; here the passkeys of contractors must stay on one device. */
class PasskeyKindsIT {
  @TempDir private static Path folder;
  private static DemoDirectory directory;
  private static OwnServer server;

  @BeforeAll
  static void start() {
    directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
    var settings = new HashMap<>(directory.settings());
    settings.put("regain.passkeys.device-bound", "contractor");
    server = new OwnServer(folder.resolve("server"), settings).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    directory.close();
  }

  private static Browser browser(String language) {
    return new Browser(server.origin(), language).withoutProvider();
  }

  @Test
  @Requirement({"R-63B-4.1.2.1-a", "R-WA-sig"})
  void a_removed_passkey_is_forgotten_by_its_provider_and_the_one_that_is_left_is_kept() {
    try (Browser browser = browser("en")) {
      Authenticator manager = browser.plug(Kind.SYNCED);
      Steps.enrol(browser, "e.santos").go("/sign-in").press("Sign in with a passkey");
      assertThat(browser.text()).contains("also on your other devices").doesNotContain("has no copy");

      Authenticator key = browser.plug(Kind.KEY);
      browser.go("/account/passkeys/new").type("label", "Travel key").press("Make the passkey").look("account-kinds");
      assertThat(browser.text()).contains("also on your other devices").contains("Stays on one device");
      Object lost = key.passkeys().getFirst();

      browser.follow("Rename or remove Travel key").look("passkey-key").press("Remove this passkey");
      key.awaitEmpty();
      assertThat(manager.passkeys()).hasSize(1);
      browser.follow("Rename or remove").look("passkey-last");
      assertThat(browser.text()).contains("It is your only one");

      key.keep(lost);
      Object kept = manager.passkeys().getFirst();
      manager.unplug();
      browser.go("/sign-in").press("Sign in with a passkey").look("sign-in-unknown");
      assertThat(browser.text()).contains("not known here any more");
      key.awaitEmpty();

      key.keep(lost);
      browser.go("/").type("name", "e.santos").press("Continue").press("Use a passkey").look("prove-unknown");
      assertThat(browser.text()).contains("not known here any more");
      key.awaitEmpty();

      key.keep(kept);
      browser.go("/sign-in").press("Sign in with a passkey");
      assertThat(browser.path()).isEqualTo("/account");
      assertThat(key.passkeys()).hasSize(1);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void somebody_whose_passkeys_must_stay_on_one_device_is_told_what_to_use_instead() {
    try (Browser browser = browser("en")) {
      Authenticator manager = browser.plug(Kind.SYNCED);
      Steps.enrol(browser, "l.rossi").look("passkey-copyable");
      assertThat(browser.text()).contains("can be copied to other devices").contains("security key");
      manager.awaitEmpty();

      manager.unplug();
      browser.plug(Kind.KEY);
      browser.press("Make the passkey");
      browser.go("/sign-in").press("Sign in with a passkey");
      assertThat(browser.path()).isEqualTo("/account");
      assertThat(browser.text()).contains("Stays on one device");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  @Requirement({"R-63B-B.3-a", "R-WA-7-up-uv", "R-ASVS-6.3.3"})
  void whoever_does_not_show_finger_face_or_pin_makes_and_uses_no_passkey() {
    try (Browser browser = browser("de")) {
      Authenticator unverified = browser.plug(Kind.UNVERIFIED);
      browser.go("/enroll").type("name", "j.voss").press("Weiter");
      browser.type("password", Steps.password("j.voss")).press("Passwort prüfen").press("Code schicken");
      browser.type("code", Steps.newestCode(browser, "j.voss")).press("Code prüfen");
      assertThat(browser.inVain("Passkey anlegen")).isNotBlank();
      assertThat(unverified.passkeys()).isEmpty();

      unverified.unplug();
      Authenticator device = browser.plug(Kind.DEVICE);
      browser.press("Passkey anlegen").go("/sign-in").press("anmelden").look("de-account-device");
      assertThat(browser.text()).contains("Bleibt auf einem Gerät");

      Object passkey = device.passkeys().getFirst();
      device.unplug();
      browser.plug(Kind.UNVERIFIED).keep(passkey);
      assertThat(browser.go("/sign-in").inVain("anmelden")).isNotBlank();
      assertThat(browser.path()).isEqualTo("/sign-in");
    }
  }
}
