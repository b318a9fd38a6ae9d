package regain.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready when the database answers and our clock is within two seconds of its clock. */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
class Readiness implements HealthCheck {
  private static final Duration MOST_SKEW = Duration.ofSeconds(2);

  private final InstantSource database;
  private final InstantSource node;

  /** For the container's proxy. */
  Readiness() {
    this(InstantSource.system(), InstantSource.system());
  }

  @Inject
  Readiness(Database database) {
    this(database::asked, InstantSource.system());
  }

  Readiness(InstantSource database, InstantSource node) {
    this.database = database;
    this.node = node;
  }

  @Override
  public HealthCheckResponse call() {
    try {
      Duration skew = Duration.between(database.instant(), node.instant()).abs();
      return HealthCheckResponse.named("database")
          .status(skew.compareTo(MOST_SKEW) <= 0)
          .withData("skew-millis", skew.toMillis())
          .build();
    } catch (RuntimeException down) {
      return HealthCheckResponse.named("database").down().build();
    }
  }
}
