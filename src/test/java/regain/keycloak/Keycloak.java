package regain.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real Keycloak, unpacked by the build, on a free loopback port and with a database in memory. One serves all tests of
 * a run, each with a realm of its own; it ends with the tests' process.
 */
public final class Keycloak {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final String ADMINISTRATOR = "administrator of the tests";
  private static final AtomicInteger REALMS = new AtomicInteger();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;

  private Keycloak(String url) {
    this.url = url;
  }

  private static final class Once {
    static final Keycloak STARTED = start();
  }

  public static Keycloak running() {
    return Once.STARTED;
  }

  String url() {
    return url;
  }

  /** A realm with one person, whose user carries this id, and a service account that may view and manage users. */
  public TestRealm realm(String personId) {
    var realm = new TestRealm(this, "realm" + REALMS.incrementAndGet());
    HttpResponse<String> made = send("POST", "/admin/realms", realm.definition(personId));
    if (made.statusCode() != 201) {
      throw new AssertionError("the realm was not made: " + made.statusCode() + " " + made.body());
    }
    return realm;
  }

  /** As the administrator. */
  HttpResponse<String> send(String method, String path, String body) {
    return exchange(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  private String token() {
    HttpResponse<String> answer = form(
        "/realms/master/protocol/openid-connect/token",
        "grant_type=password&client_id=admin-cli&username=admin&password=" + AdminApi.encoded(ADMINISTRATOR));
    return json(answer.body()).path("access_token").asText();
  }

  HttpResponse<String> form(String path, String body) {
    return exchange(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> exchange(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new AssertionError("Keycloak did not answer", broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", stopped);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException none) {
      throw new AssertionError("no JSON: " + text, none);
    }
  }

  private static Keycloak start() {
    try {
      Path script = home().resolve("bin/kc.sh");
      int port = freePort();
      var builder = new ProcessBuilder(
          "bash", script.toString(), "start-dev", "--cache=local", "--db=dev-mem", "--http-host=127.0.0.1",
          "--http-port=" + port)
          .redirectErrorStream(true);
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
      builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
      builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMINISTRATOR);
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
      listening(process);
      return new Keycloak("http://127.0.0.1:" + port);
    } catch (IOException broken) {
      throw new AssertionError("Keycloak does not start", broken);
    }
  }

  /** Unpacked into the build's folder before the integration tests; the version is in its folder's name. */
  private static Path home() throws IOException {
    Path folder = Path.of(System.getProperty("regain.keycloak.home", "target/keycloak"));
    if (!Files.isDirectory(folder)) {
      throw new AssertionError("there is no Keycloak in " + folder + ": the build unpacks keycloak-quarkus-dist there");
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(it -> Files.isRegularFile(it.resolve("bin/kc.sh"))).findFirst()
          .orElseThrow(() -> new AssertionError("no bin/kc.sh in " + folder));
    }
  }

  /** It says when it listens; what it says before is shown when it ends instead. Afterwards somebody has to read on. */
  private static void listening(Process process) throws IOException {
    BufferedReader said = process.inputReader();
    var all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      all.append(line).append('\n');
      if (line.contains("Listening on:")) {
        Thread.ofVirtual().start(() -> readOn(said));
        return;
      }
    }
    throw new IOException("Keycloak ended:\n" + all);
  }

  private static void readOn(BufferedReader said) {
    try {
      said.transferTo(Writer.nullWriter());
    } catch (IOException ended) {
      // It has ended: nothing is left to read.
    }
  }

  /** The script waits for the server that it started: both are ours. */
  private static void stop(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().join();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
