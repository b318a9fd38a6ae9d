package regain.signals.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DiscoveriesTest {
  /** Benjamini and Hochberg (1995), section 3.2: fifteen endpoints of a trial; four are believed, and three by Bonferroni. */
  private static final double[] TRIAL = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
      0.4262, 0.5719, 0.6528, 0.7590, 1};

  @Test
  void the_example_of_those_who_thought_of_it() {
    assertThat(Discoveries.believedUpTo(TRIAL, 15, 0.05)).isEqualTo(0.0095);
  }

  @Test
  void what_is_left_out_counts_as_a_test() {
    assertThat(Discoveries.believedUpTo(Arrays.copyOf(TRIAL, 5), 15, 0.05)).isEqualTo(0.0095);
    assertThat(Discoveries.believedUpTo(Arrays.copyOf(TRIAL, 5), 150, 0.05)).isEqualTo(0.0004);
  }

  @Test
  void nothing_is_believed_when_nothing_is_improbable() {
    assertThat(Discoveries.believedUpTo(new double[]{0.06}, 1, 0.05)).isNegative();
    assertThat(Discoveries.believedUpTo(new double[0], 0, 0.05)).isNegative();
  }

  @Property
  void it_lies_between_bonferroni_and_no_correction(
      @ForAll @Size(min = 1, max = 40) List<@DoubleRange(max = 1) Double> some,
      @ForAll @IntRange(max = 100) int silent) {
    double[] chances = some.stream().mapToDouble(it -> it).toArray();
    int tests = chances.length + silent;
    double believed = Discoveries.believedUpTo(chances, tests, 0.05);

    assertThat(believed).isLessThanOrEqualTo(0.05);
    assertThat(some).allMatch(it -> it > 0.05 / tests || it <= believed);
  }

  @Property
  void when_one_thing_is_less_probable_no_fewer_are_believed(
      @ForAll @Size(min = 1, max = 40) List<@DoubleRange(max = 1) Double> some) {
    double[] chances = some.stream().mapToDouble(it -> it).toArray();
    double[] lower = chances.clone();
    lower[0] /= 10;

    assertThat(believed(lower)).isGreaterThanOrEqualTo(believed(chances));
  }

  private static long believed(double[] chances) {
    double upTo = Discoveries.believedUpTo(chances, chances.length, 0.05);
    return Arrays.stream(chances).filter(it -> it <= upTo).count();
  }
}
