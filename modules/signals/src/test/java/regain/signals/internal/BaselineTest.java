package regain.signals.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import regain.signals.Happening;
import regain.signals.Segment;
import regain.signals.Segment.Kind;
import regain.signals.Thresholds;

/** What is learned, and what cannot be taught. */
class BaselineTest {
  private static final Thresholds THRESHOLDS = Thresholds.FIRST;
  private static final int WEEK = Baseline.WEEK;
  private static final int HOURS = 8 * WEEK;
  private static final Instant MONDAY = Instant.parse("2026-07-13T00:00:00Z");
  private static final Instant NINE = MONDAY.plus(Duration.ofHours(9));

  /** Two at nine on each working day, and one at ten. */
  private static int[] calm() {
    int[] hours = new int[HOURS];
    for (int day = 0; day < HOURS / 24; day++) {
      if (day % 7 < 5) {
        hours[day * 24 + 9] = 2;
        hours[day * 24 + 10] = 1;
      }
    }
    return hours;
  }

  private static Baseline fit(int[] hours) {
    return Baseline.fit(hours, MONDAY.minus(Duration.ofHours(HOURS)), 8, THRESHOLDS);
  }

  @Test
  void an_hour_of_the_week_is_learned_with_its_neighbours() {
    Baseline learned = fit(calm());

    assertThat(learned.expected(NINE)).isBetween(1.3, 2.0);
    assertThat(learned.expected(NINE.plus(Duration.ofHours(12)))).isLessThan(0.02);
    assertThat(learned.expected(NINE.plus(Duration.ofDays(5)))).as("on a Saturday").isLessThan(0.02);
    assertThat(learned.expected(NINE.plus(Duration.ofDays(70)))).isEqualTo(learned.expected(NINE));
    assertThat(learned.expectedInDay(MONDAY)).isBetween(2.9, 3.4);
  }

  @Test
  void it_makes_no_difference_on_which_day_the_weeks_begin() {
    int[] hours = new int[HOURS];
    for (int i = 0; i < HOURS; i++) {
      hours[i] = calm()[(i + 72) % HOURS];
    }
    Baseline learned = Baseline.fit(hours, MONDAY.minus(Duration.ofHours(HOURS - 72)), 8, THRESHOLDS);

    assertThat(learned.rates()).isEqualTo(fit(calm()).rates());
  }

  @Test
  void who_is_new_is_learned_from_the_weeks_since() {
    int[] hours = calm();
    Arrays.fill(hours, 0, 6 * WEEK, 0);
    Baseline learned = Baseline.fit(hours, MONDAY.minus(Duration.ofHours(HOURS)), 2, THRESHOLDS);

    assertThat(learned.level()).isCloseTo(fit(calm()).level(), within(1.0));
  }

  @Test
  void one_bad_hour_teaches_nothing_beyond_what_would_have_raised_no_alarm() {
    int[] burst = calm();
    burst[3 * WEEK + 9] = 200;
    int[] floor = calm();
    floor[3 * WEEK + 9] = THRESHOLDS.floor() - 1;

    assertThat(fit(burst).rates()).isEqualTo(fit(floor).rates());
  }

  @Test
  void three_bad_weeks_do_not_make_the_next_one_less_unusual() {
    int[] bad = calm();
    for (int week = 0; week < 3; week++) {
      for (int day = 0; day < 5; day++) {
        bad[week * WEEK + day * 24 + 9] += day % 2 == 0 ? 9 : 0;
      }
    }
    assertThat(fit(bad).spread).isLessThan(0.3);
  }

  @Test
  void of_nobody_next_to_nothing_is_expected_and_that_is_not_nothing() {
    Baseline learned = fit(new int[HOURS]);

    assertThat(learned.expected(NINE)).isEqualTo(Baseline.NOTHING.expected(NINE)).isPositive();
    assertThat(Tail.atLeastGiven(2, 5, learned.expected(NINE), learned.size(NINE))).isLessThan(1e-4);
  }

