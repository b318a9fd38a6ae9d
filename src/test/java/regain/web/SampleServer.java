package regain.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Sample pages with the house's own style and script, for a browser: {@code /en/0}, {@code /de/0} and so on. It is for pages to
 * which no journey comes without a system that is not there.
 */
public final class SampleServer implements AutoCloseable {
  private static final Path ASSETS = Path.of(System.getProperty("basedir", "."))
      .resolve("main/webapp/WEB-INF/assets").normalize();

  private final HttpServer server;
  private final List<Object> pages;
  private final Typesetter typesetter = PagesTest.typesetter(PagesTest.settings(Set.of()));

  private SampleServer(List<Object> pages) {
    this.pages = pages;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  public static SampleServer start() {
    return new SampleServer(SamplePages.unreached());
  }

  public int count() {
    return pages.size();
  }

  public String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = path.startsWith("/assets/") ? asset(path) : page(path);
      exchange.getResponseHeaders().set("Content-Type", type(path));
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private byte[] page(String path) {
    String[] parts = path.split("/", -1);
    return typesetter.set(pages.get(Integer.parseInt(parts[2])), FakeWeb.visit(Locale.of(parts[1])))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] asset(String path) throws IOException {
    return Files.readAllBytes(ASSETS.resolve(path.substring(path.lastIndexOf('/') + 1)));
  }

  private static String type(String path) {
    if (path.endsWith(".css")) {
      return "text/css";
    }
    if (path.endsWith(".js")) {
      return "text/javascript";
    }
    return path.endsWith(".svg") ? "image/svg+xml" : "text/html; charset=utf-8";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
