package regain.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person without a browser, for servers behind https that a test reaches without: it reads pages, fills in their forms,
 * keeps their cookies, follows where they lead, and answers for a passkey what a browser would.
 */
final class Guest implements AutoCloseable {
  private static final Pattern INPUT = Pattern.compile("<input ([^>]*)>");
  private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)=\"([^\"]*)\"");
  private static final Pattern TITLE = Pattern.compile("(?s)<h1[^>]*>(.*?)</h1>");

  private final HttpClient client;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final Map<String, String> said = new LinkedHashMap<>();
  private final String door;
  private final String origin;
  private int status;
  private String page = "";

  /**
   * @param door where the server is reached
   * @param origin what the server is called, which is what a browser would say
   */
  Guest(String door, String origin) {
    this(door, origin, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  /** @param client how to reach it: from where, and with which certificate */
  Guest(String door, String origin, HttpClient client) {
    this.door = door;
    this.origin = origin;
    this.client = client;
  }

  /** Sends this header with every request from now on. */
  Guest saying(String header, String value) {
    said.put(header, value);
    return this;
  }

  Guest go(String path) {
    return read(send(request(path).GET()));
  }

  /** Sends the form of this page that leads there, with what it holds already and what is typed into it. */
  Guest submit(String action, Map<String, String> typed) {
    Map<String, String> fields = fields(form(action));
    fields.putAll(typed);
    return read(post(action, fields));
  }

  /** Sends what another form of this page would to a place to which no form leads. */
  Guest push(String action, String otherForm) {
    return read(post(action, fields(form(otherForm))));
  }

  /** Does what the page's script does: asks for options, has them answered, and sends the form with the answer. */
  Guest passkey(String action, BiFunction<String, String, String> authenticator) {
    Map<String, String> fields = fields(form(action));
    String options = post(action + "/options", fields).body();
    fields.put("answer", authenticator.apply(options, origin));
    return read(post(action, fields));
  }

  int status() {
    return status;
  }

  String title() {
    Matcher title = TITLE.matcher(page);
    return title.find() ? title.group(1) : "";
  }

  String page() {
    return page;
  }

  boolean offers(String action) {
    return page.contains("action=\"" + action + "\"");
  }

  private String form(String action) {
    Matcher form = Pattern.compile("(?s)<form [^>]*action=\"" + action + "\"[^>]*>(.*?)</form>").matcher(page);
    if (!form.find()) {
      throw new AssertionError("no form leads to " + action + " on this page (" + status + "):\n" + page);
    }
    return form.group(1);
  }

  private static Map<String, String> fields(String form) {
    var fields = new LinkedHashMap<String, String>();
    Matcher input = INPUT.matcher(form);
    while (input.find()) {
      Map<String, String> attributes = ATTRIBUTE.matcher(input.group(1)).results()
          .collect(Collectors.toMap(it -> it.group(1), it -> it.group(2)));
      boolean chosen = !"radio".equals(attributes.get("type")) || attributes.containsKey("checked");
      if (chosen && attributes.containsKey("name") && !"username".equals(attributes.get("name"))) {
        fields.put(attributes.getOrDefault("name", ""), attributes.getOrDefault("value", ""));
      }
    }
    return fields;
  }

  private HttpResponse<String> post(String path, Map<String, String> fields) {
    String body = fields.entrySet().stream()
        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", origin)
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    String held = cookies.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue())
        .collect(Collectors.joining("; "));
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(door + path)).header("Accept-Language", "en");
    said.forEach(request::header);
    return held.isEmpty() ? request : request.header("Cookie", held);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return response;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private void keep(String cookie) {
    String[] pair = cookie.split(";", 2)[0].split("=", 2);
    if (cookie.contains("Max-Age=0")) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }

  private Guest read(HttpResponse<String> response) {
    status = response.statusCode();
    page = response.body();
    return status == 303
        ? go(URI.create(response.headers().firstValue("Location").orElseThrow()).getPath())
        : this;
  }

  @Override
  public void close() {
    client.close();
  }
}
