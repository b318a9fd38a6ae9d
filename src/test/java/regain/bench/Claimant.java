package regain.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import regain.house.SoftPasskey;

/**
 * A person who has forgotten a password and has a passkey: every request that their browser would send, from the start page
 * to the receipt. Style sheet and script are left out, because a browser keeps them.
 */
final class Claimant {
  private static final String RECEIPT = "You have your account back";

  private final Map<String, String> cookies = new TreeMap<>();
  private final String name;
  private final SoftPasskey passkey;
  private final String address;
  private int recoveries;

  /** @param number makes the network address from which they come */
  Claimant(String name, SoftPasskey passkey, int number) {
    this.name = name;
    this.passkey = passkey;
    this.address = "10." + (number >> 16 & 0xff) + "." + (number >> 8 & 0xff) + "." + (number & 0xff);
  }

  /** @throws IllegalStateException when it does not end with the receipt */
  void recover(Wire wire) {
    String page = get(wire, "/");
    page = submit(wire, page, "/recovery", "&lost=password&name=" + name);
    String options = post(wire, "/recovery/passkey/options", form(page)).body();
    String answer = passkey.get(options, wire.origin());
    page = submit(wire, page, "/recovery/passkey", "&answer=" + encode(answer));
    page = submit(wire, page, "/recovery/password", "&password=" + encode(password()));
    if (!page.contains(RECEIPT)) {
      throw new IllegalStateException(name + " got no receipt but:\n" + page.replaceAll("<[^>]*>|\\s+", " "));
    }
  }

  /** The name step alone: what somebody asks who wants to know whether a name exists. */
  Wire.Answer begin(Wire wire, String somebody) {
    String page = get(wire, "/");
    return post(wire, "/recovery", form(page) + "&lost=password&name=" + somebody);
  }

  private String password() {
    return "three herons over quay " + name + " " + ++recoveries;
  }

  private String get(Wire wire, String path) {
    Wire.Answer answer = keep(wire.get(path, headers()));
    if (answer.status() != 200) {
      throw new IllegalStateException(path + " answered " + answer.status());
    }
    return answer.body();
  }

  private String submit(Wire wire, String page, String path, String fields) {
    Optional<String> next = post(wire, path, form(page) + fields).location();
    return get(wire, next.orElseThrow(() -> new IllegalStateException(path + " led nowhere")));
  }

  private Wire.Answer post(Wire wire, String path, String form) {
    return keep(wire.post(path, headers(), form));
  }

  private Wire.Answer keep(Wire.Answer answer) {
    for (String cookie : answer.cookies()) {
      int equals = cookie.indexOf('=');
      cookies.put(cookie.substring(0, equals), cookie.substring(equals + 1, cookie.indexOf(';')));
    }
    return answer;
  }

  private String headers() {
    String held = cookies.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue())
        .collect(Collectors.joining("; "));
    return "X-Forwarded-For: " + address + "\r\nAccept-Language: en\r\nUser-Agent: Regain-Bench\r\n"
        + (held.isEmpty() ? "" : "Cookie: " + held + "\r\n");
  }

  private static String form(String page) {
    String token = "csrf=" + encode(hidden(page, "csrf").orElseThrow());
    return hidden(page, "step").map(it -> token + "&step=" + it).orElse(token);
  }

  private static Optional<String> hidden(String page, String name) {
    String before = "name=\"" + name + "\" value=\"";
    int at = page.indexOf(before);
    return at < 0
        ? Optional.empty()
        : Optional.of(page.substring(at + before.length(), page.indexOf('"', at + before.length())));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
