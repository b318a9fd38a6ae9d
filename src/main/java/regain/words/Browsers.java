package regain.words;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says which browser a User-Agent header claims to be. A guess for the eye: nothing is decided by it. */
public final class Browsers {
  /** In this order: the later ones also name the earlier ones' words. */
  private static final List<Map.Entry<String, String>> NAMES = List.of(
      Map.entry("Edg", "Edge"),
      Map.entry("OPR/", "Opera"),
      Map.entry("SamsungBrowser/", "Samsung Internet"),
      Map.entry("Firefox/", "Firefox"),
      Map.entry("FxiOS/", "Firefox"),
      Map.entry("CriOS/", "Chrome"),
      Map.entry("Chrome/", "Chrome"),
      Map.entry("Safari/", "Safari"));

  private static final List<Map.Entry<String, String>> SYSTEMS = List.of(
      Map.entry("iPhone", "iPhone"),
      Map.entry("iPad", "iPad"),
      Map.entry("Android", "Android"),
      Map.entry("CrOS", "ChromeOS"),
      Map.entry("Windows", "Windows"),
      Map.entry("Mac OS X", "macOS"),
      Map.entry("Linux", "Linux"));

  private Browsers() {}

  /** {@code Firefox on Windows}, in words. */
  public static String words(Words words, Locale language, String agent) {
    Optional<String> name = first(NAMES, agent);
    Optional<String> system = first(SYSTEMS, agent);
    if (name.isPresent() && system.isPresent()) {
      return words.say(language, "browser.on", name.get(), system.get());
    }
    return name.or(() -> system).orElseGet(() -> words.say(language, "browser.unknown"));
  }

  private static Optional<String> first(List<Map.Entry<String, String>> marks, String agent) {
    return marks.stream().filter(it -> agent.contains(it.getKey())).map(Map.Entry::getValue).findFirst();
  }
}
