package regain.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.IntSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Ready while the epoch file follows the database: what ends and is not written down there could live again. */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
class EpochReadiness implements HealthCheck {
  private final IntSupplier inVain;

  /** For the container's proxy. */
  EpochReadiness() {
    this(() -> 0);
  }

  @Inject
  EpochReadiness(RestoreWatch restores) {
    this(restores::inVain);
  }

  EpochReadiness(IntSupplier inVain) {
    this.inVain = inVain;
  }

  @Override
  public HealthCheckResponse call() {
    int looks = inVain.getAsInt();
    return HealthCheckResponse.named("epoch")
        .status(looks < RestoreWatch.MOST_IN_VAIN)
        .withData("looks-in-vain", looks)
        .build();
  }
}
