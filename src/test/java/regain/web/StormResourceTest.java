package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import regain.signals.Segment;
import regain.signals.Segment.Kind;
import regain.signals.Volumes.Hour;
import regain.signals.Volumes.Line;
import regain.web.StormResource.Bar;
import regain.web.StormResource.Chart;
import regain.web.StormResource.Parts;

/** The charts of what is reset now say what the tables under them say. */
class StormResourceTest {
  private static final Instant EIGHT = Instant.parse("2026-07-14T08:00:00Z");
  private static final Instant NINE = Instant.parse("2026-07-14T09:00:00Z");

  @Test
  void a_bar_is_as_high_as_what_was_seen_and_its_mark_as_what_is_usual() {
    Chart chart = Chart.of(List.of(new Hour(EIGHT, 3, 1.5), new Hour(NINE, 6, 4.5)));

    assertThat(chart.top()).isEqualTo(6);
    assertThat(chart.bars()).containsExactly(
        new Bar(0, 60, 60, 90, EIGHT, 3, 1.5), new Bar(12, 0, 120, 30, NINE, 6, 4.5));
    assertThat(chart.newest()).extracting(Bar::begins).containsExactly(NINE, EIGHT);
  }

  @Test
  void whichever_has_most_in_this_hour_comes_first() {
    var quiet = new Line(new Segment(Kind.UNIT, "quiet"), List.of(new Hour(EIGHT, 9, 1), new Hour(NINE, 1, 2)));
    var busy = new Line(new Segment(Kind.UNIT, "busy"), List.of(new Hour(EIGHT, 0, 1), new Hour(NINE, 4, 1)));

    Parts parts = Parts.of(Kind.UNIT, List.of(quiet, busy), it -> it.segment().toString());

    assertThat(parts.all()).extracting(StormResource.Part::seen).containsExactly(4, 1);
    assertThat(parts.all().getFirst().wide()).isEqualTo(320);
    assertThat(parts.all().getLast().day()).isEqualTo(10);
  }

  @Test
  void the_page_has_a_table_under_each_chart_and_the_brakes_beside_them() {
    String html = SampleReviews.all(List.of()).stream()
        .filter(StormResource.Page.class::isInstance)
        .map(StormResource.Page.class::cast)
        .filter(it -> !it.parts().isEmpty())
        .findFirst()
        .map(it -> PagesTest.typesetter(PagesTest.settings(Set.of())).set(it, FakeWeb.visit(Locale.ENGLISH)))
        .orElseThrow();

    assertThat(html.split("<svg class=\"hours\"", -1)).hasSize(3);
    assertThat(html.split("The same as a table", -1)).hasSizeGreaterThanOrEqualTo(3);
    assertThat(html).contains("name=\"narrow-DESK_PAUSED\"", "name=\"narrow-EXCEPTIONS_PAUSED\"");
  }
}
