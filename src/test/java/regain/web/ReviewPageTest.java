package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said on the page of a case, beside what was shown and done. */
class ReviewPageTest {
  private static String page(Locale language) {
    return SampleReviews.all(List.of()).stream()
        .filter(ReviewPage.class::isInstance)
        .findFirst()
        .map(it -> set(it, language))
        .orElseThrow();
  }

  private static String set(Object page, Locale language) {
    return PagesTest.typesetter(PagesTest.settings(Set.of())).set(page, FakeWeb.visit(language));
  }

  @Test
  void a_verdict_on_what_is_about_nobody_promises_no_containing() {
    assertThat(set(SampleReviews.ofNobody(), Locale.ENGLISH))
        .contains("It was an attack. The security team is told.", "It was no attack.")
        .doesNotContain("Contain it:", "It was this person.");
    assertThat(set(SampleReviews.ofNobody(), Locale.GERMAN)).contains("Es war ein Angriff.")
        .doesNotContain("Eindämmen:");
  }

  @Test
  void what_is_unusual_about_a_word_is_said() {
    assertThat(page(Locale.ENGLISH)).contains(
        "Signed in less than 20 seconds", "At least the third word within a day",
        "Spoke for the same person within 90 days before");
    assertThat(page(Locale.GERMAN)).contains(
        "In weniger als 20 Sekunden unterschrieben", "Mindestens die dritte Bürgschaft an einem Tag");
  }

  @Test
  void every_decision_is_there_with_the_rules_that_objected_and_what_slowed_the_case() {
    assertThat(page(Locale.ENGLISH)).containsSubsequence(
        "Waiting time until", "An unknown browser in an unknown country waits",
        "NEW_RULE", "All proofs are there", "No rule objected", "Slowed down by:",
        "Many failures slow everything down");
    assertThat(page(Locale.GERMAN)).contains("Gebremst von:", "Keine Regel hatte einen Einwand");
  }
}
