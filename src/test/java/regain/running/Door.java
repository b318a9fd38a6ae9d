package regain.running;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one address in front of several nodes, as any reverse proxy makes it, and without a memory of who went where: each
 * request goes to the next node in turn. A node that takes no connection is passed over. One that breaks off in the middle
 * of a request gives 502, because nobody knows how far it came.
 */
final class Door implements AutoCloseable {
  private static final int BAD_GATEWAY = 502;
  private static final List<String> ASKED = List.of(
      "Accept-Language", "Content-Type", "Cookie", "Origin", "Sec-Fetch-Site", "User-Agent");
  private static final List<String> ANSWERED = List.of("Content-Type", "Location", "Set-Cookie");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<OwnServer> nodes;
  private final List<OwnServer> asked = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;
  private int turn;

  Door(List<OwnServer> nodes) {
    this.nodes = List.copyOf(nodes);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    server.createContext("/", this::pass);
    server.setExecutor(threads);
    server.start();
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Whom the newest request went to. */
  OwnServer newest() {
    return asked.getLast();
  }

  /** Who got any request since the last question. */
  List<OwnServer> asked() {
    List<OwnServer> all = asked.stream().distinct().toList();
    asked.clear();
    return all;
  }

  private synchronized List<OwnServer> inTurn() {
    var order = new ArrayList<>(nodes);
    Collections.rotate(order, turn++);
    return order;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      for (OwnServer node : inTurn()) {
        try {
          asked.add(node);
          answer(exchange, client.send(request(node, exchange, body), HttpResponse.BodyHandlers.ofByteArray()));
          return;
        } catch (ConnectException closed) {
          asked.removeLast();
        } catch (IOException brokeOff) {
          break;
        }
      }
      exchange.sendResponseHeaders(BAD_GATEWAY, -1);
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }

  private static HttpRequest request(OwnServer node, HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node.origin() + exchange.getRequestURI()))
        .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
        .header("X-Forwarded-For", exchange.getRemoteAddress().getAddress().getHostAddress());
    for (String name : ASKED) {
      Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).ifPresent(it -> request.header(name, it));
    }
    return request.build();
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
    for (String name : ANSWERED) {
      response.headers().allValues(name).forEach(it -> exchange.getResponseHeaders().add(name, it));
    }
    exchange.sendResponseHeaders(response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
    exchange.getResponseBody().write(response.body());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    client.close();
  }
}
