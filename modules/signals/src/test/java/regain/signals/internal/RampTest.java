package regain.signals.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import regain.signals.Thresholds;

class RampTest {
  private static final Thresholds THRESHOLDS = Thresholds.FIRST;

  private static Ramp after(int... days) {
    Ramp ramp = Ramp.NONE;
    for (int each : days) {
      ramp = ramp.next(each, 100, 10, THRESHOLDS);
    }
    return ramp;
  }

  private static int[] days(int count, int seen) {
    int[] days = new int[count];
    Arrays.fill(days, seen);
    return days;
  }

  @Test
  void a_day_as_usual_adds_nothing() {
    assertThat(after(days(100, 100))).isEqualTo(Ramp.NONE);
  }

  @Test
  void two_deviations_above_are_a_ramp_after_a_week_and_half_of_one_never() {
    assertThat(after(days(6, 120)).isOver(THRESHOLDS)).isFalse();
    assertThat(after(days(7, 120)).isOver(THRESHOLDS)).isTrue();
    assertThat(after(days(400, 105))).isEqualTo(Ramp.NONE);
  }

  @Test
  void it_says_how_many_there_were_and_how_many_are_usual_since_it_began() {
    assertThat(after(80, 120, 130)).isEqualTo(new Ramp(1.25 + 2.25, 2, 250, 200));
  }

  @Test
  void one_day_however_bad_is_no_ramp_and_after_any_ramp_it_comes_back() {
    assertThat(after(10_000).isOver(THRESHOLDS)).isFalse();
    Ramp ramp = after(days(1000, 10_000));
    int days = 0;
    while (ramp.isOver(THRESHOLDS)) {
      ramp = ramp.next(100, 100, 10, THRESHOLDS);
      days++;
    }
    assertThat(days).isBetween(5, 13);
  }

  @Test
  void fewer_than_the_floor_are_no_ramp_however_rare_they_are() {
    Ramp ramp = Ramp.NONE;
    for (int day = 0; day < 9; day++) {
      ramp = ramp.next(1, 0.05, 0.2, THRESHOLDS);
    }
    assertThat(ramp.sum()).isGreaterThan(THRESHOLDS.limit());
    assertThat(ramp.isOver(THRESHOLDS)).isFalse();
  }

  @Property
  void more_in_a_day_never_makes_less_of_a_ramp(
      @ForAll List<@IntRange(max = 300) Integer> days, @ForAll @IntRange(max = 100) int more) {
    double before = after(days.stream().mapToInt(it -> it).toArray()).sum();
    double after = after(days.stream().mapToInt(it -> it + more).toArray()).sum();

    assertThat(after).isGreaterThanOrEqualTo(before);
  }
}
