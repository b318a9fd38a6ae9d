package regain.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import regain.words.Words;

/** Which language a page speaks: the one that was chosen, else the one that the browser prefers, else the house's. */
final class Tongue {
  private static final String WISH = "lang=";
  private static final int HEADER_LENGTH = 200;

  private Tongue() {}

  static Locale of(HttpServletRequest request) {
    @Nullable String accepted = request.getHeader("Accept-Language");
    return Cookies.LANGUAGE.read(request)
        .flatMap(Tongue::ours)
        .orElseGet(() -> preferred(accepted == null ? "" : accepted));
  }

  static Locale preferred(String accepted) {
    if (accepted.isBlank() || accepted.length() > HEADER_LENGTH) {
      return Words.LANGUAGES.getFirst();
    }
    try {
      @Nullable Locale best = Locale.lookup(LanguageRange.parse(accepted), Words.LANGUAGES);
      return best == null ? Words.LANGUAGES.getFirst() : best;
    } catch (IllegalArgumentException unreadable) {
      return Words.LANGUAGES.getFirst();
    }
  }

  static Optional<Locale> wished(String query) {
    return parts(query).stream()
        .filter(it -> it.startsWith(WISH))
        .findFirst()
        .flatMap(it -> ours(it.substring(WISH.length())));
  }

  /** The same page without the wish: a path on this host, whatever the request line said. */
  static String without(String path, String query) {
    String rest = parts(query).stream().filter(it -> !it.isEmpty() && !it.startsWith(WISH))
        .collect(Collectors.joining("&"));
    return "/" + path.replaceFirst("^[/\\\\]+", "") + (rest.isEmpty() ? "" : "?" + rest);
  }

  private static List<String> parts(String query) {
    return Arrays.asList(query.split("&", -1));
  }

  private static Optional<Locale> ours(String language) {
    return Words.LANGUAGES.stream().filter(it -> it.getLanguage().equals(language)).findFirst();
  }
}
