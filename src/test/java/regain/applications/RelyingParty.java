package regain.applications;

import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * An application over http that takes logouts as it should, or does not, as the test says. It fetches the keys that it
 * believes from where it was told.
 */
public final class RelyingParty implements AutoCloseable {
  /** How it behaves. */
  public enum Manner {
    OBEYS,
    WITHOUT_CONTENT,
    REFUSES,
    FAILS,
    REDIRECTS,
    ENDLESS,
    SILENT
  }

  private static final String CLIENT = "payroll-client";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;
  private Optional<LogoutCheck> check = Optional.empty();
  private volatile Manner manner = Manner.OBEYS;

  /** What was posted. */
  public final List<String> tokens = new CopyOnWriteArrayList<>();
  /** The people whose sessions it has ended. */
  public final List<String> ended = new CopyOnWriteArrayList<>();
  /** Where else it was asked: a redirect that was followed. */
  public final List<String> elsewhere = new CopyOnWriteArrayList<>();
  /** What was sent along with the last request, beside the form. */
  volatile String headers = "";

  public RelyingParty() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    server.setExecutor(threads);
    server.createContext("/logout", this::logout);
    server.createContext("/elsewhere", this::elsewhere);
    server.start();
  }

  /** Believes tokens of this issuer that are signed with one of the keys at this address. */
  public RelyingParty trusting(String issuer, URI keys, InstantSource clock) {
    try {
      var source = JWKSourceBuilder.create(keys.toURL()).cache(false).refreshAheadCache(false).rateLimited(false);
      check = Optional.of(new LogoutCheck(issuer, CLIENT, source.build(), clock));
      return this;
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
  }

  /** Publishes a key set of somebody who has no server, and gives its address. */
  public URI publish(Supplier<String> keys) {
    server.createContext("/keys", it -> answer(it, 200, keys.get()));
    return at("/keys");
  }

  public RelyingParty manner(Manner chosen) {
    manner = chosen;
    return this;
  }

  public URI logout() {
    return at("/logout");
  }

  public String clientId() {
    return CLIENT;
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void elsewhere(HttpExchange exchange) throws IOException {
    elsewhere.add(exchange.getRequestMethod());
    answer(exchange, 200, "");
  }

  private void logout(HttpExchange exchange) throws IOException {
    headers = String.join(",", exchange.getRequestHeaders().keySet()).toLowerCase(Locale.ROOT);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
    boolean form = exchange.getRequestMethod().equals("POST")
        && "application/x-www-form-urlencoded".equals(exchange.getRequestHeaders().getFirst("Content-Type"))
        && body.startsWith("logout_token=");
    String token = body.replaceFirst("^logout_token=", "");
    tokens.add(token);
    switch (manner) {
      case OBEYS -> answer(exchange, form && obeyed(token) ? 200 : 400, "");
      case WITHOUT_CONTENT -> answer(exchange, form && obeyed(token) ? 204 : 400, "");
      case REFUSES -> answer(exchange, 400, "{\"error\":\"invalid_request\"}");
      case FAILS -> answer(exchange, 503, "");
      case REDIRECTS -> {
        exchange.getResponseHeaders().set("Location", at("/elsewhere").toString());
        answer(exchange, 307, "");
      }
      case ENDLESS -> endless(exchange);
      case SILENT -> await();
    }
  }

  private boolean obeyed(String token) {
    try {
      ended.add(check.orElseThrow().check(token).getSubject());
      return true;
    } catch (BadJOSEException refused) {
      return false;
    }
  }

  private void await() {
    try {
      closed.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
    try (OutputStream out = exchange.getResponseBody()) {
      if (octets.length > 0) {
        out.write(octets);
      }
    }
  }

  /** Says yes, and goes on talking for as long as somebody listens. */
  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int i = 0; i < 1 << 20; i++) {
        out.write(new byte[1 << 10]);
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
