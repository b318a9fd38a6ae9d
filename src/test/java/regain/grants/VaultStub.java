package regain.grants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Speaks what HashiCorp's and OpenBao's API documentation says of the paths that Regain uses, and refuses all else: another path, method, header, field or type,
 * and what the policy of docs/operations.md does not allow. It is not Vault, and nobody has compared it with one.
 */
final class VaultStub extends VaultEngineStub implements AutoCloseable {
  static final String TOKEN = "hvs.CAESIJ-the-token-of-regain";
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  /** What was asked that is not documented or not allowed. */
  final List<String> undocumented = new CopyOnWriteArrayList<>();
  final List<String> rotated = new CopyOnWriteArrayList<>();
  volatile @Nullable Trouble trouble;
  volatile Predicate<String> troubled = it -> true;
  /** What is done to each answer before it goes out. */
  volatile UnaryOperator<String> changed = UnaryOperator.identity();

  /** What comes in place of an answer. */
  interface Trouble {
    void answer(HttpExchange exchange) throws IOException;
  }

  VaultStub(InstantSource clock) {
    super(clock);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Trouble now = trouble;
      if (now != null && troubled.test(exchange.getRequestMethod() + " " + path)) {
        now.answer(exchange);
        return;
      }
      byte[] body = exchange.getRequestBody().readAllBytes();
      Answer answer = answered(exchange, path, body);
      if (answer.status() >= 400 && answer.status() < 500 && answer.body() != null
          && !answer.body().path("errors").isEmpty()) {
        undocumented.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + ": " + answer.body());
      }
      send(exchange, answer);
    }
  }

  static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, octets.length);
    exchange.getResponseBody().write(octets);
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    if (answer.body() == null) {
      exchange.sendResponseHeaders(answer.status(), -1);
    } else {
      send(exchange, answer.status(), "application/json", changed.apply(answer.body().toString()));
    }
  }

  private synchronized Answer answered(HttpExchange exchange, String path, byte[] octets) throws IOException {
    expire();
    String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
    if (!path.startsWith("/v1/") || token == null) {
      return errors(404, "unsupported path");
    }
    @Nullable JsonNode body = octets.length == 0 ? null : JSON.readTree(octets);
    String asked = exchange.getRequestMethod() + " " + path.substring("/v1/".length());
    if (asked.equals("POST sys/wrapping/unwrap")) {
      return opened(token);
    }
    if (!token.equals(TOKEN)) {
      return errors(403, "permission denied");
    }
    if (!"true".equals(exchange.getRequestHeaders().getFirst("X-Vault-Request")) || body != null && !body.isObject()) {
      return errors(400, "missing header, or no object");
    }
    String wrap = exchange.getRequestHeaders().getFirst("X-Vault-Wrap-TTL");
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    if (asked.equals("GET sys/leases") && query.equals("type=irrevocable&limit=none") && body == null) {
      return data(irrevocableLeases());
    }
    if (!query.isEmpty() || wrap != null && !asked.startsWith("GET database/creds/")) {
      return errors(400, "a parameter or header that is not documented here");
    }
    return body == null ? withoutBody(asked, wrap) : withBody(asked, body);
  }

  private static String after(String asked, String prefix) {
    return asked.substring(prefix.length());
  }

  private Answer withoutBody(String asked, @Nullable String wrap) {
    if (asked.equals("LIST database/roles")) {
      return keys(List.copyOf(roles()));
    }
    if (asked.startsWith("GET database/roles/")) {
      return read(after(asked, "GET database/roles/"));
    }
    if (asked.startsWith("DELETE database/roles/jit-")) {
      removeRole(after(asked, "DELETE database/roles/"));
      return new Answer(204, null);
    }
    if (asked.startsWith("GET database/creds/jit-")) {
      return credential(after(asked, "GET database/creds/"), wrap);
    }
    if (asked.startsWith("LIST sys/leases/lookup/database/creds/") && asked.endsWith("/")) {
      return below(after(asked, "LIST sys/leases/lookup/"));
    }
    return errors(asked.startsWith("LIST ") || asked.startsWith("GET ") ? 403 : 405, "not documented or not allowed");
  }

  private Answer withBody(String asked, JsonNode body) {
    if (asked.startsWith("POST database/roles/jit-")) {
      return written(after(asked, "POST database/roles/"), body);
    }
    if (asked.startsWith("POST sys/leases/revoke-prefix/database/creds/jit-")) {
      boolean sync = body.size() == 1 && body.path("sync").isBoolean() && body.path("sync").booleanValue();
      return sync ? revoked(after(asked, "POST sys/leases/revoke-prefix/") + "/") : errors(400, "sync is a bool");
    }
    if (asked.equals("POST sys/leases/lookup") && body.size() == 1 && body.path("lease_id").isTextual()) {
      return lookedUp(body.path("lease_id").textValue());
    }
    if (asked.startsWith("POST database/rotate-role/") && body.isEmpty()) {
      String role = after(asked, "POST database/rotate-role/");
      rotated.add(role);
      return role.equals("app") ? new Answer(204, null) : errors(400, "no static role found for role name");
    }
    if (asked.equals("POST auth/token/renew-self") && body.isEmpty()) {
      ObjectNode answer = envelope();
      answer.putObject("auth").put("client_token", TOKEN).put("lease_duration", 259_200).put("renewable", true);
      return new Answer(200, answer);
    }
    return errors(405, "not documented or not allowed");
  }
}
