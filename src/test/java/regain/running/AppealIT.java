package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.demo.DemoDirectory;
import regain.house.Postgres;

/** Somebody is refused because of risk, and two people who know why speak for them: every page on the way. */
class AppealIT {
  private static final String NAME = "e.santos";
  private static final String SPONSOR = "s.oezdemir";
  private static final String SECOND = "a.petersen";
  private static final String REVIEWER = "v.hartmann";
  private static final String HOME = "2.125.160.216";
  /** In no country that the file knows. */
  private static final String ABROAD = "192.0.2.1";

  @TempDir private static Path folder;
  private static DemoDirectory directory;
  private static Postgres postgres;
  private static OwnServer server;

  @BeforeAll
  static void start() throws URISyntaxException {
    directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
    postgres = Postgres.start();
    postgres.create("regain");
    var places = Objects.requireNonNull(AppealIT.class.getResource("/geo/GeoLite2-Country-Test.mmdb"));
    var settings = new HashMap<>(directory.settings());
    settings.put("DB_URL", postgres.url("regain"));
    settings.put("DB_USER", Postgres.USER);
    settings.put("DB_PASSWORD", Postgres.PASSWORD);
    settings.put("regain.founders", SPONSOR + "," + SECOND + "," + REVIEWER);
    settings.put("regain.trusted-proxies", "127.0.0.1");
    settings.put("regain.places.file", Path.of(places.toURI()).toString());
    server = new OwnServer(folder.resolve("server"), settings).start();
  }

  @AfterAll
  static void stop() {
    server.close();
    postgres.close();
    directory.close();
  }

  private static Browser browser(String address) {
    return new Browser(server.origin(), "en").from(address);
  }

  private static void change(String... statements) {
    try (Connection database = DriverManager.getConnection(postgres.url("regain"), Postgres.USER, Postgres.PASSWORD);
        Statement statement = database.createStatement()) {
      for (String each : statements) {
        statement.executeUpdate(each);
      }
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static void hoursLater(int hours) {
    change(
        "update case_evidence set proven_at = proven_at - interval '" + hours
            + "' hour, fresh_until = fresh_until - interval '" + hours + "' hour",
        "update attestation set signed_at = signed_at - interval '" + hours + "' hour where signed_at is not null");
  }

  @Test
  void somebody_abroad_after_many_failures_comes_back_because_two_people_speak_for_them_although_they_know_why_not_to() {
    try (Browser home = browser(HOME);
        Browser abroad = browser(ABROAD);
        Browser sponsor = browser(HOME);
        Browser second = browser(HOME);
        Browser reviewer = browser(HOME)) {
      Steps.enrol(home, NAME);
      home.go("/sign-in").press("Sign in with a passkey").go("/account/codes").press("Make recovery codes");
      String code = home.shown(".codes li");
      home.tick("saved").press("Continue");
      Steps.founder(sponsor, server, SPONSOR);
      Steps.founder(second, server, SECOND);
      change("update recovery_case set failures = 10 where name = '" + NAME + "'");

      abroad.go("/").choose("passkey").type("name", NAME).press("Continue");
      abroad.type("saved", code).press("Check recovery code").press("Send code");
      Steps.code(abroad, NAME).look("appealing");
      assertThat(abroad.text()).contains("Two people have to confirm you", "A country that is not usual");
      Waiting.until(() -> abroad.letter(Steps.mailbox(NAME), "looks like an attack"));
      String number = abroad.number();
      sponsor.go("/attest").type("number", number).press("Continue").look("appeal-attest-case");
      assertThat(sponsor.text()).contains("A rule refuses this case", "Many failed tries");
      sponsor.choose("IN_PERSON").press("Continue").look("appeal-attest-deed");
      assertThat(sponsor.text()).contains("Das ist ein Einspruch");
      sponsor.press("Sign with passkey");
      abroad.press("They have confirmed me").look("appealing-one-word");
      second.go("/attest?lang=de").type("number", number).press("Weiter").look("de-appeal-attest-case");
      second.choose("VIDEO_THEY_STARTED").press("Weiter").press("unterschreiben");
      abroad.go("/recovery?lang=de").look("de-appealing").press("Ich wurde bestätigt");
      abroad.go("/recovery?lang=en").look("appeal-waiting");
      assertThat(abroad.title()).startsWith("What you have shown fits");

      hoursLater(5);
      change("update recovery_case set failures = 0");
      Optional<String> before = Steps.newestCodeTo(abroad, NAME);
      abroad.from(HOME).press("Look again now").press("Send");
      String fresh = Waiting.until(
          () -> Steps.newestCodeTo(abroad, NAME).filter(it -> !Optional.of(it).equals(before)));
      abroad.type("code", fresh).press("Check code").press("Make the passkey");
      assertThat(abroad.title()).isEqualTo("Your new passkey works");

      Steps.founder(reviewer, server, REVIEWER).go("/reviews").type("who", NAME).press("Find").follow("Santos");
      assertThat(reviewer.look("review-appeal").text())
          .contains("Refused because of risk", "Many failed tries", "Knew why the rule refused");
      assertThat(abroad.complaints()).isEmpty();
      assertThat(sponsor.complaints()).isEmpty();
      assertThat(second.complaints()).isEmpty();
      assertThat(reviewer.complaints()).isEmpty();
    }
  }
}
