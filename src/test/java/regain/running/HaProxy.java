package regain.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A real HAProxy with the configuration of docs/operations.md: it ends TLS, asks browsers for a certificate of a computer, and
 * hands on the one that was verified. It ends with this object.
 */
final class HaProxy implements AutoCloseable {
  private static final String CONFIGURATION = """
      defaults
        mode http
        timeout connect 5s
        timeout client 60s
        timeout server 60s
      frontend people
        bind 127.0.0.1:DOOR ssl crt FOLDER/proxy.pem ca-file FOLDER/devices.pem verify optional crt-ignore-err all
        http-request del-header Client-Cert
        http-request del-header X-Forwarded-For
        http-request set-header Client-Cert :%[ssl_c_der,base64]: if { ssl_c_used } { ssl_c_verify 0 }
        http-request set-header X-Forwarded-For %[src]
        default_backend regain
      backend regain
        server node 127.0.0.1:NODE
      """;

  final int port = free();
  private final Path folder;
  private Optional<Process> process = Optional.empty();

  /**
   * @param identity certificate and key of the proxy, as PEM
   * @param devices who issues certificates of computers, as PEM
   */
  HaProxy(Path folder, String identity, String devices) {
    this.folder = folder;
    write("proxy.pem", identity);
    write("devices.pem", devices);
  }

  private void write(String name, String text) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(name), text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  String origin() {
    return "https://localhost:" + port;
  }

  HaProxy before(OwnServer node) {
    write(
        "haproxy.cfg",
        CONFIGURATION
            .replace("DOOR", Integer.toString(port))
            .replace("NODE", Integer.toString(node.port))
            .replace("FOLDER", folder.toString()));
    try {
      Process started = new ProcessBuilder("/usr/sbin/haproxy", "-db", "-f", folder.resolve("haproxy.cfg").toString())
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("haproxy.log").toFile())
          .start();
      process = Optional.of(started);
      Waiting.until(() -> open(started));
      return this;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private Optional<Boolean> open(Process started) {
    if (!started.isAlive()) {
      throw new IllegalStateException("HAProxy does not start: " + log());
    }
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return Optional.of(socket.isConnected());
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("haproxy.log"));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    process.ifPresent(
        it -> {
          it.destroy();
          it.onExit().join();
        });
  }

  private static int free() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
