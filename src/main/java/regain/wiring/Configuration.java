package regain.wiring;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import regain.enrollment.port.RelyingPartySettings;
import regain.kernel.Keyring;
import regain.policy.Policy;

/** What the operator chose, as beans. An unsafe choice refuses the start with a sentence that says what to set. */
@Dependent
class Configuration {
  private final Config config;

  @Inject
  Configuration(Config config) {
    this.config = config;
  }

  @Produces
  @Singleton
  Settings settings() {
    var settings = new Settings(
        URI.create(
            text("regain.base-url", "the address at which people reach Regain, such as https://regain.example.org")),
        text("regain.organisation", "the name of your organisation, as people know it"),
        config.getOptionalValue("regain.help.phone", String.class),
        config.getOptionalValue("regain.sign-in-url", String.class).map(URI::create),
        ZoneId.of(config.getOptionalValue("regain.zone", String.class).orElse("UTC")),
        list("regain.trusted-proxies"),
        demoAboard());
    Safety.check(settings, config.getOptionalValue("DB_URL", String.class).orElse(""));
    return settings;
  }

  @Produces
  @Singleton
  RelyingPartySettings relyingParty(Settings settings) {
    return new RelyingPartySettings(settings.baseUrl().getHost(), settings.origin(), settings.organisation());
  }

  /** @param safe is made first, so that what is said first is the first thing to set */
  @Produces
  @Singleton
  Keyring keyring(Settings safe) {
    return new FileKeyring(lines(Path.of(text("regain.keys.file", "a file with keys of your own"))));
  }

  @Produces
  @Singleton
  Policy policy() {
    return new Policy();
  }

  /** The demo's jar says so itself; no setting can. */
  private static boolean demoAboard() {
    return Configuration.class.getClassLoader().getResource("META-INF/regain-demo") != null;
  }

  private static Map<String, String> lines(Path file) {
    try {
      var lines = new HashMap<String, String>();
      for (String line : Files.readAllLines(file)) {
        int at = line.indexOf('=');
        if (!line.startsWith("#") && at > 0) {
          lines.put(line.substring(0, at).strip(), line.substring(at + 1).strip());
        }
      }
      return lines;
    } catch (IOException unreadable) {
      throw new UnsafeSettingsException("regain.keys.file cannot be read: " + unreadable.getClass().getSimpleName());
    }
  }

  private String text(String key, String meaning) {
    return config
        .getOptionalValue(key, String.class)
        .filter(it -> !it.isBlank())
        .orElseThrow(() -> new UnsafeSettingsException("Set " + key + ": " + meaning));
  }

  private Set<String> list(String key) {
    return Arrays.stream(config.getOptionalValue(key, String.class).orElse("").split(",", -1))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .collect(Collectors.toSet());
  }
}
