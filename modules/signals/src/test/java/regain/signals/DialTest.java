package regain.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How far the numbers of the alarms can be turned. */
class DialTest {
  @ParameterizedTest
  @EnumSource
  void what_regain_comes_with_lies_within_its_bounds(Dial dial) {
    assertThat(dial.allows(Thresholds.FIRST.at(dial))).isTrue();
    assertThat(dial.least()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void a_turned_dial_stands_where_it_was_turned_to_and_no_other_moves(Dial dial) {
    Thresholds turned = Thresholds.FIRST.turned("2", Map.of(dial, dial.most()));
    assertThat(turned.version()).isEqualTo("2");
    for (Dial each : Dial.values()) {
      assertThat(turned.at(each)).as("%s", each).isEqualTo(each == dial ? dial.most() : Thresholds.FIRST.at(each));
    }
  }

  @ParameterizedTest
  @EnumSource
  void no_dial_goes_beyond_its_end(Dial dial) {
    assertThatThrownBy(() -> Thresholds.FIRST.turned("2", Map.of(dial, dial.most() * 1.01)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Thresholds.FIRST.turned("2", Map.of(dial, dial.least() * 0.99)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Thresholds.FIRST.turned("2", Map.of(dial, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_counted_has_no_fractions() {
    assertThat(Dial.FLOOR.allows(5.5)).isFalse();
    assertThat(Dial.ACCOUNT_FAILURES.allows(15.5)).isFalse();
    assertThat(Dial.TAIL.allows(0.00015)).isTrue();
  }
}
