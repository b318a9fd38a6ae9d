package regain.keycloak;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.config.Config;
import regain.enrollment.port.Directory;

/** Makes the one realm. Settings that cannot be right stop the start; a Keycloak that is down does not. */
@Dependent
class KeycloakWiring {
  private static final Logger LOG = System.getLogger(KeycloakWiring.class.getName());

  void start(@Observes @Priority(100) Startup event, Realm realm) {
    LOG.log(Level.INFO, "Keycloak is {0}", realm.configured() ? realm.settings().url() : "not configured");
  }

  @Produces
  @Singleton
  Realm realm(Config config, Directory directory) {
    return new Realm(KeycloakSettings.of(config), directory);
  }

  void close(@Disposes Realm realm) {
    realm.close();
  }
}
