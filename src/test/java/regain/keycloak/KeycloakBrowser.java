package regain.keycloak;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Somebody at Keycloak's login forms. Keycloak marks its cookies Secure also on loopback, which browsers accept there and
 * Java's cookie handler does not, so cookies are kept by hand.
 */
public final class KeycloakBrowser {
  private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");
  private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");
  private static final String BACK = "http://127.0.0.1:1/back";
  /** No code is used twice: Keycloak refuses that. */
  private static final AtomicInteger STEP = new AtomicInteger(-30);

  private final TestRealm realm;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private String page = "";
  private String location = "";

  KeycloakBrowser(TestRealm realm) {
    this.realm = realm;
  }

  /** Asks for a sign-in at the application. */
  public KeycloakBrowser open(String scope) {
    return take(
        HttpRequest.newBuilder(
            URI.create(
                realm.keycloak.url() + "/realms/" + realm.name + "/protocol/openid-connect/auth?client_id=portal"
                    + "&response_type=code&redirect_uri=" + BACK + "&scope=" + scope))
            .GET());
  }

  public KeycloakBrowser password(String password) {
    return post("username=b.hansen&password=" + AdminApi.encoded(password));
  }

  /** With the app that the person had from the beginning. */
  public KeycloakBrowser otp() {
    return otp(TestRealm.OTP_KEY);
  }

  /** With an app that has this key. */
  public KeycloakBrowser otp(String key) {
    long now = InstantSource.system().instant().getEpochSecond() / 30;
    return post("otp=" + code(key, now + STEP.incrementAndGet()));
  }

  /** Loads the page again, as a browser would, without the form's one-time code. */
  public KeycloakBrowser reload() {
    return take(HttpRequest.newBuilder(URI.create(action().replaceAll("session_code=[^&]+&", ""))).GET());
  }

  public boolean asksForPassword() {
    return page.contains("name=\"password\"");
  }

  public boolean asksForOtp() {
    return page.contains("name=\"otp\"");
  }

  /** Whether the application got a code. */
  public boolean isIn() {
    return CODE.matcher(location).find();
  }

  public String refreshToken() {
    Matcher code = CODE.matcher(location);
    if (!code.find()) {
      throw new AssertionError("not signed in: " + location + page);
    }
    HttpResponse<String> answer = realm.keycloak.form(
        "/realms/" + realm.name + "/protocol/openid-connect/token",
        "grant_type=authorization_code&client_id=portal&code=" + code.group(1) + "&redirect_uri=" + BACK);
    return Optional.of(Keycloak.json(answer.body()).path("refresh_token").asText()).filter(it -> !it.isEmpty())
        .orElseThrow(() -> new AssertionError(answer.body()));
  }

  private KeycloakBrowser post(String form) {
    return take(
        HttpRequest.newBuilder(URI.create(action()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  private String action() {
    Matcher action = ACTION.matcher(page);
    if (!action.find()) {
      throw new AssertionError("no form: " + location + page);
    }
    return action.group(1).replace("&amp;", "&");
  }

  private KeycloakBrowser take(HttpRequest.Builder request) {
    String held = cookies.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue())
        .collect(Collectors.joining("; "));
    HttpResponse<String> answer = realm.keycloak.exchange(held.isEmpty() ? request : request.header("Cookie", held));
    answer.headers().allValues("Set-Cookie").forEach(this::keep);
    page = answer.body();
    location = answer.headers().firstValue("Location").orElse("");
    return this;
  }

  private void keep(String cookie) {
    String pair = cookie.substring(0, cookie.indexOf(';'));
    String name = pair.substring(0, pair.indexOf('='));
    if (cookie.contains("Max-Age=0")) {
      cookies.remove(name);
    } else {
      cookies.put(name, pair.substring(name.length() + 1));
    }
  }

  /** RFC 6238 with six digits. */
  private static String code(String key, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 15) & Integer.MAX_VALUE;
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
