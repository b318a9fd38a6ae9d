package regain.signals.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import regain.signals.Alarm.Rule;
import regain.signals.Happening;
import regain.signals.Segment;
import regain.signals.Segment.Kind;
import regain.signals.Thresholds;

class UnusualTest {
  private static final Instant HOUR = Instant.parse("2026-07-14T06:00:00Z");
  private static final Series HARBOUR = unit("Harbour");

  private static Series unit(String name) {
    return new Series(Happening.RESET, new Segment(Kind.UNIT, name));
  }

  /** So many in each hour, day and night. */
  private static Baseline usually(int each) {
    int[] hours = new int[8 * Baseline.WEEK];
    Arrays.fill(hours, each);
    return Baseline.fit(hours, HOUR.minus(Duration.ofHours(hours.length + 6)), 8, Thresholds.FIRST);
  }

  private static Iterable<Finding> found(Map<Series, Integer> seen, Map<Series, Baseline> usual) {
    return Unusual.in(HOUR, seen, usual, Thresholds.FIRST);
  }

  @Test
  void fewer_than_the_floor_are_never_unusual_and_as_many_are_where_nobody_ever_was() {
    assertThat(found(Map.of(HARBOUR, 4), Map.of())).isEmpty();
    assertThat(found(Map.of(HARBOUR, 5), Map.of())).singleElement().satisfies(it -> {
      assertThat(it.rule()).isEqualTo(Rule.VOLUME);
      assertThat(it.from()).isEqualTo(HOUR);
      assertThat(it.to()).isEqualTo(HOUR.plus(Duration.ofHours(1)));
      assertThat(it.seen()).isEqualTo(5);
      assertThat(it.expected()).isLessThan(0.1);
      assertThat(it.chance().orElseThrow()).isLessThan(1e-4);
    });
  }

  @Test
  void the_same_number_is_unusual_here_and_not_there() {
    assertThat(found(Map.of(HARBOUR, 14, unit("Centre"), 14), Map.of(HARBOUR, usually(1), unit("Centre"), usually(10))))
        .singleElement()
        .satisfies(it -> assertThat(it.series()).isEqualTo(HARBOUR));
  }

  @Test
  void one_who_fails_again_and_again_is_not_more_than_usual_and_many_who_fail_are() {
    Series failures = new Series(Happening.FAILURE, HARBOUR.segment());

    assertThat(found(Map.of(failures, 15), Map.of())).isEmpty();
    assertThat(found(Map.of(failures, 40), Map.of())).singleElement().satisfies(it -> {
      assertThat(it.series()).isEqualTo(failures);
      assertThat(it.seen()).isEqualTo(40);
    });
  }

  @Test
  void among_many_segments_one_has_to_be_more_unusual_to_be_believed() {
    Map<Series, Baseline> usual = Map.of(HARBOUR, usually(2));
    var crowd = new HashMap<Series, Integer>();
    for (int i = 0; i < 2000; i++) {
      crowd.put(unit("Unit " + i), 1);
    }
    crowd.put(HARBOUR, 13);

    assertThat(found(crowd, usual)).as("of whom there is one is no test").hasSize(1);
    crowd.replaceAll((series, seen) -> Math.max(2, seen));

    assertThat(found(Map.of(HARBOUR, 13), usual)).hasSize(1);
    assertThat(found(crowd, usual)).isEmpty();
    crowd.put(HARBOUR, 20);
    assertThat(found(crowd, usual)).hasSize(1);
  }
}
