package regain.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import regain.wiring.Database.Reading;

/** The database's clock, carried on between two looks at it. Steady times are nanoseconds. */
class DatabaseClockTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Reading first = new Reading(NOON, 7 * SECOND);

  @Test
  void it_goes_on_as_the_steady_clock_does() {
    assertThat(first.at(7 * SECOND)).isEqualTo(NOON);
    assertThat(first.at(7 * SECOND + 1_234_567)).isEqualTo(NOON.plusNanos(1_234_000));
  }

  @Test
  void an_answer_that_took_longer_turns_no_time_back() {
    Reading late = new Reading(NOON.plusMillis(960), 8 * SECOND).after(first);

    assertThat(late.at(8 * SECOND)).isEqualTo(NOON.plusSeconds(1));
  }

  @Test
  void a_database_that_is_ahead_is_followed_at_once() {
    Reading ahead = new Reading(NOON.plusMillis(1_020), 8 * SECOND).after(first);

    assertThat(ahead.at(8 * SECOND)).isEqualTo(NOON.plusMillis(1_020));
  }

  @Test
  void a_clock_that_was_set_back_is_followed_too() {
    Reading back = new Reading(NOON.minusSeconds(60), 8 * SECOND).after(first);

    assertThat(back.at(8 * SECOND)).isEqualTo(NOON.minusSeconds(60));
  }
}
