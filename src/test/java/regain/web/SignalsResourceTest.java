package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.signals.Dial;
import regain.signals.Thresholds;

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

  /** Of somebody else than whoever has just ticked the wrong box. */
  private static SignalsResource.Page changed() {
    return SampleReviews.all(List.of()).stream()
        .filter(SignalsResource.Page.class::isInstance)
        .map(SignalsResource.Page.class::cast)
        .filter(it -> it.card().history().size() == 2)
        .findFirst()
        .map(it -> new SignalsResource.Page(it.card(), it.precision(), Map.of(), "", ""))
        .orElseThrow();
  }

  private static String set(SignalsResource.Page page) {
    return PagesTest.typesetter(PagesTest.settings(Set.of())).set(page, FakeWeb.visit(Locale.ENGLISH));
  }

  /** Whatever can be read, cell by cell. */
  private static String read(String html) {
    return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
  }

  @Test
  void what_they_are_for_who_answers_for_them_and_which_version_holds_stands_first() {
    assertThat(read(set(changed()))).containsSubsequence(
        "What they are for", "No signal ever asks for less.", "Owner &lt;b&gt;Head Version 2 Alarms are not raised");
    assertThat(read(page(Locale.ENGLISH))).containsSubsequence(
        "Owner Nobody is named. Set regain.risk-signals.owner. Version 1 Alarms are raised");
  }

  @Test
  void what_they_do_not_know_is_said() {
    assertThat(read(page(Locale.ENGLISH))).containsSubsequence(
        "What they do not know", "is known from synthetic data only", "What nobody noticed is not in it.",
        "Hours of the week are those of one time zone", "a browser by a cookie");
  }

  @Test
  void whom_they_held_up_is_there_for_each_population_and_the_share_where_there_is_one() {
    assertThat(read(set(changed()))).contains(
        "Of 5 that were judged, 2 were attacks.",
        "Slowed down and never finished Employees 120 3 2.5% 1 People who run Regain 0 0 – 0 ",
        "that nobody found to be abuse");
    assertThat(page(Locale.ENGLISH)).contains("None was judged yet");
  }

  @Test
  void every_threshold_is_there_with_what_holds_what_is_allowed_and_what_regain_comes_with() {
    String html = set(changed());
    for (Dial dial : Dial.values()) {
      assertThat(html).containsOnlyOnce("id=\"dial-" + dial + "\"");
      String field = html.substring(html.indexOf("for=\"dial-" + dial + "\""));
      SignalsResource.Dialed shown = changed().dials().stream().filter(it -> it.dial() == dial).findFirst()
          .orElseThrow();
      assertThat(Double.valueOf(shown.shipped())).isEqualTo(Thresholds.FIRST.at(dial));
      assertThat(field).containsSubsequence(
          "From " + shown.least() + " to " + shown.most() + "; Regain comes with " + shown.shipped() + ".",
          "id=\"dial-" + dial + "\"", "value=\"" + shown.value() + "\"");
    }
  }

  @Test
  void who_approved_which_version_and_why_is_there_and_of_the_first_that_nobody_has() {
    assertThat(read(set(changed()))).containsSubsequence(
        "Who approved what", "2 (are not raised)", "14 July 2026", "&lt;b&gt;Ruth, &lt;i&gt;Volker", "&lt;b&gt;Calls",
        "1 As Regain comes. Nobody of this house has approved it.");
  }

  @Test
  void the_switch_turns_alarms_off_while_they_are_on_and_on_while_they_are_off() {
    String off = "<form action=\"/reviews/signals/switch\" method=\"post\">";
    assertThat(page(Locale.ENGLISH)).containsSubsequence(off, "Propose to turn alarms off")
        .doesNotContain("Propose to turn alarms on");
    assertThat(set(changed())).containsSubsequence(off, "Propose to turn alarms on")
        .doesNotContain("Propose to turn alarms off");
  }
}
