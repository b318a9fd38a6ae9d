package regain.wiring;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import regain.recovery.Founders;

/** What a start refuses, each with a sentence that says what to set instead. */
final class Safety {
  private Safety() {}

  /** @throws UnsafeSettingsException at the first thing that is not safe */
  static void check(Settings settings, String databaseUrl) {
    String scheme = settings.baseUrl().getScheme();
    String host = settings.baseUrl().getHost();
    if (host == null || scheme == null || !settings.baseUrl().getPath().isEmpty()) {
      throw new UnsafeSettingsException(
          "Set regain.base-url to scheme and host alone, such as https://regain.example.org");
    }
    if (settings.demo() && !loopback(host)) {
      throw new UnsafeSettingsException(
          "The demo is for this machine alone: set regain.base-url to a loopback address, or deploy the WAR without the demo");
    }
    if (settings.demo()) {
      return;
    }
    if (!scheme.equals("https")) {
      throw new UnsafeSettingsException("Set regain.base-url to an https address: passkeys and cookies rest on it");
    }
    if (databaseUrl.isBlank() || databaseUrl.startsWith("jdbc:h2:")) {
      throw new UnsafeSettingsException(
          "Set DB_URL to a PostgreSQL database: H2 keeps what a killed process wrote, and not what a power cut interrupts");
    }
  }

  /**
   * Letters that could never go out: nobody would notice until somebody waits for a code.
   *
   * @param config gives the value of a key, if it is set
   */
  static void checkMail(Function<String, Optional<String>> config) {
    String from = config.apply("regain.mail.from").orElse("");
    if (!isAddress(from)) {
      throw new UnsafeSettingsException(
          "Set regain.mail.from: the sender of all letters, such as no-reply@regain.example.org");
    }
    if (config.apply("regain.mail.user").isPresent() && config.apply("regain.mail.password").isEmpty()) {
      throw new UnsafeSettingsException("Set regain.mail.password: the mail server wants one for regain.mail.user");
    }
  }

  /**
   * Whoever answers for the risk signals has a name: nobody is asked about them otherwise (NIST AI RMF, GOVERN 2.1).
   *
   * @param config gives the value of a key, if it is set
   */
  static void checkOwner(Function<String, Optional<String>> config) {
    if (config.apply("regain.risk-signals.owner").filter(it -> !it.isBlank()).isEmpty()) {
      throw new UnsafeSettingsException(
          "Set regain.risk-signals.owner: who answers for the risk signals, such as Head of identity, Ruth Engel");
    }
  }

  /** While founding is open: fewer would govern alone, and it would never be finished. */
  static void checkFounders(List<String> names) {
    if (names.size() < Founders.PEOPLE) {
      throw new UnsafeSettingsException(
          "Set regain.founders: the login names of three first people, such as a.first,b.second,c.third");
    }
  }

  private static boolean isAddress(String text) {
    try {
      new InternetAddress(text, true).validate();
      return text.contains("@");
    } catch (AddressException none) {
      return false;
    }
  }

  private static boolean loopback(String host) {
    try {
      return host.equals("localhost") || InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
