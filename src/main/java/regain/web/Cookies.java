package regain.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of the house (SP 800-63B-4 section 5.1.1): for this host only, over https only, not for scripts, and nothing
 * in them that says who somebody is.
 */
enum Cookies {
  /** Ties forms to a browser. */
  VISIT("visit", Strictness.LAX, Duration.ZERO),
  /** The ticket of the case. A page elsewhere cannot send it along. */
  CASE("case", Strictness.STRICT, Duration.ofDays(7)),
  /** The session at the account page. */
  SESSION("session", Strictness.STRICT, Duration.ZERO),
  /** The link of a notice, taken out of the address bar. It has to survive the way from the mail. */
  REPORT("report", Strictness.LAX, Duration.ofHours(1)),
  /** Recognises a browser and proves nothing. */
  BROWSER("browser", Strictness.LAX, Duration.ofDays(400)),
  LANGUAGE("lang", Strictness.LAX, Duration.ofDays(400)),
  /** The key of the words that the next page says. */
  NOTE("note", Strictness.LAX, Duration.ofMinutes(1));

  private enum Strictness {
    LAX("Lax"),
    STRICT("Strict");

    private final String word;

    Strictness(String word) {
      this.word = word;
    }
  }

  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._~+/=:-]{1,600}");

  private final String cookie;
  private final Strictness strictness;
  private final Duration life;

  Cookies(String name, Strictness strictness, Duration life) {
    this.cookie = "__Host-" + name;
    this.strictness = strictness;
    this.life = life;
  }

  /** What the browser sent. Empty when it sent none, or something that is not of our making. */
  Optional<String> read(HttpServletRequest request) {
    @Nullable Cookie[] all = request.getCookies();
    return all == null
        ? Optional.empty()
        : Arrays.stream(all)
            .filter(it -> it.getName().equals(cookie))
            .map(Cookie::getValue)
            .filter(it -> VALUE.matcher(it).matches())
            .findFirst();
  }

  /** @throws IllegalArgumentException when the value does not fit into a cookie */
  void write(HttpServletResponse response, String value) {
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(cookie + " cannot hold this");
    }
    put(response, value, life.isZero() ? "" : "; Max-Age=" + life.toSeconds());
  }

  void clear(HttpServletResponse response) {
    put(response, "", "; Max-Age=0");
  }

  private void put(HttpServletResponse response, String value, String age) {
    response.addHeader(
        "Set-Cookie",
        cookie + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=" + strictness.word + age);
  }
}
