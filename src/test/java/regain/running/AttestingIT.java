package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.demo.DemoDirectory;
import regain.house.Postgres;

/** Whoever lost everything comes back because others have seen them, in Chromium. */
class AttestingIT {
  private static final String SPONSOR = "s.oezdemir";
  private static final String SECOND = "a.petersen";
  private static final String REVIEWER = "v.hartmann";

  @TempDir private static Path folder;
  private static DemoDirectory directory;
  private static Postgres postgres;
  private static OwnServer server;

  @BeforeAll
  static void start() {
    directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
    postgres = Postgres.start();
    postgres.create("regain");
    var settings = new HashMap<>(directory.settings());
    settings.put("DB_URL", postgres.url("regain"));
    settings.put("DB_USER", Postgres.USER);
    settings.put("DB_PASSWORD", Postgres.PASSWORD);
    settings.put("regain.founders", SPONSOR + "," + SECOND + "," + REVIEWER);
    server = new OwnServer(folder.resolve("server"), settings).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    postgres.close();
    directory.close();
  }

  private static Browser browser(String language) {
    return new Browser(server.origin(), language);
  }

  /** The case has waited for so long. */
  private static void hoursLater(int hours) {
    try (Connection database = DriverManager.getConnection(postgres.url("regain"), Postgres.USER, Postgres.PASSWORD);
        Statement statement = database.createStatement()) {
      statement.executeUpdate(
          "update case_evidence set proven_at = proven_at - interval '" + hours
              + "' hour, fresh_until = fresh_until - interval '" + hours + "' hour");
      statement.executeUpdate(
          "update attestation set signed_at = signed_at - interval '" + hours + "' hour where signed_at is not null");
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void a_contractor_comes_back_with_the_word_of_the_sponsor_and_a_code_by_mail_and_somebody_looks_at_it() {
    try (Browser contractor = browser("en");
        Browser sponsor = browser("en");
        Browser reviewer = browser("en")) {
      Steps.enrol(contractor, "l.rossi").losePasskeys();
      Steps.founder(sponsor, server, SPONSOR);
      sponsor.follow("Confirm somebody").look("attest-nobody");

      contractor.go("/").choose("everything").type("name", "l.rossi").press("Continue").look("everything-prove");
      String number = contractor.number();
      Waiting.until(() -> contractor.letter("s.oezdemir@nordhafen.example", "braucht Sie vielleicht"));
      assertThat(sponsor.reload().look("attest").text()).contains("Livia Rossi").doesNotContain(number);
      sponsor.type("number", "RG-0000-0000").press("Continue").look("attest-no-such");
      sponsor.type("number", number.toLowerCase(Locale.ROOT)).press("Continue").look("attest-case");
      sponsor.choose("IN_PERSON").press("Continue").look("attest-deed");
      assertThat(sponsor.text()).contains(number, "Livia Rossi", "Ich habe diesen Menschen selbst");
      sponsor.press("Sign with passkey").look("attest-signed");

      contractor.press("They have confirmed me").look("everything-attested").press("Send code");
      Steps.code(contractor, "l.rossi").look("everything-waiting");
      assertThat(contractor.text()).contains("What you have shown fits");
      hoursLater(11);
      contractor.press("Look again now");
      assertThat(contractor.title()).startsWith("What you have shown fits");
      hoursLater(2);
      Optional<String> before = Steps.newestCodeTo(contractor, "l.rossi");
      contractor.press("Look again now").look("everything-again").press("Send");
      String fresh = Waiting.until(
          () -> Steps.newestCodeTo(contractor, "l.rossi").filter(it -> !Optional.of(it).equals(before)));
      contractor.type("code", fresh).press("Check code").look("everything-passkey").press("Make the passkey");
      contractor.look("everything-receipt");
      assertThat(contractor.title()).isEqualTo("You have your account back");
      assertThat(contractor.go("/sign-in").press("Sign in with a passkey").path()).isEqualTo("/account");

      Steps.founder(reviewer, server, REVIEWER).go("/reviews").type("who", "l.rossi").press("Find").follow("Rossi");
      assertThat(reviewer.look("review-attested").text()).contains("In person", "Signed word of the supervisor");
      assertThat(contractor.complaints()).isEmpty();
      assertThat(sponsor.complaints()).isEmpty();
      assertThat(reviewer.complaints()).isEmpty();
    }
  }

  @Test
  void in_german_a_second_person_takes_the_place_of_what_is_lost_and_takes_it_back() {
    try (Browser lost = browser("de"); Browser second = browser("en")) {
      Steps.founder(second, server, SECOND);
      lost.go("/").choose("everything").type("name", "p.wagner").press("Weiter").look("de-everything-prove");
      String number = lost.number();
      second.go("/attest").type("number", number).press("Continue").choose("VIDEO_THEY_STARTED").press("Continue");
      second.press("Sign with passkey");
      lost.press("Ich wurde bestätigt").look("de-everything-attested");
      assertThat(lost.text()).contains("Jemand aus einer anderen Linie hat Sie bestätigt");
      second.go("/attest?lang=de").look("de-attest").press("Zurücknehmen").look("de-attest-withdrawn");
      lost.press("Ich wurde bestätigt");
      assertThat(lost.text()).doesNotContain("hat Sie bestätigt");
      second.type("number", number).press("Weiter").look("de-attest-case");
      second.choose("IN_PERSON").press("Weiter").look("de-attest-deed");
      assertThat(lost.complaints()).isEmpty();
      assertThat(second.complaints()).isEmpty();
    }
  }
}
