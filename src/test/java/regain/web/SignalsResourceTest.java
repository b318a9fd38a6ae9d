package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;

/** What the page of those who answer for the risk signals owns up to. */
class SignalsResourceTest {
  private static String page(Locale language) {
    return SampleReviews.all(List.of()).stream()
        .filter(SignalsResource.Page.class::isInstance)
        .findFirst()
        .map(it -> PagesTest.typesetter(PagesTest.settings(Set.of())).set(it, FakeWeb.visit(language)))
        .orElseThrow();
  }

  @Test
  void that_the_figures_come_from_synthetic_data_is_said_beside_them() {
    assertThat(page(Locale.ENGLISH)).contains("In an organisation that does not exist", "synthetic data");
    assertThat(page(Locale.GERMAN)).contains("In einer Organisation, die es nicht gibt", "aus künstlichen Daten");
  }

  @Test
  @Requirement("R-53-AU-6")
  void by_when_somebody_looks_stands_there_for_every_cause() {
    assertThat(page(Locale.ENGLISH)).containsSubsequence(
        ">4 hours<", "The person said that it was not them", ">24 hours<", "Unusual surroundings", ">72 hours<",
        "Chosen by chance");
  }
}
