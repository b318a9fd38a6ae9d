package regain.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TimesTest {
  private static final Instant NOW = Instant.parse("2026-07-14T06:31:00Z");
  private static final ZoneId HAMBURG = ZoneId.of("Europe/Berlin");

  private final Times english = new Times(new Words(), Locale.ENGLISH, HAMBURG, NOW);
  private final Times german = new Times(new Words(), Locale.GERMAN, HAMBURG, NOW);

  @Test
  void a_moment_names_its_zone() {
    assertThat(english.moment(NOW)).isEqualTo("Tue 14 July 2026, 08:31 CEST");
    assertThat(german.moment(NOW)).isEqualTo("Di., 14. Juli 2026, 08:31 Uhr (MESZ)");
    assertThat(english.utc(NOW)).isEqualTo("06:31 UTC");
  }

  @Test
  void what_is_left_is_said_in_words() {
    assertThat(english.left(NOW.plusSeconds(20))).isEqualTo("less than a minute");
    assertThat(english.left(NOW.plusSeconds(61))).isEqualTo("1 minute");
    assertThat(english.leftUntil(NOW.plus(Duration.ofMinutes(38)))).isEqualTo("38 minutes, until 09:09 CEST");
    assertThat(german.leftUntil(NOW.plus(Duration.ofHours(24))))
        .isEqualTo("etwa 24 Stunden, bis Mi., 15. Juli, 08:31 Uhr (MESZ)");
    assertThat(english.left(NOW.plus(Duration.ofHours(72)))).isEqualTo("about 3 days");
  }

  @Test
  void today_is_today_where_the_house_is() {
    assertThat(english.when(NOW)).isEqualTo("today at 08:31");
    assertThat(english.when(Instant.parse("2026-07-13T21:59:00Z"))).isEqualTo("13 July 2026");
    assertThat(english.when(Instant.parse("2026-07-13T22:01:00Z"))).isEqualTo("today at 00:01");
  }

  @Test
  void a_moment_is_read_and_nothing_else() {
    assertThat(Times.read("2026-07-14T06:31:00Z")).contains(NOW);
    assertThat(Times.read("2026-07-14T06:31:00.123456Z")).contains(NOW.plusNanos(123_456_000));
    assertThat(List.of("", "COMPLETED", "203.0.113.9", "2026-07-14", "2026-13-14T06:31:00Z", "2026-07-14Tnever Z",
        "x2026-07-14T06:31:00Z"))
        .allSatisfy(it -> assertThat(Times.read(it)).isEmpty());
  }
}
