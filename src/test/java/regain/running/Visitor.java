package regain.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without a screen: it keeps cookies, reads the forms of the page in front of it, and follows redirects. */
final class Visitor {
  private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\"");

  private static final AtomicInteger APART = new AtomicInteger();

  private final HttpClient http;
  private final String origin;
  final Map<String, String> cookies = new LinkedHashMap<>();
  private final List<String> everything = new ArrayList<>();
  private HttpResponse<String> last;

  @SuppressWarnings("NullAway.Init")
  Visitor(String origin) {
    this(origin, HttpClient.newHttpClient());
  }

  @SuppressWarnings("NullAway.Init")
  private Visitor(String origin, HttpClient http) {
    this.origin = origin;
    this.http = http;
  }

  /** Somebody with a network address of their own, so that nobody uses up the tries of another. */
  static Visitor apart(String origin) {
    byte[] own = {127, 9, (byte) (APART.get() >> 8), (byte) APART.incrementAndGet()};
    try {
      return new Visitor(origin, HttpClient.newBuilder().localAddress(InetAddress.getByAddress(own)).build());
    } catch (UnknownHostException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  String origin() {
    return origin;
  }

  Visitor get(String path) {
    return take(send(HttpRequest.newBuilder(URI.create(origin + path)).GET()));
  }

  /** Posts with the hidden fields of the page in front, and follows the redirect. */
  Visitor post(String path, Map<String, String> fields) {
    return take(send(form(path, fields)));
  }

  /** Posts and does not wait: for the moment in which the power goes. */
  CompletableFuture<HttpResponse<String>> postAndLeave(String path, Map<String, String> fields) {
    return http.sendAsync(headers(form(path, fields)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Posts these fields and no others, and follows nothing. Returns the status. */
  int bare(String path, Map<String, String> fields) {
    return send(only(path, fields)).statusCode();
  }

  private HttpRequest.Builder form(String path, Map<String, String> fields) {
    var all = new LinkedHashMap<>(hidden());
    all.putAll(fields);
    return only(path, all);
  }

  private HttpRequest.Builder only(String path, Map<String, String> all) {
    String body = all.entrySet().stream().map(it -> it.getKey() + "=" + encode(it.getValue()))
        .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(URI.create(origin + path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Origin", origin)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = http.send(headers(request).build(), HttpResponse.BodyHandlers.ofString());
      everything.add(answer.headers().map() + answer.body());
      return answer;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private HttpRequest.Builder headers(HttpRequest.Builder request) {
    String sent = cookies.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue())
        .collect(Collectors.joining("; "));
    return (sent.isEmpty() ? request : request.header("Cookie", sent)).timeout(Duration.ofSeconds(60));
  }

  private Visitor take(HttpResponse<String> response) {
    for (String cookie : response.headers().allValues("Set-Cookie")) {
      String pair = cookie.substring(0, cookie.indexOf(';'));
      int at = pair.indexOf('=');
      cookies.put(pair.substring(0, at), pair.substring(at + 1));
    }
    Optional<String> location = response.headers().firstValue("Location");
    if (response.statusCode() == 303 && location.isPresent()) {
      return get(URI.create(location.get()).getPath());
    }
    last = response;
    return this;
  }

  /** The hidden fields of the page in front; the first of each name. */
  Map<String, String> hidden() {
    var found = new LinkedHashMap<String, String>();
    Matcher matcher = HIDDEN.matcher(last.body());
    while (matcher.find()) {
      found.putIfAbsent(matcher.group(1), matcher.group(2).replace("&#39;", "'").replace("&amp;", "&"));
    }
    found.keySet().retainAll(Set.of("csrf", "step"));
    return found;
  }

  /** Asks for the options of a passkey ceremony, as the script would. */
  String options(String path) {
    return options(path, Map.of());
  }

  /** The same with what else the form holds. */
  String options(String path, Map<String, String> fields) {
    return send(form(path, fields)).body();
  }

  HttpResponse<String> page() {
    return last;
  }

  /** Each answer so far, headers and body. */
  List<String> everything() {
    return everything;
  }

  String text() {
    return last.body().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
  }

  String title() {
    return last.body().replaceAll("(?s).*<h1[^>]*>(.*?)</h1>.*", "$1");
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
