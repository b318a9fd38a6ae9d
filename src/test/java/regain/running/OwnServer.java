package regain.running;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A Liberty of the test's own, from the same install and with the same configuration as everybody's: it can be killed and
 * started again on the same data. It ends with this object.
 */
public final class OwnServer implements AutoCloseable {
  private static final String STARTED = "CWWKZ0001I";
  private static final Set<String> FAILED = Set.of("CWWKZ0002E", "CWWKZ0012I");
  private static final String FAULT = "a request failed";
  private static final int MOST_FAULTS = 3;
  private static final int LINES_OF_A_FAULT = 15;

  /** It lives for a minute: what the second compiler makes of it comes too late, and takes half of the machine. */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  private final Path wlp = Path.of(System.getProperty("regain.it.wlp.home"));
  private final Path folder;
  private final String war;
  private final Map<String, String> settings;
  public final int port = free();
  private Optional<Process> process = Optional.empty();

  /** @param settings MicroProfile Config keys, given to the server as environment variables */
  public OwnServer(Path folder, Map<String, String> settings) {
    this(folder, settings, System.getProperty("regain.demo.war"));
  }

  public OwnServer(Path folder, Map<String, String> settings, String war) {
    this.folder = folder;
    this.war = war;
    this.settings = Map.copyOf(settings);
    prepare();
  }

  private void prepare() {
    try {
      Path server = folder.resolve("servers/own");
      Files.createDirectories(server);
      Files.createDirectories(folder.resolve("shared/resources"));
      Path drivers = folder.resolve("shared/resources/jdbc");
      if (!Files.exists(drivers)) {
        Files.createSymbolicLink(drivers, wlp.resolve("usr/shared/resources/jdbc"));
      }
      Path configuration = Path.of(System.getProperty("regain.root")).resolve("liberty-config");
      Files.writeString(
          server.resolve("server.xml"),
          "<server><include location=\"" + configuration.resolve("server.xml") + "\"/></server>\n");
      Files.copy(
          configuration.resolve("jvm.options"),
          server.resolve("jvm.options"),
          StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(server.resolve("bootstrap.properties"), "REGAIN_WAR=" + war + "\n");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  public String origin() {
    return "http://localhost:" + port;
  }

  /** Returns when the application runs, which the server says itself on its console. */
  public OwnServer start() {
    try {
      var builder = new ProcessBuilder(wlp.resolve("bin/server").toString(), "run", "own").redirectErrorStream(true);
      Map<String, String> environment = builder.environment();
      environment.put("JAVA_HOME", System.getProperty("java.home"));
      environment.put("WLP_USER_DIR", folder.toString());
      environment.put("HTTP_PORT", Integer.toString(port));
      environment.put("REGAIN_DATA", folder.resolve("data").toString());
      environment.put("REGAIN_DEMO_DIRECTORY_PORT", "0");
      environment.put("JVM_ARGS", SHORT_LIVED);
      settings.forEach((key, value) -> environment.put(variable(key), value));
      Process started = builder.start();
      process = Optional.of(started);
      awaitStart(started.inputReader());
      awaitDoor();
      return this;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void awaitStart(BufferedReader console) throws IOException {
    var lines = new StringBuilder();
    for (String line = console.readLine(); line != null; line = console.readLine()) {
      lines.append(line).append('\n');
      if (line.contains(STARTED)) {
        Thread.ofVirtual().start(() -> drain(console));
        return;
      }
      if (FAILED.stream().anyMatch(line::contains)) {
        break;
      }
    }
    throw new IllegalStateException("the server did not start:\n" + lines);
  }

  /** The application may be there before the door is open. */
  private void awaitDoor() {
    Waiting.until(() -> {
      try (var socket = new Socket("localhost", port)) {
        return Optional.of(socket.isConnected());
      } catch (IOException notYet) {
        return Optional.empty();
      }
    });
  }

  /** What the house says is its own fault is shown: a journey that ends there leaves nothing else to go by. */
  private static void drain(BufferedReader console) {
    int faults = 0;
    int more = 0;
    for (String line : (Iterable<String>) console.lines()::iterator) {
      if (line.contains(FAULT) && faults < MOST_FAULTS) {
        faults++;
        more = LINES_OF_A_FAULT;
      }
      if (more > 0) {
        more--;
        System.out.println(line);
      }
    }
  }

  /** The invitation code of a founder, from the file that only the owner of the server can read. */
  String founding(String name) {
    try (Stream<String> lines = Files.lines(folder.resolve("data/founding-codes"))) {
      return lines.filter(it -> it.startsWith(name + " ")).map(it -> it.split(" ", 2)[1]).findFirst().orElseThrow();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** As when the power goes: no shutdown, nothing written any more. */
  public void kill() {
    Process running = process.orElseThrow();
    running.descendants().forEach(ProcessHandle::destroyForcibly);
    running.destroyForcibly();
    running.onExit().join();
    process = Optional.empty();
  }

  boolean running() {
    return process.isPresent();
  }

  @Override
  public void close() {
    if (process.isPresent()) {
      kill();
    }
  }

  /** The process, which is a shell that has started the server's. */
  public ProcessHandle process() {
    return process.orElseThrow().toHandle();
  }

  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