  @Test
  void what_is_written_is_read() {
    Baseline learned = fit(calm());
    Baseline read = Baseline.of(learned.rates(), learned.spread, learned.daySpread, learned.weeks, THRESHOLDS.zone());

    assertThat(read.rates()).isEqualTo(learned.rates());
    assertThat(read.expected(NINE)).isCloseTo(learned.expected(NINE), within(0.001));
  }

  @Property(tries = 100)
  void whatever_is_learned_is_a_rate_and_a_size(
      @ForAll @Size(HOURS) List<@IntRange(max = 400) Integer> seen, @ForAll @IntRange(max = 10) int age) {
    int[] hours = seen.stream().mapToInt(it -> it).toArray();
    Baseline learned = Baseline.fit(hours, MONDAY, age, THRESHOLDS);

    assertThat(learned.expected(NINE)).isPositive().isFinite();
    assertThat(learned.size(NINE)).isPositive().isFinite();
    assertThat(learned.deviationOfDay(MONDAY, 1)).isPositive().isFinite();
    assertThat(learned.rates().length()).isLessThan(2000);
  }

  private static BaselineRow learned(int[] hours) {
    return learned(Happening.RESET, hours);
  }

  private static BaselineRow learned(Happening what, int[] hours) {
    var row = new BaselineRow(
        new Series(what, new Segment(Kind.UNIT, "Harbour")),
        MONDAY.minus(Duration.ofHours(HOURS)));
    assertThat(row.close(MONDAY, hours, THRESHOLDS)).isEmpty();
    return row;
  }

  @Test
  void what_is_usual_rises_by_no_more_than_five_in_a_hundred_a_week() {
    BaselineRow row = learned(Arrays.stream(calm()).map(it -> 5 * it).toArray());
    double before = row.baseline(THRESHOLDS).orElseThrow().level();
    int[] flood = new int[HOURS];
    Arrays.fill(flood, 4);

    row.close(MONDAY.plus(Duration.ofDays(7)), flood, THRESHOLDS);

    assertThat(row.baseline(THRESHOLDS).orElseThrow().level()).isBetween(before * 1.04, before * 1.055);
  }

  @Test
  void a_day_is_compared_before_it_is_learned_from_and_a_ramp_is_found_once_it_is_one() {
    BaselineRow row = learned(calm());
    Optional<Finding> found = Optional.empty();
    int day = 0;
    int[] hours = calm();
    while (found.isEmpty() && day < 30) {
      day++;
      int[] next = new int[HOURS];
      System.arraycopy(hours, 24, next, 0, HOURS - 24);
      next[HOURS - 15] = 4;
      next[HOURS - 14] = 4;
      hours = next;
      found = row.close(MONDAY.plus(Duration.ofDays(day)), hours, THRESHOLDS);
    }
    assertThat(day).isBetween(4, 10);
    assertThat(found.orElseThrow().seen()).isEqualTo(8.0 * day);
    assertThat(found.orElseThrow().expected()).isLessThan(4.0 * day);
    assertThat(found.orElseThrow().from()).isEqualTo(MONDAY);
  }

  @Test
  void a_ramp_of_failures_is_one_of_many_people_and_says_how_many_failures() {
    assertThat(failing(8)).isEmpty();
    assertThat(failing(40).orElseThrow().seen()).isEqualTo(40 * 6);
  }

  /** After six days with so many failures where there were none. */
  private static Optional<Finding> failing(int each) {
    BaselineRow row = learned(Happening.FAILURE, calm());
    int[] hours = calm();
    for (int day = 0; day < 6; day++) {
      hours[HOURS - 15 - 24 * day] = each;
      hours[HOURS - 14 - 24 * day] = 0;
    }
    return row.close(MONDAY.plus(Duration.ofDays(6)), hours, THRESHOLDS);
  }
}
