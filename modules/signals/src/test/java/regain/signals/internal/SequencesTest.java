package regain.signals.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import org.junit.jupiter.api.Test;
import regain.signals.Happening;
import regain.signals.Segment;
import regain.signals.Segment.Kind;
import regain.signals.Thresholds.Window;

class SequencesTest {
  private static final Instant START = Instant.parse("2026-07-14T06:00:00Z");
  private static final Series AGENT = new Series(Happening.RESET, new Segment(Kind.AGENT, "somebody"));
  private static final Window FIVE_AN_HOUR = new Window(Happening.RESET, Kind.AGENT, 5, Duration.ofMinutes(60));
  private static final Segment ACCOUNT = new Segment(Kind.ACCOUNT, "somebody");
  private static final Duration HALF_A_DAY = Duration.ofHours(12);

  private static Instant at(int minutes) {
    return START.plus(Duration.ofMinutes(minutes));
  }

  private static Optional<Finding> full(int... minutes) {
    return Sequences.full(AGENT, IntStream.of(minutes).mapToObj(SequencesTest::at).toList(), FIVE_AN_HOUR);
  }

  @Test
  void five_within_an_hour_are_too_many_and_five_in_an_hour_and_a_bit_are_not() {
    assertThat(full(0, 10, 20, 30, 59)).isPresent();
    assertThat(full(0, 10, 20, 30, 60)).isEmpty();
    assertThat(full(0, 10, 20, 30)).isEmpty();
  }

  @Test
  void the_newest_full_window_is_said_with_all_that_is_in_it() {
    Finding found = full(0, 1, 2, 3, 4, 5, 90).orElseThrow();

    assertThat(found.from()).isEqualTo(at(0));
    assertThat(found.to()).isEqualTo(at(5));
    assertThat(found.seen()).isEqualTo(6);
    assertThat(found.expected()).isEqualTo(5);
  }

  private static Optional<Finding> stripped(List<Instant> resets, List<Instant> removals, List<Instant> additions) {
    return Sequences.stripped(
        ACCOUNT,
        Map.of(
            new Series(Happening.RESET, ACCOUNT),
            resets,
            new Series(Happening.FACTOR_REMOVED, ACCOUNT),
            removals,
            new Series(Happening.FACTOR_ADDED, ACCOUNT),
            additions),
        HALF_A_DAY);
  }

  @Test
  void a_reset_then_a_removal_then_an_addition_is_found() {
    Finding found = stripped(List.of(at(0)), List.of(at(5), at(6)), List.of(at(700))).orElseThrow();

    assertThat(found.from()).isEqualTo(at(0));
    assertThat(found.to()).isEqualTo(at(700));
    assertThat(found.seen()).isEqualTo(2);
  }

  @Test
  void in_another_order_or_too_slowly_it_is_not() {
    assertThat(stripped(List.of(at(10)), List.of(at(5)), List.of(at(20)))).as("removed before").isEmpty();
    assertThat(stripped(List.of(at(0)), List.of(at(15)), List.of(at(10)))).as("added before").isEmpty();
    assertThat(stripped(List.of(at(0)), List.of(at(5)), List.of(at(721)))).as("too late").isEmpty();
    assertThat(stripped(List.of(), List.of(at(5)), List.of(at(20)))).as("no reset").isEmpty();
    assertThat(stripped(List.of(at(0)), List.of(), List.of(at(20)))).as("no removal").isEmpty();
  }

  @Test
  void an_earlier_removal_does_not_hide_a_later_one() {
    assertThat(stripped(List.of(at(0), at(600)), List.of(at(5), at(610)), List.of(at(1000)))).isPresent();
  }

  @Property
  void a_series_is_read_as_it_was_written(
      @ForAll Happening what, @ForAll Kind kind, @ForAll @NotBlank String key) {
    var series = new Series(what, new Segment(kind, key));

    assertThat(Series.of(series.text())).isEqualTo(series);
    assertThat(series.text().lines()).hasSize(1);
    assertThat(series.text().length()).isLessThanOrEqualTo(130);
  }
}
