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
import regain.enrollment.port.AddressRules;

/**
 * Makes the one set of connections. Settings that cannot be right stop the start; a directory that is down does not,
 * because it may come back. The demo's directory starts before this, at priority 1.
 */
@Dependent
class DirectoryWiring {
  private static final Logger LOG = System.getLogger(DirectoryWiring.class.getName());

  void start(
      @Observes @Priority(100) Startup event, LdapSettings settings, LdapConnections connections, AddressRules rules) {
    LOG.log(
        Level.INFO,
        "The directory is {0}; certificates: {1}; names of mailboxes that nobody can add: {2}",
        settings.urls(),
        settings.trust(),
        rules.roles().size());
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

  /** Whose an address can be: the organisation's domains are the directory's business, and so are names of nobody. */
  @Produces
  @Singleton
  AddressRules addresses(LdapSettings settings, Config config) {
    return new AddressRules(
        settings.ownDomains(),
        RoleNames.with(config.getOptionalValue("regain.contacts.role-names", String.class).orElse("")));
  }

  void close(@Disposes LdapConnections connections) {
    connections.close();
  }
}
