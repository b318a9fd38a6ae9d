package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.policy.Signal;
import regain.recovery.Attestations.Asked;
import regain.recovery.Attestations.How;

/** What somebody reads who is asked to vouch: all that they need of the case, word for word, and no more of it. */
class AttestPageTest {
  private static final CaseId CASE = new CaseId(UUID.fromString("11111111-2222-4333-8444-555555555555"));
  private static final PersonId SUBJECT = new PersonId(new UUID(4, 2));
  private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0";
  private static final String TEXT = "It is about Birte Hansen.\nI saw this person myself.\n";

  private static Asked asked(Method as, Purpose wants, boolean inPersonOnly, Signal... reasons) {
    return new Asked(
        CASE, SUBJECT, "Birte Hansen", "b.hansen", as, wants, SamplePages.NOW, "203.0.113.9", AGENT, inPersonOnly,
        List.of(reasons), Optional.of(How.IN_PERSON), Optional.of(TEXT));
  }

  private static Asked ordinary() {
    return asked(Method.SUPERVISOR_ATTESTATION, Purpose.EXCEPTION, false);
  }

  private static String before(Asked asked, Locale language) {
    return set(new AttestResource.Before("/attest/" + CASE, asked, "Firefox on Linux", false), language);
  }

  private static String set(Object page, Locale language) {
    return PagesTest.typesetter(PagesTest.settings(Set.of())).set(page, FakeWeb.visit(language));
  }

  /** Whatever can be read there, as one line. */
  private static String read(String html, String from, String to) {
    int begin = html.indexOf(from);
    return html.substring(begin, html.indexOf(to, begin)).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
  }

  @Test
  void an_ordinary_case_says_who_what_since_when_from_where_and_why_this_way_and_nothing_else() {
    assertThat(read(before(ordinary(), Locale.ENGLISH), "<main", "<form")).isEqualTo(
        "Have you seen Birte Hansen? The directory says that this person reports to you."
            + " Account Birte Hansen (b.hansen)"
            + " Wants a new passkey in place of everything that is lost"
            + " Why this way They say that no passkey is left, and not enough else to come back alone."
            + " Begun Tue 14 July 2026, 08:31 CEST"
            + " From 203.0.113.9, Firefox on Linux"
            + " Case " + CASE.number());
    assertThat(read(before(ordinary(), Locale.GERMAN), "<main", "<form")).isEqualTo(
        "Haben Sie Birte Hansen gesehen? Laut Verzeichnis berichtet dieser Mensch an Sie."
            + " Konto Birte Hansen (b.hansen)"
            + " Möchte einen neuen Passkey anstelle von allem, was verloren ist"
            + " Warum dieser Weg Es ist angeblich kein Passkey mehr da und auch sonst zu wenig, um allein"
            + " zurückzukommen."
            + " Begonnen Di., 14. Juli 2026, 08:31 Uhr (MESZ)"
            + " Von 203.0.113.9, Firefox on Linux"
            + " Vorgang " + CASE.number());
  }

  @Test
  void nothing_that_is_not_for_people_to_read_is_on_the_page_either() {
    assertThat(before(ordinary(), Locale.ENGLISH)).doesNotContain(SUBJECT.toString(), AGENT, "Mozilla", "@", TEXT);
  }

  @Test
  void below_it_stands_what_counts_and_that_nothing_else_does() {
    assertThat(read(before(ordinary(), Locale.ENGLISH), "<form", "</main>")).isEqualTo(
        "How have you seen them?"
            + " In person They are here, with the screen that shows the number."
            + " On a video call that I started To a number or address that I knew before."
            + " They held the screen into the picture."
            + " Nothing else counts: no call that came in, no message, no voice alone."
            + " Continue I have not seen them");
  }

  @Test
  void of_somebody_with_privileged_rights_it_says_that_and_asks_for_them_in_person() {
    String html = before(asked(Method.SUPERVISOR_ATTESTATION, Purpose.BINDING, true), Locale.ENGLISH);

    assertThat(read(html, "<main", "<form")).contains(
        "Wants a new password, with a passkey at hand",
        "Why this way Their account has privileged rights: it is reset by nobody alone.");
    assertThat(read(html, "<form", "</main>"))
        .contains("In person They are here", "only having them in front of you counts")
        .doesNotContain("On a video call");
  }

  @Test
  void over_an_appeal_each_reason_for_which_a_rule_refuses_stands_there_and_no_other() {
    String html = before(
        asked(Method.INDEPENDENT_ATTESTATION, Purpose.RECOVERY, false, Signal.COUNTRY, Signal.FAILURES),
        Locale.ENGLISH);

    assertThat(read(html, "<main", "<form")).containsSubsequence(
        "You are named to confirm people of other lines.",
        "Why this way They have shown something, and a rule refuses all the same. Read below why.",
        "A rule refuses this case It looks like an attack:"
            + " A country that is not usual for it, or could not be told"
            + " Many failed tries, whoever made them Ask the person");
  }

  @Test
  void what_is_signed_stands_there_word_for_word_with_who_signs_about_whom() {
    String html = set(
        new AttestResource.Deed("/attest/" + CASE, ordinary(), "Henrik Brandt", TEXT, "7f3a 91c0 5be2 d84f"),
        Locale.ENGLISH);

    assertThat(html).contains("<p class=\"verbatim\">" + TEXT + "</p>");
    assertThat(read(html, "<blockquote", "</section>")).isEqualTo(
        TEXT.replace('\n', ' ')
            + "Signed by Henrik Brandt Account b.hansen Fingerprint of the text 7f3a 91c0 5be2 d84f"
            + " Your passkey signs exactly this text, once.");
    assertThat(html).doesNotContain(SUBJECT.toString(), AGENT, "Mozilla", "@", "203.0.113.9");
  }
}
