package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import regain.policy.Narrowing;
import regain.signals.Segment;
import regain.signals.Segment.Kind;
import regain.signals.Volumes.Hour;
import regain.signals.Volumes.Line;
import regain.web.StormResource.Bar;
import regain.web.StormResource.Chart;
import regain.web.StormResource.Parts;

/** The charts of what is reset now say what the tables under them say. */
class StormResourceTest {
  private static final Pattern CHART = Pattern.compile("<svg class=\"(?:hours|parts)\"");
  private static final Pattern TABLE_BELOW = Pattern.compile("</svg>.*<table.*<tbody>.*<td", Pattern.DOTALL);
  private static final Pattern SEGMENT = Pattern.compile(
      "<text x=\"0\"[^>]*>([^<]*)</text><text class=\"end\"[^>]*>([^<]*), usual ([^<]*)</text>");
  private static final Pattern ROW = Pattern.compile(
      "<th scope=\"row\">([^<]*)</th><td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td>");
  private static final Pattern DAY = Pattern.compile("<td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td></tr>");
  private static final Pattern BAR = Pattern.compile(
      "<rect class=\"seen\"[^>]* height=\"([0-9]*)\"></rect><rect class=\"usual\"[^>]* y=\"([0-9]*)\"");
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

  private static StormResource.Page sample() {
    return SampleReviews.all(List.of()).stream()
        .filter(StormResource.Page.class::isInstance)
        .map(StormResource.Page.class::cast)
        .filter(it -> !it.parts().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static String set(StormResource.Page page) {
    return PagesTest.typesetter(PagesTest.settings(Set.of())).set(page, FakeWeb.visit(Locale.ENGLISH));
  }

  @Test
  void the_page_has_a_table_under_each_chart_and_the_brakes_beside_them() {
    String html = set(sample());

    assertThat(html.split("<svg class=\"hours\"", -1)).hasSize(3);
    assertThat(html.split("<svg class=\"parts\"", -1)).hasSize(1 + sample().parts().size());
    assertThat(html.split("<section", -1)).filteredOn(it -> CHART.matcher(it).find())
        .hasSize(2 + sample().parts().size())
        .allMatch(TABLE_BELOW.asPredicate());
    assertThat(html).contains(
        Stream.of(Narrowing.values()).map(it -> "name=\"narrow-" + it + "\"").toArray(String[]::new));
  }

  @Test
  void what_is_drawn_of_the_segments_stands_in_the_table_below_with_those_that_there_is_no_room_for() {
    List<Line> lines = IntStream.range(0, 10)
        .mapToObj(
            it -> new Line(
                new Segment(Kind.UNIT, "Unit " + it),
                List.of(new Hour(EIGHT, 100 + it, 200.5), new Hour(NINE, 50 - it, 20.5 + it))))
        .toList();
    Parts parts = Parts.of(Kind.UNIT, lines, it -> it.segment().key());

    String html = set(
        new StormResource.Page(
            Optional.empty(), Chart.of(List.of()), Chart.of(List.of()), List.of(parts), sample().brakes()));

    assertThat(found(SEGMENT, html)).hasSize(8).startsWith("Unit 0 50 20.5", "Unit 1 49 21.5");
    assertThat(found(ROW, html)).hasSize(10).startsWith(found(SEGMENT, html).toArray(String[]::new))
        .endsWith("Unit 9 41 29.5");
    assertThat(found(DAY, html)).as("and how many it was in a day").hasSize(10).startsWith("150 221.0", "150 222.0");
  }

  @Test
  void each_bar_of_the_hours_has_its_row_in_the_table_below_the_newest_first() {
    List<Hour> hours = IntStream.range(0, 48)
        .mapToObj(it -> new Hour(EIGHT.plus(Duration.ofHours(it)), it, 60 - it))
        .toList();

    String html = set(
        new StormResource.Page(
            Optional.empty(), Chart.of(hours), Chart.of(List.of()), List.of(), sample().brakes()));

    List<String> rows = found(ROW, html);
    assertThat(rows).hasSize(48).startsWith("Thu 16 July 2026, 09:00 CEST 47 13.0");
    // Two points for each, as 60 are as high as it is.
    assertThat(found(BAR, html)).containsExactlyElementsOf(
        IntStream.range(0, 48).mapToObj(it -> 2 * it + " " + 2 * it).toList());
    assertThat(rows.reversed()).zipSatisfy(
        hours, (row, hour) -> assertThat(row).endsWith(" " + hour.seen() + " " + hour.expected()));
  }

  private static List<String> found(Pattern pattern, String html) {
    return pattern.matcher(html).results()
        .map(it -> IntStream.rangeClosed(1, it.groupCount()).mapToObj(it::group).collect(Collectors.joining(" ")))
        .toList();
  }
}
