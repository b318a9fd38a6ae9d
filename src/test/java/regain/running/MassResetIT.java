package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.demo.DemoDirectory;

/** Mass reset of a group of ten, in Chromium: list, preview, two people, two waves, some come back, report. */
class MassResetIT {
  private static final String PROPOSES = "r.engel";
  private static final String CONFIRMS = "t.abebe";
  private static final String LOOKS = "v.hartmann";
  private static final String NEW = "seven herons over the quay";
  private static final List<String> TEN = List.of(
      "b.hansen", "g.jansen", "o.kowalski", "e.santos", "t.groth", "q.ahmed", "m.nguyen", "x.chen", "t.berg", "j.voss");

  @TempDir private static Path folder;
  private static DemoDirectory directory;
  private static OwnServer server;

  @BeforeAll
  static void start() {
    directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
    var settings = new HashMap<>(directory.settings());
    settings.put("regain.founders", PROPOSES + "," + CONFIRMS + "," + LOOKS + ",b.hansen,q.ahmed");
    server = new OwnServer(folder.resolve("server"), settings).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    directory.close();
  }

  private static Browser browser(String language) {
    return new Browser(server.origin(), language);
  }

  /** With the passkey, in two minutes. */
  private static void comesBack(Browser browser, String name) {
    browser.go("/").type("name", name).press("Continue").press("Use a passkey");
    browser.type("password", NEW).press("Save password");
  }

  @Test
  void ten_people_are_blocked_in_two_waves_and_come_back_and_two_people_have_signed_it() {
    try (Browser proposes = browser("en");
        Browser confirms = browser("en");
        Browser first = browser("en");
        Browser second = browser("en")) {
      Steps.founder(proposes, server, PROPOSES);
      Steps.founder(confirms, server, CONFIRMS);
      Steps.founder(first, server, "b.hansen");
      Steps.founder(second, server, "q.ahmed");

      proposes.go("/reviews/mass-reset").look("mass-resets");
      proposes.write("names", String.join("\n", TEN) + "\nc.albers\nnobody.here");
      proposes.type("because", "Laptops were stolen from the office").type("wave", "5").type("pause", "30");
      proposes.press("See what it would do").look("mass-reset-preview");
      assertThat(proposes.text())
          .contains("10 people in 2 waves", "With a passkey: 2", "With nothing that carries a way back: 8")
          .contains("Privileged, or running Regain: 1", "c.albers", "Not found: 1", "nobody.here");
      proposes.follow("Read and propose").look("mass-reset-deed");
      proposes.press("Sign with passkey");
      assertThat(proposes.text()).contains("Somebody else has to confirm it within an hour");

      confirms.go("/reviews/mass-reset").look("mass-reset-waits").follow("Read and confirm");
      assertThat(confirms.text()).contains("the passwords of 10 people are blocked", "5 at a time");
      confirms.press("Sign with passkey");
      assertThat(confirms.text()).contains("Signed");

      Waiting.until(() -> first.letter(Steps.mailbox("b.hansen"), "Es gab einen Sicherheitsvorfall"));
      confirms.go("/reviews/mass-reset").follow("Laptops were stolen");
      theSecondWaveComes(confirms, second);
      assertThat(Optional.of(first.go("/account").path())).as("signed out").contains("/sign-in");
      comesBack(first, "b.hansen");
      comesBack(second, "q.ahmed");

      Waiting.until(() -> Optional.of(confirms.reload().text()).filter(MassResetIT::twoAreBack));
      assertThat(List.of("b.hansen", "q.ahmed")).allMatch(it -> Binds.with(directory, it, NEW));
      confirms.look("mass-reset-progress");
      assertThat(confirms.text()).contains("Everything that was begun is confirmed", "Under way");
      confirms.type("because", "The others are on a ship and come back next week").press("End it");
      assertThat(confirms.look("mass-reset-ended").text()).contains("It has ended");
      confirms.follow("Report").look("mass-reset-report");
      assertThat(confirms.text())
          .contains("Ruth Engel", "Tigist Abebe", "Half of the 2 people", "The others are on a ship", "t.groth");
      confirms.go("/reviews/mass-reset?lang=de").look("de-mass-resets").follow("Laptops were stolen");
      confirms.look("de-mass-reset-progress").follow("Bericht").look("de-mass-reset-report");
      assertThat(proposes.complaints()).isEmpty();
      assertThat(confirms.complaints()).isEmpty();
      assertThat(first.complaints()).isEmpty();
    }
    reviewed();
  }

  /** The first wave is blocked, and nobody of the second; it is held, and goes on. */
  private static void theSecondWaveComes(Browser confirms, Browser second) {
    Waiting.until(() -> Optional.of(confirms.reload().text()).filter(MassResetIT::halfAreBlocked));
    confirms.look("mass-reset-first-wave");
    assertThat(TEN.subList(0, 5)).noneMatch(MassResetIT::stillOpens);
    assertThat(TEN.subList(5, 10)).allMatch(MassResetIT::stillOpens);
    assertThat(second.letter(Steps.mailbox("q.ahmed"), "There was a security incident")).isEmpty();

    assertThat(confirms.press("Hold the waves").text()).contains("Nobody else is called for now");
    assertThat(confirms.press("Go on").text()).contains("the next wave comes now");
    Waiting.until(() -> second.letter(Steps.mailbox("q.ahmed"), "There was a security incident"));
    Waiting.until(() -> Optional.of(confirms.reload().text()).filter(MassResetIT::allAreBlocked));
    assertThat(TEN).noneMatch(MassResetIT::stillOpens);
  }

  private static boolean stillOpens(String name) {
    return Binds.with(directory, name, Steps.password(name));
  }

  private static boolean halfAreBlocked(String text) {
    return text.contains("Wait for their wave 5") && text.contains("Blocked 1")
        && text.contains("Blocked, with nothing that carries a way back 4");
  }

  private static boolean allAreBlocked(String text) {
    return text.contains("Blocked 2") && text.contains("Blocked, with nothing that carries a way back 8");
  }

  private static boolean twoAreBack(String text) {
    return text.contains("Blocked, with nothing that carries a way back 8") && text.contains("Back 2");
  }

  /** Somebody who took no part in it looks at what came of it. */
  private static void reviewed() {
    try (Browser third = browser("en")) {
      Steps.founder(third, server, LOOKS).go("/reviews?kind=MASS_RESET").follow("RG-").look("mass-reset-review");
      third.press("Take it").follow("Read the report");
      assertThat(third.text()).contains("The others are on a ship");
      assertThat(third.complaints()).isEmpty();
    }
  }
}
