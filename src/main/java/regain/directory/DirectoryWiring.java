package regain.directory;

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

/**
 * Makes the one set of connections. Settings that cannot be right stop the start; a directory that is down does not,
 * because it may come back. The demo's directory starts before this, at priority 1.
 */
@Dependent
class DirectoryWiring {
  private static final Logger LOG = System.getLogger(DirectoryWiring.class.getName());

  void start(@Observes @Priority(100) Startup event, LdapSettings settings, LdapConnections connections) {
    LOG.log(Level.INFO, "The directory is {0}; certificates: {1}", settings.urls(), settings.trust());
  }

  @Produces
  @Singleton
  LdapSettings settings(Config config) {
    return LdapSettings.of(config);
  }

  @Produces
  @Singleton
  LdapConnections connections(LdapSettings settings) {
    return new LdapConnections(settings);
  }

  void close(@Disposes LdapConnections connections) {
    connections.close();
  }
}
