package regain.demo;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * Where the demo keeps its files and listens. Read from system properties and the environment, because MicroProfile
 * asks a source of settings before there is a container.
 *
 * @param data {@code REGAIN_DATA}, or {@code data} in the working directory, which is the server's own
 * @param directoryPort {@code REGAIN_DEMO_DIRECTORY_PORT}, or 10636; 0 takes any free one, for tests
 * @param httpPort {@code HTTP_PORT}, or 9080: where the server listens
 */
record DemoPlace(Path data, int directoryPort, int httpPort) {
  static DemoPlace of(Properties properties, Map<String, String> environment) {
    return new DemoPlace(
        Path.of(read(properties, environment, "REGAIN_DATA", "data")),
        Integer.parseInt(read(properties, environment, "REGAIN_DEMO_DIRECTORY_PORT", "10636")),
        Integer.parseInt(read(properties, environment, "HTTP_PORT", "9080")));
  }

  private static String read(Properties properties, Map<String, String> environment, String name, String otherwise) {
    return properties.getProperty(name, environment.getOrDefault(name, otherwise));
  }

  static DemoPlace here() {
    return of(System.getProperties(), System.getenv());
  }

  Path certificate() {
    return data.resolve("demo-directory.pem");
  }

  Path servicePassword() {
    return data.resolve("demo-directory-service-password");
  }

  Path passwords() {
    return data.resolve("demo-directory-passwords.ldif");
  }
}
