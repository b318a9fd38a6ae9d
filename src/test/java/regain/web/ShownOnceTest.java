package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pages with a secret that is shown once: it is on the page and nowhere else, and the form before is not sent again. */
class ShownOnceTest {
  private static final List<String> SECRETS = List.of("4F7K-M2QP", "GEZD GNBV");

  private static List<Object> pages() {
    Typesetter typesetter = PagesTest.typesetter(PagesTest.settings(Set.of()));
    return SamplePages.all().stream()
        .filter(it -> SECRETS.stream().anyMatch(typesetter.set(it, FakeWeb.visit(Locale.ENGLISH))::contains))
        .toList();
  }

  @Test
  void there_are_codes_a_continuation_a_second_factor_and_an_invitation() {
    assertThat(pages()).extracting(it -> it.getClass().getSimpleName())
        .containsOnly("CodesPage", "Continuation", "FactorPage", "Invited");
  }

  @Test
  void no_secret_is_printed_with_its_page() {
    assertThat(pages()).allSatisfy(
        page -> assertThat(String.valueOf(page)).doesNotContain(SECRETS).doesNotContain("GEZDGNBV"));
  }

  @Test
  void reloading_such_a_page_leads_to_one_that_may_be_fetched() {
    Typesetter typesetter = PagesTest.typesetter(PagesTest.settings(Set.of()));

    assertThat(pages()).allMatch(it -> typesetter.set(it, FakeWeb.visit(Locale.GERMAN)).contains("data-once=\"/"));
  }
}
