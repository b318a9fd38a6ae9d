package regain.keycloak;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak's Admin REST API, as a service account by client credentials (RFC 6749 section 4.4). Redirects are not
 * followed; an answer is bounded in time and size; nothing that was sent or answered gets into a log or an exception.
 */
final class AdminApi implements AutoCloseable {
  private static final int MOST_OCTETS = 4 << 20;
  private static final Duration EARLY = Duration.ofSeconds(10);
  /** After this a token is asked for anew, whatever Keycloak says of its life. */
  private static final long MOST_SECONDS = 3600;
  /** RFC 6750 section 2.1. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
  /** Nothing, or what leads elsewhere in a path. */
  private static final Pattern DOTS = Pattern.compile("\\.{0,2}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeycloakSettings settings;
  private final HttpClient http;
  private @Nullable Token token;

  AdminApi(KeycloakSettings settings) {
    this.settings = settings;
    this.http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(settings.connectTimeout())
        .build();
  }

  /** One errand, which has to be over within {@link KeycloakSettings#timeout()}. */
  Errand errand() {
    return new Errand(System.nanoTime() + settings.timeout().toNanos());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * The id of something, as it stands in a path.
   *
   * @throws NoAnswerException when it has none
   */
  static String id(JsonNode of, String field) {
    JsonNode id = of.path(field);
    if (!id.isTextual() || DOTS.matcher(id.asText()).matches()) {
      throw NoAnswerException.lost("an answer of another shape");
    }
    return encoded(id.asText());
  }

  private record Token(String value, long until) {}

  /** @param body what was answered, or a missing node */
  record Answer(int status, JsonNode body) {}

  /** Requests that share one deadline. */
  final class Errand {
    private final long until;

    private Errand(long until) {
      this.until = until;
    }

    /**
     * What is no list is no answer: a proxy's page with status 200 would read as an empty one, and an empty one as done.
     *
     * @throws NoAnswerException unless the answer is 200 and a list
     */
    JsonNode list(String path) {
      return shaped(path, JsonNode::isArray);
    }

    /** @throws NoAnswerException unless the answer is 200 and an object */
    JsonNode object(String path) {
      return shaped(path, JsonNode::isObject);
    }

    private JsonNode shaped(String path, Predicate<JsonNode> shape) {
      JsonNode body = expect("GET", path, Optional.empty());
      if (!shape.test(body)) {
        throw NoAnswerException.lost("an answer of another shape");
      }
      return body;
    }

    /** @throws NoAnswerException unless the answer is 200 or 204 */
    JsonNode expect(String method, String path, Optional<JsonNode> body) {
      Answer answer = ask(method, path, body);
      if (answer.status() != 200 && answer.status() != 204) {
        throw NoAnswerException.refused(method, answer.status());
      }
      return answer.body();
    }

    /** A token that is refused is replaced once: Keycloak may have been started again. */
    Answer ask(String method, String path, Optional<JsonNode> body) {
      Answer first = send(request(method, path, body, token(false)));
      return first.status() == 401 ? send(request(method, path, body, token(true))) : first;
    }

    private HttpRequest.Builder request(String method, String path, Optional<JsonNode> body, String bearer) {
      return HttpRequest.newBuilder(
          URI.create(settings.url() + "/admin/realms/" + encoded(settings.realm()) + path))
          .header("Authorization", "Bearer " + bearer)
          .header("Content-Type", "application/json")
          .method(
              method,
              body.map(it -> BodyPublishers.ofByteArray(octets(it))).orElseGet(BodyPublishers::noBody));
    }

    private String token(boolean anew) {
      Token held = held();
      if (held != null && !anew && held.until() - System.nanoTime() > 0) {
        return held.value();
      }
      Answer answer = send(
          HttpRequest.newBuilder(
              URI.create(settings.url() + "/realms/" + encoded(settings.realm()) + "/protocol/openid-connect/token"))
              .header("Authorization", "Basic " + basic())
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("grant_type=client_credentials")));
      String value = answer.body().path("access_token").asText("");
      if (answer.status() != 200 || !TOKEN.matcher(value).matches()) {
        throw NoAnswerException.refused("the request for a token", answer.status());
      }
      long seconds = Math.clamp(answer.body().path("expires_in").asLong(0), 0, MOST_SECONDS);
      Duration lives = Duration.ofSeconds(seconds).minus(EARLY);
      hold(new Token(value, System.nanoTime() + lives.toNanos()));
      return value;
    }

    private Answer send(HttpRequest.Builder request) {
      long left = Math.min(until - System.nanoTime(), settings.answerTimeout().toNanos());
      if (left <= 0) {
        throw NoAnswerException.notSent("there was no time left");
      }
      CompletableFuture<HttpResponse<byte[]>> answer = http
          .sendAsync(request.build(), it -> new Bounded(MOST_OCTETS));
      try {
        HttpResponse<byte[]> got = answer.get(left, TimeUnit.NANOSECONDS);
        return new Answer(got.statusCode(), parsed(got.body()));
      } catch (TimeoutException late) {
        answer.cancel(true);
        throw NoAnswerException.lost("no answer in time");
      } catch (ExecutionException broken) {
        throw failure(broken.getCause());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw NoAnswerException.lost("interrupted");
      }
    }
  }

  private synchronized @Nullable Token held() {
    return token;
  }

  private synchronized void hold(Token fresh) {
    token = fresh;
  }

  /** RFC 6749 section 2.3.1: both halves are form-encoded first. */
  private String basic() {
    return settings.clientSecret().open(
        secret -> Base64.getEncoder().encodeToString(
            (encoded(settings.clientId()) + ":" + encoded(new String(secret))).getBytes(StandardCharsets.UTF_8)));
  }

  private static NoAnswerException failure(@Nullable Throwable cause) {
    String kind = cause == null ? "nothing known" : cause.getClass().getSimpleName();
    return cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
        ? NoAnswerException.notSent(kind)
        : NoAnswerException.lost(kind);
  }

  private static byte[] octets(JsonNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JacksonException impossible) {
      throw new IllegalStateException("a tree that is no JSON");
    }
  }

  /** What is no JSON, such as the page of a proxy, counts as nothing. */
  private static JsonNode parsed(byte[] body) {
    try {
      JsonNode node = body.length == 0 ? null : JSON.readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException none) {
      return MissingNode.getInstance();
    }
  }
}
