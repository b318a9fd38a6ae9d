package regain.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node whose clock is wrong, or whose database is away, takes no requests. */
class ReadinessTest {
  private static final Instant DATABASE = Instant.parse("2026-07-14T06:31:00Z");

  @BeforeAll
  static void begin() {
    HealthCheckResponse.setResponseProvider(FakeHealth::new);
  }

  @AfterAll
  static void end() {
    HealthCheckResponse.setResponseProvider(null);
  }

  @ParameterizedTest
  @CsvSource({"0, UP", "1900, UP", "-1900, UP", "2000, UP", "2001, DOWN", "-2001, DOWN", "300000, DOWN",
      "-300000, DOWN"})
  void g_5_a_clock_that_is_two_seconds_off_is_not_ready(long millis, Status status) {
    HealthCheckResponse said = new Readiness(
        InstantSource.fixed(DATABASE), InstantSource.fixed(DATABASE.plusMillis(millis))).call();

    assertThat(said.getStatus()).isEqualTo(status);
    assertThat(said.getData().orElseThrow()).containsEntry("skew-millis", Math.abs(millis));
  }

  @Test
  void a_node_without_its_database_is_not_ready() {
    InstantSource gone = () -> {
      throw new IllegalStateException("the database is away");
    };

    assertThat(new Readiness(gone, InstantSource.offset(gone, Duration.ZERO)).call().getStatus())
        .isEqualTo(Status.DOWN);
  }

  @ParameterizedTest
  @CsvSource({"0, UP", "29, UP", "30, DOWN", "31, DOWN"})
  void a_node_whose_epoch_file_does_not_follow_for_half_a_minute_is_not_ready(int looks, Status status) {
    assertThat(new EpochReadiness(() -> looks).call().getStatus()).isEqualTo(status);
  }
}
