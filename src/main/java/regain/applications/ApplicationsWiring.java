package regain.applications;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import regain.enrollment.port.Directory;
import regain.enrollment.port.RelyingPartySettings;
import regain.kernel.Chance;
import regain.recovery.port.SessionConnector;

/** Makes the applications once. Settings that cannot be right stop the start; an application that is down does not. */
@Dependent
class ApplicationsWiring {
  private static final Logger LOG = System.getLogger(ApplicationsWiring.class.getName());

  void start(@Observes @Priority(100) Startup event, Applications applications) {
    LOG.log(Level.INFO, "Registered applications: {0}", applications.names().values());
  }

  /** @param here its origin is the issuer */
  @Produces
  @Singleton
  Applications applications(
      Config config, RelyingPartySettings here, Directory directory, InstantSource clock, Chance chance) {
    ApplicationSettings settings = ApplicationSettings.of(config);
    Optional<SigningKeys> keys = settings.keys().map(SigningKeys::read);
    List<Application> asked = settings.all().stream().filter(it -> it.logout().isPresent()).toList();
    if (keys.isEmpty() || asked.isEmpty()) {
      return new Applications(settings.all(), List.of(), keys.map(SigningKeys::published), Optional.empty());
    }
    var tokens = new LogoutTokens(here.origin(), keys.get(), clock, chance);
    var errand = new Errand(settings.timeout());
    List<SessionConnector> connectors = asked.stream()
        .<SessionConnector>map(it -> new BackChannelLogout(it, tokens, errand, directory, clock))
        .toList();
    return new Applications(settings.all(), connectors, keys.map(SigningKeys::published), Optional.of(errand));
  }

  void close(@Disposes Applications applications) {
    applications.close();
  }
}
