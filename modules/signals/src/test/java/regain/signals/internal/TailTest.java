package regain.signals.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailTest {
  /** Term by term from P(X = 0), which is how the distribution is defined. */
  private static double summed(int count, double mean, double size) {
    double term = Math.pow(size / (size + mean), size);
    double below = 0;
    for (int k = 0; k < count; k++) {
      below += term;
      term *= (size + k) / (k + 1) * mean / (size + mean);
    }
    return 1 - below;
  }

  @Property
  void it_is_what_the_terms_add_up_to(
      @ForAll @IntRange(max = 60) int count,
      @ForAll @DoubleRange(min = 0.01, max = 50) double mean,
      @ForAll @DoubleRange(min = 0.1, max = 100) double size) {
    assertThat(Tail.atLeast(count, mean, size)).isCloseTo(summed(count, mean, size), within(1e-9));
  }

  @Property
  void more_is_less_probable_and_the_more_is_usual_the_more_probable(
      @ForAll @IntRange(min = 1, max = 200) int count,
      @ForAll @DoubleRange(min = 0.01, max = 50) double mean,
      @ForAll @DoubleRange(min = 0.1, max = 100) double size) {
    double chance = Tail.atLeast(count, mean, size);

    assertThat(chance).isBetween(0.0, 1.0);
    assertThat(Tail.atLeast(count + 1, mean, size)).isLessThanOrEqualTo(chance);
    assertThat(Tail.atLeast(count, mean * 1.5, size)).isGreaterThanOrEqualTo(chance);
    assertThat(Tail.atLeastGiven(2, count, mean, size)).isBetween(chance, 1.0);
  }

  /** By SciPy 1.17, {@code nbinom.sf(count - 1, size, size / (size + mean))}: far out, where a sum from below has no digits left. */
  @ParameterizedTest
  @CsvSource({
      "12, 0.2, 3.5, 1.1516030547111894e-13",
      "5, 0.01, 0.15, 4.03254822220399e-08",
      "16, 4, 12.5, 0.0001479987411751788",
      "60, 8, 20, 3.828771987662822e-18",
      "120, 25, 30.25, 1.2627349801923202e-18"
  })
  void far_out_it_has_all_its_digits(int count, double mean, double size, double chance) {
    assertThat(Tail.atLeast(count, mean, size)).isCloseTo(chance, within(chance * 1e-10));
  }

  @Test
  void nothing_or_more_is_certain_and_so_are_as_many_as_there_are() {
    assertThat(Tail.atLeast(0, 3, 2)).isEqualTo(1);
    assertThat(Tail.atLeastGiven(2, 2, 0.01, 0.2)).isEqualTo(1);
  }
}
