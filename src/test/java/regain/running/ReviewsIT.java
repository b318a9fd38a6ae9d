package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import regain.assurance.Requirement;
import regain.demo.DemoDirectory;
import regain.demo.DemoTree;

/** Reviewers at work, in Chromium. */
class ReviewsIT {
  private static final String REVIEWER = "v.hartmann";
  private static final String COLLEAGUE = "r.engel";
  private static final String CONFIRMS = "t.abebe";
  private static final String BY_KEYBOARD = "i.reuter";
  private static final String AGENT = "w.schroeder";

  @TempDir private static Path folder;
  private static DemoDirectory directory;
  private static OwnServer server;

  @BeforeAll
  static void start() {
    directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
    var settings = new HashMap<>(directory.settings());
    settings.put("regain.founders", REVIEWER + "," + COLLEAGUE + "," + CONFIRMS + "," + BY_KEYBOARD + "," + AGENT);
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
      String own = Steps.founded(reviewer, server, REVIEWER);
      reviewer.go("/sign-in").press("Sign in with a passkey");

      reviewer.go("/reviews").look("reviews-open");
      reviewer.type("who", "e.santos").press("Find").look("reviews-found").follow("Santos").look("review-open");
      reviewer.write("note", "Asked at the gate, waiting for an answer.").press("Leave the note");
      assertThat(reviewer.text()).contains("The note is kept.", "Asked at the gate");
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
      Waiting.until(() -> thief.letter("q.ahmed@nordhafen.example", "We take back what was not yours"));

      reviewer.go("/reviews").type("who", REVIEWER).press("Find");
      assertThat(reviewer.text()).as("nobody reads in the list that they are looked at")
          .contains("Nothing waits for anybody");
      reviewer.type("who", own).press("Find").look("review-barred");
      assertThat(reviewer.title()).isEqualTo("This case is not for you to review");
      reviewer.go("/reviews?lang=de").look("de-reviews-open").press("Nächsten Vorgang öffnen").look("de-review");
      reviewer.press("Zurückgeben").look("de-reviews-released");
      assertThat(reviewer.complaints()).isEmpty();
    }
  }

  @Test
  void a_reviewer_who_has_no_mouse_finds_takes_judges_and_signs_a_case() throws LDAPException {
    directory.administrator().modify(
        "uid=" + BY_KEYBOARD + ",ou=people," + DemoTree.BASE,
        new Modification(ModificationType.ADD, "employeeType", "security"));
    try (Browser person = browser("en"); Browser reviewer = browser("en")) {
      Steps.enrol(person, "g.jansen");
      Steps.founder(reviewer, server, BY_KEYBOARD).go("/reviews");

      reviewer.tabTo("Kind").tabTo("Show").tabTo("Account").keys("g.jansen").enter();
      reviewer.tabTo("Jansen").enter();
      reviewer.tabTo("Take it").enter();
      reviewer.tabTo("Legitimate").keys(Keys.SPACE).tabTo("Because").keys("I know his voice, and went to see him.");
      reviewer.tabTo("Read and sign").enter();
      assertThat(reviewer.text()).contains("I know his voice");
      reviewer.tabTo("Sign with passkey").enter();

      assertThat(reviewer.text()).contains("Signed. The review is closed.");
      assertThat(reviewer.complaints()).isEmpty();
    }
  }

  @Test
  void two_people_narrow_what_everybody_may_do_and_the_desk_sees_how_far_a_case_is_and_is_cut_off() {
    try (Browser colleague = browser("en");
        Browser second = browser("en");
        Browser agent = browser("en");
        Browser lost = browser("en")) {
      Steps.founder(colleague, server, COLLEAGUE);
      Steps.founder(agent, server, AGENT);
      Steps.enrol(second, "x.chen").go("/sign-in").press("Sign in with a passkey").go("/reviews/posture");
      assertThat(second.text()).as("no door for everybody").doesNotContain("Propose to narrow");
      Steps.enrol(lost, "m.nguyen").go("/sign-in").press("Sign in with a passkey").go("/account/codes");
      String code = lost.press("Make recovery codes").shown(".codes li");
      lost.tick("saved").press("Continue").losePasskeys();

      colleague.go("/reviews/alerts").look("alerts").follow("Who answers for this").look("signals");
      colleague.type("dial-FLOOR", "4,5").type("because", "Nights are quiet").press("Read and sign")
          .look("signals-wrong");
      colleague.type("dial-FLOOR", "6").press("Read and sign").look("signals-deed").press("Sign with passkey");
      assertThat(colleague.look("signals-proposed").text()).contains("Fewest in an hour: 6 (so far 5)");
      colleague.go("/reviews/posture").look("posture");
      colleague.go("/reviews/storm").look("storm");
      assertThat(colleague.text()).contains("Resets by the hour", "Failed proofs by the hour", "Propose to narrow");
      colleague.tick("narrow-PASSKEYS_ONLY").type("because", "Calls to the desk since noon").press("Read and sign");
      colleague.look("change-deed").press("Sign with passkey").look("posture-proposed");
      assertThat(colleague.text()).contains("Somebody else has to confirm it within an hour");
      confirmed();
      assertThat(colleague.go("/reviews/posture").look("posture-elevated").text()).contains("Elevated");

      lost.go("/").choose("passkey").type("name", "m.nguyen").press("Continue").type("saved", code);
      Steps.code(lost.press("Check recovery code").press("Send code"), "m.nguyen").look("comeback-narrowed");
      assertThat(lost.text()).contains("take longer for everybody");

      agent.go("/desk").type("number", lost.number()).press("Look").look("desk-progress");
      assertThat(agent.text()).contains("There is a waiting time").doesNotContain("m.nguyen");
      agent.type("name", "m.nguyen").press("Write to them").look("desk-written-to-somebody");
      assertThat(agent.text()).contains("If an account matches, we are writing to its registered addresses now.");
      var letters = new Letters(server.origin());
      String letter = Waiting.until(
          () -> Arrays.stream(letters.all().split("<article", -1)).filter(it -> it.contains("minhanh@mailbox.example"))
              .filter(it -> it.contains("Somebody asked the service desk for help with your account")).findFirst());
      assertThat(letter).contains("cannot confirm who you are").doesNotContain(code);
      colleague.go("/reviews/desk").look("providers").type("because", "Agents were bribed").press("Cut off");
      colleague.look("providers-off");
      agent.go("/desk").type("name", "m.nguyen").press("Write to them");
      assertThat(agent.text()).contains("cut off");
      colleague.go("/reviews/desk?lang=de").look("de-providers").go("/reviews/posture").look("de-posture");
      colleague.go("/reviews/storm").look("de-storm").go("/reviews/alerts").look("de-alerts").go("/reviews/signals")
          .look("de-signals");
      assertThat(colleague.complaints()).isEmpty();
      assertThat(agent.complaints()).isEmpty();
    }
  }

  /** By the other reviewer, in a browser of their own. */
  private static void confirmed() {
    try (Browser other = browser("en")) {
      Steps.founder(other, server, CONFIRMS);
      other.go("/reviews/posture").follow("Read and confirm").press("Sign with passkey").look("posture-in-force");
    }
  }
}
