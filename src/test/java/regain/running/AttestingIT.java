package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.assurance.Requirement;
import regain.demo.DemoDirectory;
import regain.demo.DemoTree;
import regain.house.Postgres;

/** Whoever lost everything comes back because others have seen them, in Chromium. */
class AttestingIT {
  private static final String SPONSOR = "s.oezdemir";
  private static final String SECOND = "a.petersen";
  private static final String REVIEWER = "v.hartmann";
  private static final String SUPERVISOR = "k.lindqvist";
  private static final String REPORT = "r.engel";
  private static final String LATE_REVIEWER = "t.abebe";

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
    settings.put("regain.founders", SPONSOR + "," + SECOND + "," + REVIEWER + "," + LATE_REVIEWER + "," + REPORT + ","
        + SUPERVISOR);
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
    change(
        "update case_evidence set proven_at = proven_at - interval '" + hours
            + "' hour, fresh_until = fresh_until - interval '" + hours + "' hour");
    change("update attestation set signed_at = signed_at - interval '" + hours + "' hour where signed_at is not null");
  }

  private static void change(String statement) {
    postgres.change("regain", statement);
  }

  @Test
  @Requirement("R-53-AC-5")
  void a_contractor_comes_back_with_the_word_of_the_sponsor_and_a_code_by_mail_and_somebody_else_looks_at_it()
      throws LDAPException {
    try (Browser contractor = browser("en");
        Browser sponsor = browser("en");
        Browser reviewer = browser("en");
        Browser report = browser("en")) {
      Steps.enrol(contractor, "l.rossi").losePasskeys();
      String sponsors = Steps.founded(sponsor, server, SPONSOR);
      sponsor.go("/sign-in").press("Sign in with a passkey");
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
      assertThat(contractor.text()).contains("What you have shown fits", "another way can be sooner");
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

      directory.administrator().modify(
          "uid=" + SPONSOR + ",ou=people," + DemoTree.BASE,
          new Modification(ModificationType.ADD, "employeeType", "security"));
      Waiting.until(() -> Optional.of(sponsor.go("/reviews").path()).filter("/reviews"::equals));
      barred(sponsor, number, "You have another part in this case.");
      Steps.founder(report, server, REPORT).go("/reviews");
      barred(report, sponsors, "It is about the person to whom you report.");
      assertThat(contractor.complaints()).isEmpty();
      assertThat(reviewer.complaints()).isEmpty();
    }
  }

  /** Who finds the case by its number, and is told that it is not for them. */
  private static void barred(Browser reviewer, String number, String why) {
    reviewer.type("who", number).press("Find");
    assertThat(reviewer.title()).isEqualTo("This case is not for you to review");
    assertThat(reviewer.text()).contains(why);
  }

  @Test
  void in_german_a_second_person_takes_the_place_of_what_is_lost_and_takes_it_back() {
    try (Browser before = browser("en")) {
      Steps.enrol(before, "p.wagner");
    }
    try (Browser lost = browser("de"); Browser second = browser("en"); Browser supervisor = browser("en")) {
      Steps.founder(second, server, SECOND);
      Steps.founder(supervisor, server, SUPERVISOR);
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
      second.choose("IN_PERSON").press("Weiter").look("de-attest-deed").press("Mit Passkey unterschreiben");
      supervisor.go("/attest").type("number", number).press("Continue").choose("IN_PERSON").press("Continue");
      supervisor.press("Sign with passkey");
      lost.press("Ich wurde bestätigt").look("de-everything-waits-a-day");
      assertThat(lost.text()).contains("Wenn Sie noch etwas zeigen können").contains("Noch etwa 24 Stunden");
      lost.press("Code schicken");
      lost.type("code", Steps.newestCode(lost, "p.wagner")).press("Code prüfen").look("de-everything-waits-half-a-day");
      assertThat(lost.text()).contains("Noch etwa 12 Stunden").doesNotContain("Wenn Sie noch etwas zeigen können");
      assertThat(lost.complaints()).isEmpty();
      assertThat(second.complaints()).isEmpty();
    }
  }

  @Test
  @Requirement({"R-53-AU-6", "R-53-IR-4"})
  void f_10_a_review_that_nobody_makes_is_said_to_be_late_and_then_what_the_case_made_is_held_back() {
    try (Browser person = browser("en"); Browser reviewer = browser("en")) {
      Steps.founder(reviewer, server, LATE_REVIEWER);
      Steps.enrol(person, "g.jansen").go("/sign-in").press("Sign in with a passkey");
      assertThat(person.text()).doesNotContain("held back");

      late("g.jansen", 0);
      Waiting.until(() -> reviewer.letter(LATE_REVIEWER + "@nordhafen.example", "A review is late"));
      late("g.jansen", 2);
      Waiting.until(
          () -> reviewer.letter(
              LATE_REVIEWER + "@nordhafen.example", "Nobody has reviewed a case, and something is held back"));

      reviewer.go("/reviews").type("who", "g.jansen").press("Find").look("reviews-overdue");
      assertThat(reviewer.text()).contains("Overdue", "Held back");
      assertThat(reviewer.follow("Jansen").look("review-held-back").text()).contains("Nobody has reviewed", "in time");
      assertThat(person.go("/account").look("account-held-back").text())
          .contains("The passkey of this session is held back");
      assertThat(person.complaints()).isEmpty();
      assertThat(reviewer.complaints()).isEmpty();
    }
  }

  /** The items about this account were due long ago, and that was said so often. */
  private static void late(String name, int said) {
    change(
        "update review_item set due_at = opened_at - interval '80' hour, escalates_at = opened_at - interval '1' hour,"
            + " escalations = " + said + " where case_id in (select id from recovery_case where name = '" + name
            + "')");
  }
}
