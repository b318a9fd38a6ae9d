package regain.passwords;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;

/**
 * Reads the lists once. {@code regain.passwords.breached-file} names a list of breached passwords; without it there is
 * none, and one that cannot be read stops the start.
 */
@Dependent
class PasswordsWiring {
  private static final Logger LOG = System.getLogger(PasswordsWiring.class.getName());

  void start(@Observes @Priority(100) Startup event, CommonPasswords common, BreachedPasswords breached) {
    LOG.log(Level.INFO, "A list of breached passwords is configured: {0}", breached.configured());
  }

  @Produces
  @Singleton
  CommonPasswords common() {
    return CommonPasswords.load();
  }

  @Produces
  @Singleton
  BreachedPasswords breached(Config config) {
    return config
        .getOptionalValue("regain.passwords.breached-file", String.class)
        .map(Path::of)
        .map(BreachedPasswords::in)
        .orElseGet(BreachedPasswords::none);
  }

  void close(@Disposes BreachedPasswords breached) throws IOException {
    breached.close();
  }
}
