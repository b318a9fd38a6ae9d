package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.assurance.Requirement;
import regain.demo.DemoDirectory;

/** Reviewers at work, in Chromium. */
class ReviewsIT {
  private static final String REVIEWER = "v.hartmann";

  @TempDir private static Path folder;
  private static DemoDirectory directory;
  private static OwnServer server;

  @BeforeAll
  static void start() {
    directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
    server = new OwnServer(folder.resolve("server"), directory.settings()).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    directory.close();
  }

  private static Browser browser(String language) {
    return new Browser(server.origin(), language);
  }

  private static Browser reviewer(Browser browser) {
    browser.go("/enroll").type("name", REVIEWER).press("Continue");
    browser.type("code", server.founding(REVIEWER)).press("Check invitation");
    browser.type("password", Steps.password(REVIEWER)).press("Check password").press("Make the passkey");
    return browser.go("/sign-in").press("Sign in with a passkey");
  }

  @Test
  @Requirement({"R-53-AU-6", "R-53-IR-4", "R-53-AC-5"})
  void a_reviewer_accepts_one_case_contains_another_whose_passkey_then_opens_nothing_and_never_sees_their_own() {
    try (Browser honest = browser("en");
        Browser thief = browser("en");
        Browser reviewer = browser("en")) {
      Steps.enrol(honest, "e.santos");
      Steps.enrol(thief, "q.ahmed");
      thief.go("/sign-in").press("Sign in with a passkey");
      assertThat(thief.path()).isEqualTo("/account");
      reviewer(reviewer);

      reviewer.go("/reviews").look("reviews-open");
      reviewer.type("who", "e.santos").press("Find").look("reviews-found").follow("Santos").look("review-open");
      reviewer.press("Take it").look("review-taken");
      reviewer.choose("LEGITIMATE").write("because", "I met her at the gate, and it was her.").press("Read and sign");
      assertThat(reviewer.look("verdict").text()).contains("Es war dieser Mensch", "I met her at the gate");
      reviewer.press("Sign with passkey");
      assertThat(reviewer.text()).contains("Signed. The review is closed.");

      reviewer.type("who", "q.ahmed").press("Find").follow("Ahmed").press("Take it");
      reviewer.choose("ABUSE").write("because", "He is on a ship without a network since Sunday.");
      reviewer.press("Read and sign").look("verdict-abuse").press("Sign and contain").look("reviews-contained");

      Waiting.until(() -> Optional.of(thief.go("/account").path()).filter("/sign-in"::equals));
      thief.press("Sign in with a passkey");
      assertThat(thief.path()).as("what the case made opens nothing").isEqualTo("/sign-in");
      assertThat(honest.go("/sign-in").press("Sign in with a passkey").path()).isEqualTo("/account");
      Waiting.until(() -> thief.letter("q.ahmed@nordhafen.example", "We took back what was not yours"));

      reviewer.go("/reviews").type("who", REVIEWER).press("Find").follow("Hartmann").look("review-barred");
      assertThat(reviewer.title()).isEqualTo("This case is not for you to review");
      reviewer.go("/reviews?lang=de").look("de-reviews-open").press("Nächsten Vorgang öffnen").look("de-review");
      reviewer.press("Zurückgeben").look("de-reviews-released");
      assertThat(reviewer.complaints()).isEmpty();
    }
  }
}
