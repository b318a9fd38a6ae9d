package regain.signals.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DecayedTest {
  private static final Instant START = Instant.parse("2026-07-14T06:00:00Z");
  private static final Duration HALF_LIFE = Duration.ofHours(2);

  private static Decayed counted(Stream<Integer> minutes) {
    return minutes.map(it -> START.plus(Duration.ofMinutes(it)))
        .reduce(Decayed.none(START), (count, at) -> count.plus(at, HALF_LIFE), (one, other) -> other);
  }

  @Test
  void after_a_half_life_one_is_a_half() {
    assertThat(counted(Stream.of(0, 120)).count()).isCloseTo(1.5, within(1e-9));
    assertThat(counted(Stream.of(0, 120, 360)).count()).isCloseTo(1 + 1.5 / 4, within(1e-9));
  }

  @Property
  void the_order_in_which_they_are_told_makes_no_difference(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 2000) Integer> minutes) {
    Decayed inOrder = counted(minutes.stream().sorted());
    Decayed asTold = counted(minutes.stream());

    assertThat(asTold.count()).isCloseTo(inOrder.count(), within(1e-6));
    assertThat(asTold.at()).isEqualTo(inOrder.at());
  }

  @Property
  void what_goes_on_evenly_never_counts_more_than_its_rate_allows(@ForAll @IntRange(min = 1, max = 60) int every) {
    double count = counted(Stream.iterate(0, it -> it + every).limit(500)).count();

    assertThat(count).isLessThan(1 / (1 - Math.pow(2, -every / 120.0)) + 1e-9);
  }
}
