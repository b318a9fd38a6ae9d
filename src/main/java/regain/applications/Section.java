package regain.applications;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import regain.applications.Application.Logout;
import regain.applications.Application.Subject;
import regain.recovery.CameFrom;
import regain.recovery.port.SessionConnector.WhenStuck;

/** The keys of one application. */
record Section(String id, String prefix, Function<String, Optional<String>> keys) {
  private static final int MOST_NAME = 60;

  static Section of(String id, Function<String, Optional<String>> keys) {
    return new Section(id, "regain.application." + id + ".", keys);
  }

  Application application() {
    Section section = this;
    var application = new Application(
        id,
        checked("name", section.required("name"), Section::name),
        section.text("return").map(it -> checked("return", it, Section::addresses)).orElse(List.of()),
        section.text("logout-uri").map(it -> logout(checked("logout-uri", it, Section::address))));
    if (application.returns().isEmpty() && application.logout().isEmpty()) {
      throw new IllegalStateException(prefix + "return and " + prefix + "logout-uri: one of them has to be set");
    }
    return application;
  }

  private Logout logout(URI uri) {
    Section section = this;
    return new Logout(
        uri,
        section.required("client-id"),
        checked("subject", section.text("subject").orElse("id"), Section::subject),
        checked("when-stuck", section.text("when-stuck").orElse("proceed"), Section::stuck));
  }

  private Optional<String> text(String key) {
    return keys.apply(prefix + key);
  }

  private String required(String key) {
    return text(key).orElseThrow(() -> new IllegalStateException(prefix + key + " is not set"));
  }

  private <T> T checked(String key, String value, Function<String, T> parser) {
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalStateException(prefix + key + ": " + wrong.getMessage(), wrong);
    }
  }

  private static String name(String text) {
    if (text.length() > MOST_NAME || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("it takes at most " + MOST_NAME + " characters");
    }
    return text;
  }

  private static List<String> addresses(String text) {
    return Arrays.stream(text.split("\\s+")).map(it -> address(it).toString()).toList();
  }

  /**
   * An absolute address without anything that readers could read in two ways: ASCII, written as browsers would write it,
   * with nobody's name before the host and nothing behind a hash. (Back-Channel Logout 1.0 section 2.2 forbids the hash.)
   */
  private static URI address(String text) {
    URI uri = URI.create(text);
    boolean safe = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && isLoopback(uri.getHost());
    boolean plain = uri.getHost() != null
        && uri.getHost().equals(uri.getHost().toLowerCase(Locale.ROOT))
        && uri.getRawUserInfo() == null
        && uri.getRawFragment() == null
        && uri.normalize().equals(uri)
        && text.chars().allMatch(it -> it > ' ' && it < 0x7F)
        && text.length() <= CameFrom.MOST_ADDRESS;
    if (!safe || !plain) {
      throw new IllegalArgumentException(
          "it takes an https address without user, '..' or '#', such as https://payroll.example.org/after");
    }
    return uri;
  }

  private static boolean isLoopback(String host) {
    try {
      return host != null && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  private static Subject subject(String text) {
    return switch (text) {
      case "id" -> Subject.ID;
      case "login-name" -> Subject.LOGIN_NAME;
      default -> throw new IllegalArgumentException("it takes id or login-name");
    };
  }

  private static WhenStuck stuck(String text) {
    return switch (text) {
      case "hold" -> WhenStuck.HOLD;
      case "proceed" -> WhenStuck.PROCEED;
      default -> throw new IllegalArgumentException("it takes hold or proceed");
    };
  }
}
