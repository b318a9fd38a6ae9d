package regain.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready when the database answers and our clock is within two seconds of its clock. */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
class Readiness implements HealthCheck {
  private static final Duration MOST_SKEW = Duration.ofSeconds(2);

  private final InstantSource clock;

  /** For the container's proxy. */
  Readiness() {
    this(InstantSource.system());
  }

  @Inject
  Readiness(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      Duration skew = Duration.between(clock.instant(), Instant.now()).abs();
      return HealthCheckResponse.named("database")
          .status(skew.compareTo(MOST_SKEW) <= 0)
          .withData("skew-millis", skew.toMillis())
          .build();
    } catch (RuntimeException down) {
      return HealthCheckResponse.named("database").down().build();
    }
  }
}
