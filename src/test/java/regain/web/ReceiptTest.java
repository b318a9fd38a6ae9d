package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import regain.recovery.CameFrom;
import regain.recovery.CaseView.Effect;
import regain.recovery.CaseView.Status;
import regain.recovery.CaseView.What;
import regain.recovery.State;

/** What the last page says of applications: no more than is known, and a way back. */
class ReceiptTest {
  private static final Back BACK = new Back(new CameFrom("payroll", "https://payroll.example/after?a=1&b=2"),
      "Payroll");
  private static final Beyond BEYOND = new Beyond(
      Optional.empty(), Optional.of(BACK), Map.of("app:payroll", "Payroll & Leave"));

  private static String receipt(Status asked, Optional<Back> back) {
    List<Effect> effects = List.of(
        new Effect(What.ASKED, asked, "app:payroll", -1, SamplePages.NOW),
        new Effect(What.SESSIONS, Status.DONE, "regain", 1, SamplePages.NOW));
    return set(
        new CasePages.Receipt(
            rail(), effects.stream().map(BEYOND::named).toList(), 2, false, Optional.empty(), Optional.empty(),
            Optional.empty(), back));
  }

  private static Rail rail() {
    return new Rail(Journey.PASSWORD, Rail.RECEIPT, List.of(), Optional.empty());
  }

  private static String set(Object page) {
    return PagesTest.typesetter(PagesTest.settings(Set.of())).set(page, FakeWeb.visit(Locale.ENGLISH));
  }

  @Test
  void an_application_that_accepted_is_marked_as_that_and_not_as_done() {
    String html = receipt(Status.DONE, Optional.empty());

    assertThat(html).contains("Payroll &amp; Leave took the request", "we cannot check", ">Accepted<", "except where");
    assertThat(html.split(">Done<", -1)).as("of our own sessions alone").hasSize(2);
  }

  @Test
  void one_that_has_not_is_named_and_the_page_does_not_say_that_all_is_confirmed() {
    String html = receipt(Status.NOT_CONFIRMED, Optional.empty());

    assertThat(html).contains("Payroll &amp; Leave has not taken", ">Not confirmed<", "still to confirm");
    assertThat(html).doesNotContain(">Accepted<", "has been confirmed");
  }

  @Test
  void the_way_back_is_a_plain_link_on_the_last_page_whatever_it_is() {
    var closed = new CasePages.Closed(rail(), State.CANCELLED, Optional.empty(), false, List.of(), Optional.of(BACK));
    String link = "href=\"https://payroll.example/after?a=1&amp;b=2\">Back to Payroll</a>";

    assertThat(receipt(Status.DONE, Optional.of(BACK))).contains(link);
    assertThat(set(closed)).contains(link).contains("href=\"/?app=payroll&amp;return=https%3A%2F%2Fpayroll.example");
    assertThat(receipt(Status.DONE, Optional.empty())).doesNotContain("Back to Payroll", "payroll.example");
  }
}
