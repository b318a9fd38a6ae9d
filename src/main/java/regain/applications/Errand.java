package regain.applications;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import regain.keycloak.Bounded;

/**
 * Takes a token to an application, to the one address that the operator wrote down. Redirects are not followed, no cookie is
 * kept, an answer is bounded in time and size and nothing in it is read but its status.
 */
final class Errand implements AutoCloseable {
  private static final int MOST_OCTETS = 16 << 10;

  private final HttpClient http;
  private final Duration timeout;

  Errand(Duration timeout) {
    this.timeout = timeout;
    this.http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(timeout)
        .build();
  }

  /** What an application answered. */
  sealed interface Answer {
    /** 200, or 204, which some frameworks make of an empty answer (section 2.8). */
    record Accepted() implements Answer {}

    /** 400: it could not, or the request was wrong in its eyes. */
    record Failed() implements Answer {}

    /** Nothing that this protocol knows. */
    record Other(int status) implements Answer {}

    /** @param why the kind of failure */
    record Silent(String why) implements Answer {}
  }

  /** Section 2.5: a form with one field. A token is letters, digits, dots, hyphens and underscores, so nothing is escaped. */
  Answer post(URI uri, String token) {
    HttpRequest request = HttpRequest.newBuilder(uri)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString("logout_token=" + token))
        .build();
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, it -> new Bounded(MOST_OCTETS));
    try {
      return read(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS).statusCode());
    } catch (TimeoutException late) {
      answer.cancel(true);
      return new Answer.Silent("no answer in time");
    } catch (ExecutionException broken) {
      Throwable cause = broken.getCause();
      return new Answer.Silent(cause == null ? "nothing known" : cause.getClass().getSimpleName());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answer.Silent("interrupted");
    }
  }

  private static Answer read(int status) {
    return switch (status) {
      case 200, 204 -> new Answer.Accepted();
      case 400 -> new Answer.Failed();
      default -> new Answer.Other(status);
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
