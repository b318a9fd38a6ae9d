package regain.wiring;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import regain.enrollment.port.RelyingPartySettings;
import regain.kernel.Keyring;
import regain.policy.Policy;
import regain.privileged.port.PrivilegePolicy;
import regain.recovery.port.AttestationRules;
import regain.recovery.port.SignalOwner;
import regain.recovery.port.DeviceTrust;

/** What the operator chose, as beans. An unsafe choice refuses the start with a sentence that says what to set. */
@Dependent
class Configuration {
  private static final String BASE_URL = "the address at which people reach Regain, such as https://regain.example.org";
  private static final String PROXIES = "addresses in digits with commas in between, such as 127.0.0.1,10.0.0.7";

  private static final Duration LEAST_SETTLED = Duration.ofDays(7);

  private final Config config;

  @Inject
  Configuration(Config config) {
    this.config = config;
  }

  @Produces
  @Singleton
  Settings settings() {
    var settings = new Settings(
        read("regain.base-url", text("regain.base-url", BASE_URL), BASE_URL, URI::create),
        text("regain.organisation", "the name of your organisation, as people know it"),
        config.getOptionalValue("regain.help.phone", String.class),
        maybe("regain.sign-in-url").map(it -> read("regain.sign-in-url", it, "the address of a page", URI::create)),
        read("regain.zone", maybe("regain.zone").orElse("UTC"), "a zone such as Europe/Berlin", ZoneId::of),
        proxies(),
        demoAboard());
    Safety.check(settings, maybe("DB_URL").orElse(""));
    if (!settings.demo()) {
      Safety.checkMail(this::maybe);
      Safety.checkOwner(this::maybe);
    }
    return settings;
  }

  @Produces
  @Singleton
  RelyingPartySettings relyingParty(Settings settings) {
    return new RelyingPartySettings(settings.baseUrl().getHost(), settings.origin(), settings.organisation());
  }

  @Produces
  @Singleton
  SignalOwner signalOwner() {
    return new SignalOwner(maybe("regain.risk-signals.owner"));
  }

  /** @param safe is made first, so that what is said first is the first thing to set */
  @Produces
  @Singleton
  Keyring keyring(Settings safe) {
    return new FileKeyring(lines(Path.of(text("regain.keys.file", "a file with keys of your own"))));
  }

  @Produces
  @Singleton
  Policy policy(DeviceTrust devices, AttestationRules attestations, PrivilegePolicy privilege) {
    Policy policy = devices.configured() ? new Policy().withDevices() : new Policy();
    policy = attestations.open() ? policy.withAttestations() : policy;
    // Nobody privileged comes back without others who vouch, whatever the file of privileges says.
    policy = privilege.recovery().isPresent() && attestations.open() ? policy.withGrants() : policy;
    return refusesRisk(attestations.open()) ? policy.refusingRisk() : policy;
  }

  /** By itself only where there is an appeal: failing can be done by anybody, and nobody is refused for that without one. */
  private boolean refusesRisk(boolean appeals) {
    return read(
        "regain.risk.refusal", maybe("regain.risk.refusal").orElse(appeals ? "on" : "off"), "on or off",
        it -> switch (it) {
          case "on" -> true;
          case "off" -> false;
          default -> throw new IllegalArgumentException(it);
        });
  }

  /** Who vouches for others has been known for a while: a supervisor named yesterday says nothing about yesterday. */
  @Produces
  @Singleton
  AttestationRules attestations(Settings settings) {
    Duration settled = read(
        "regain.attestations.settled",
        maybe("regain.attestations.settled").orElse("P7D"),
        "a time such as P7D",
        Duration::parse);
    if (!settings.demo() && settled.compareTo(LEAST_SETTLED) < 0) {
      throw new UnsafeSettingsException("Set regain.attestations.settled: seven days or more, not " + settled);
    }
    return new AttestationRules(maybe("regain.attestations.risk-analysis").orElse(""), settled);
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

  private Optional<String> maybe(String key) {
    return config.getOptionalValue(key, String.class);
  }

  private Set<InetAddress> proxies() {
    return Arrays.stream(maybe("regain.trusted-proxies").orElse("").split(",", -1))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .map(it -> read("regain.trusted-proxies", it, PROXIES, text -> Addresses.literal(text).orElseThrow()))
        .collect(Collectors.toSet());
  }

  private static <T> T read(String key, String value, String meaning, Function<String, T> parser) {
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException | DateTimeException | NoSuchElementException wrong) {
      throw new UnsafeSettingsException("Set " + key + ": " + meaning + ", not " + value);
    }
  }
}
