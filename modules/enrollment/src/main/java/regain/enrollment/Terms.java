package regain.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import regain.policy.Population;

/**
 * On which terms a passkey is bound.
 *
 * @param population whose it will be: some people's must stay on one device
 * @param pending usable for nothing until it is activated
 * @param provisionalUntil set while it rests on a password and a contact
 * @param quarantinedUntil set while it can neither add nor remove anything, so that whoever slipped one in cannot take the
 *     account over at once
 */
public record Terms(
    Population population, boolean pending, Optional<Instant> provisionalUntil, Optional<Instant> quarantinedUntil) {
  /** For one that was added beside another. */
  public static final Duration QUARANTINE = Duration.ofHours(24);

  /** For one that replaced what was lost. */
  public static final Duration QUARANTINE_OF_RECOVERED = Duration.ofHours(72);

  /** A first passkey. */
  public static Terms first(Population population, Optional<Instant> provisionalUntil) {
    return new Terms(population, false, provisionalUntil, Optional.empty());
  }

  /** One beside another. It inherits what that one may not do yet. */
  public static Terms further(Population population, Instant now, Optional<Instant> provisionalUntil) {
    return new Terms(population, false, provisionalUntil, Optional.of(now.plus(QUARANTINE)));
  }

  /** One in place of what was lost. It inherits what that one could not do. */
  public static Terms recovered(Population population, Instant now, Optional<Instant> provisionalUntil) {
    return new Terms(population, true, provisionalUntil, Optional.of(now.plus(QUARANTINE_OF_RECOVERED)));
  }
}
