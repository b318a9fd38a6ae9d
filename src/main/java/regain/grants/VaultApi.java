package regain.grants;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import regain.kernel.Secret;
import regain.keycloak.Bounded;

/**
 * The HTTP API of Vault and OpenBao, version 1. An answer is JSON, or none: the page of a proxy says nothing, whatever its status. Redirects are
 * not followed; an answer has five seconds and four megabytes, all that one errand asks for twenty seconds; nothing that was sent or answered gets into a
 * log or an exception.
 */
final class VaultApi implements AutoCloseable {
  /** What a token is written with, and what may stand in a header. */
  static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,4096}");
  private static final Pattern JSON_TYPE = Pattern.compile("application/json(?:\\s*;.*)?", Pattern.CASE_INSENSITIVE);
  private static final int MOST_OCTETS = 4 << 20;
  /** For so long each answer is waited for. */
  static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ERRAND = Duration.ofSeconds(20);
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private final URI url;
  private final Secret token;
  private final Duration answers;
  private final HttpClient http;

  /**
   * @param answers for so long each answer is waited for
   * @throws IllegalArgumentException when it is no such address or token; it shows neither
   */
  VaultApi(String url, Secret token, Duration answers) {
    this.url = address(url);
    if (!token.open(it -> TOKEN.matcher(new String(it)).matches())) {
      throw new IllegalArgumentException("password-file holds no token of Vault");
    }
    this.token = token;
    this.answers = answers;
    this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  }

  private static URI address(String text) {
    try {
      var uri = new URI(text.replaceAll("/+$", ""));
      boolean safe = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && isLoopback(uri.getHost());
      if (safe && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException none) {
      // It may hold something that is not to be seen.
    }
    throw new IllegalArgumentException("url takes an https address such as https://vault.example.org:8200");
  }

  private static boolean isLoopback(@Nullable String host) {
    try {
      return host != null && Pattern.matches("localhost|127\\.0\\.0\\.1|\\[::1]", host)
          && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException none) {
      return false;
    }
  }

  /** Some requests that have to be over in time, together. */
  Errand errand() {
    return new Errand(System.nanoTime() + ERRAND.toNanos());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /** It did not do it, or nobody knows. The message holds nothing that it said. */
  static final class NoAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    NoAnswerException(String why) {
      this(why, 0);
    }

    private NoAnswerException(String why, int status) {
      super(why);
      this.status = status;
    }

    boolean isForbidden() {
      return status == 403;
    }

    /** What is wrong with the request stays so (400, 404, 405): of 403 that is not known, since a token may be renewed. */
    boolean isForGood() {
      return status == 400 || status == NOT_FOUND || status == 405;
    }
  }

  private record Answer(int status, JsonNode body) {
    /** As it is documented of lists that are empty, and of what is not there. */
    boolean isNothing() {
      return status == NOT_FOUND && body.path("errors").isArray() && body.path("errors").isEmpty();
    }
  }

  /** Requests that share one deadline. Paths are made of what was checked, and stand behind {@code /v1/}. */
  final class Errand {
    private final long until;

    private Errand(long until) {
      this.until = until;
    }

    /** What is at this path, an object; empty when nothing is. */
    Optional<JsonNode> read(String path) throws NoAnswerException {
      return data("GET", path);
    }

    /** The names below this path; empty when there are none, which Vault says with 404. */
    Optional<JsonNode> list(String path) throws NoAnswerException {
      Optional<JsonNode> keys = data("LIST", path).map(it -> it.path("keys"));
      if (keys.isPresent() && !keys.get().isArray()) {
        throw new NoAnswerException("a list of another shape");
      }
      return keys;
    }

    private Optional<JsonNode> data(String method, String path) throws NoAnswerException {
      Answer answer = send(method, path, Optional.empty(), Optional.empty());
      if (answer.isNothing()) {
        return Optional.empty();
      }
      return Optional.of(object(expect(method, answer, false).path("data")));
    }

    /** The whole answer. */
    JsonNode post(String path, JsonNode body) throws NoAnswerException {
      return expect("POST", send("POST", path, Optional.of(body), Optional.empty()), true);
    }

    void delete(String path) throws NoAnswerException {
      expect("DELETE", send("DELETE", path, Optional.empty(), Optional.empty()), true);
    }

    /** What it answers is wrapped, for so long. */
    JsonNode wrapped(String path, Duration wrap) throws NoAnswerException {
      Answer answer = send("GET", path, Optional.empty(), Optional.of(wrap));
      return object(expect("GET", answer, false).path("wrap_info"));
    }

    private JsonNode expect(String method, Answer answer, boolean mayBeEmpty) throws NoAnswerException {
      if (answer.status() == OK && answer.body().isObject() || mayBeEmpty && answer.status() == NO_CONTENT) {
        return answer.body();
      }
      throw new NoAnswerException(method + " was answered with " + answer.status(), answer.status());
    }

    private JsonNode object(JsonNode node) throws NoAnswerException {
      if (!node.isObject()) {
        throw new NoAnswerException("an answer of another shape");
      }
      return node;
    }

    private Answer send(String method, String path, Optional<JsonNode> body, Optional<Duration> wrap)
        throws NoAnswerException {
      long left = Math.min(until - System.nanoTime(), answers.toNanos());
      if (left <= 0) {
        throw new NoAnswerException("there was no time left");
      }
      CompletableFuture<HttpResponse<byte[]>> answer = http
          .sendAsync(request(method, path, body, wrap), it -> new Bounded(MOST_OCTETS));
      try {
        return parsed(answer.get(left, TimeUnit.NANOSECONDS));
      } catch (TimeoutException late) {
        answer.cancel(true);
        throw new NoAnswerException("no answer in time");
      } catch (ExecutionException broken) {
        Throwable cause = broken.getCause();
        throw new NoAnswerException(cause == null ? "nothing known" : cause.getClass().getSimpleName());
      } catch (InterruptedException stopped) {
        answer.cancel(true);
        Thread.currentThread().interrupt();
        throw new NoAnswerException("interrupted");
      }
    }

    private HttpRequest request(String method, String path, Optional<JsonNode> body, Optional<Duration> wrap) {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/v1/" + path))
          .header("X-Vault-Token", token.open(String::new))
          .header("X-Vault-Request", "true")
          .method(method,
              body.map(VaultApi::octets).map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
      body.ifPresent(it -> request.header("Content-Type", "application/json"));
      wrap.ifPresent(it -> request.header("X-Vault-Wrap-TTL", Long.toString(it.toSeconds())));
      return request.build();
    }
  }

  private static byte[] octets(JsonNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JacksonException impossible) {
      throw new IllegalStateException("a tree that is no JSON");
    }
  }

  private static Answer parsed(HttpResponse<byte[]> got) throws NoAnswerException {
    if (got.statusCode() == NO_CONTENT) {
      return new Answer(NO_CONTENT, JsonNodeFactory.instance.objectNode());
    }
    boolean isJson = got.headers().firstValue("Content-Type").filter(it -> JSON_TYPE.matcher(it).matches()).isPresent();
    try {
      @Nullable JsonNode body = isJson ? JSON.readTree(got.body()) : null;
      if (body != null && body.isObject()) {
        return new Answer(got.statusCode(), body);
      }
    } catch (IOException none) {
      // Its message would hold what was answered.
    }
    throw new NoAnswerException("what answered with " + got.statusCode() + " is not Vault");
  }
}
