package regain.keycloak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import regain.kernel.Secret;
import regain.recovery.port.SessionConnector.WhenStuck;

/**
 * How Keycloak is reached: the keys {@code regain.keycloak.*}, checked once at start. What cannot be right is refused
 * there, with the key's name.
 *
 * @param url Keycloak's base address, without {@code /realms}; https unless the host is this machine
 * @param attribute the user attribute that holds the directory's immutable id
 * @param password whether Keycloak itself holds passwords, which are set there too
 * @param secondFactor whether a recovery replaces second factors that Keycloak holds
 * @param loginLifespan for so long a login that began before may still be finished; zero leaves those alone
 * @param answerTimeout bounds each answer, its body included
 * @param timeout bounds everything that one call of ours asks for
 */
record KeycloakSettings(
    URI url,
    String realm,
    String clientId,
    Secret clientSecret,
    String attribute,
    WhenStuck whenStuck,
    boolean password,
    boolean secondFactor,
    Duration loginLifespan,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration timeout) {
  private static final Duration MOST = Duration.ofSeconds(25);

  /** Empty when there is no {@code regain.keycloak.url}. */
  static Optional<KeycloakSettings> of(Config config) {
    return of(key -> config.getOptionalValue(key, String.class).map(String::strip).filter(it -> !it.isEmpty()));
  }

  /** @throws IllegalStateException when a key is missing or wrong; the message names it and shows no secret */
  static Optional<KeycloakSettings> of(Function<String, Optional<String>> keys) {
    return keys.apply("regain.keycloak.url").map(
        url -> new KeycloakSettings(
            checked("regain.keycloak.url", url, KeycloakSettings::address),
            required(keys, "regain.keycloak.realm"),
            required(keys, "regain.keycloak.client-id"),
            secret(keys),
            keys.apply("regain.keycloak.person-attribute")
                .map(it -> checked("regain.keycloak.person-attribute", it, KeycloakSettings::word))
                .orElse("LDAP_ID"),
            keys.apply("regain.keycloak.when-stuck")
                .map(it -> checked("regain.keycloak.when-stuck", it, KeycloakSettings::stuck))
                .orElse(WhenStuck.PROCEED),
            yes(keys, "regain.keycloak.password", "false"),
            yes(keys, "regain.keycloak.second-factor", "true"),
            duration(keys, "regain.keycloak.login-lifespan", "PT30M", Duration.ofDays(1)),
            duration(keys, "regain.keycloak.connect-timeout", "PT1S", MOST),
            duration(keys, "regain.keycloak.answer-timeout", "PT2S", MOST),
            duration(keys, "regain.keycloak.timeout", "PT6S", MOST)));
  }

  private static URI address(String text) {
    URI uri = URI.create(text.replaceAll("/+$", ""));
    boolean safe = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && isLoopback(uri.getHost());
    if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawUserInfo() != null || !safe) {
      throw new IllegalArgumentException("it takes an https address such as https://login.example.org");
    }
    return uri;
  }

  private static boolean isLoopback(String host) {
    try {
      return host != null && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  private static String word(String text) {
    if (!text.matches("[A-Za-z0-9_.-]{1,100}")) {
      throw new IllegalArgumentException("it takes letters, digits, dots, hyphens and underscores");
    }
    return text;
  }

  private static WhenStuck stuck(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "hold" -> WhenStuck.HOLD;
      case "proceed" -> WhenStuck.PROCEED;
      default -> throw new IllegalArgumentException("it takes hold or proceed");
    };
  }

  private static boolean yes(Function<String, Optional<String>> keys, String key, String otherwise) {
    return checked(key, keys.apply(key).orElse(otherwise), KeycloakSettings::yes);
  }

  private static boolean yes(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("it takes true or false");
    };
  }

  private static Secret secret(Function<String, Optional<String>> keys) {
    return keys.apply("regain.keycloak.client-secret-file").map(KeycloakSettings::firstLine)
        .orElseGet(() -> Secret.of(required(keys, "regain.keycloak.client-secret")));
  }

  private static Secret firstLine(String file) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines.findFirst().filter(it -> !it.isEmpty()).map(Secret::of)
          .orElseThrow(() -> new IllegalStateException("regain.keycloak.client-secret-file names an empty file"));
    } catch (IOException unreadable) {
      throw new IllegalStateException(
          "regain.keycloak.client-secret-file names a file that cannot be read: " + file, unreadable);
    }
  }

  private static String required(Function<String, Optional<String>> keys, String key) {
    return keys.apply(key).orElseThrow(() -> new IllegalStateException(key + " is not set"));
  }

  private static Duration duration(
      Function<String, Optional<String>> keys, String key, String otherwise, Duration most) {
    Duration value = checked(key, keys.apply(key).orElse(otherwise), KeycloakSettings::duration);
    boolean mayBeZero = key.endsWith("lifespan");
    if (value.isNegative() || value.isZero() && !mayBeZero || value.compareTo(most) > 0) {
      throw new IllegalStateException(key + " is too short or too long: at most " + most);
    }
    return value;
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException("no ISO 8601 duration such as PT5S", wrong);
    }
  }

  private static <T> T checked(String key, String value, Function<String, T> parser) {
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalStateException(key + ": " + wrong.getMessage(), wrong);
    }
  }
}
