package regain.wiring;

import java.net.InetAddress;
import java.net.UnknownHostException;

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

  private static boolean loopback(String host) {
    try {
      return host.equals("localhost") || InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
