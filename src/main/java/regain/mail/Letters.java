package regain.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import regain.enrollment.port.Post.Letter;
import regain.wiring.Settings;
import regain.words.Browsers;
import regain.words.Times;
import regain.words.Words;

/**
 * Puts letters into words: plain text in the reader's language, lines that fit into a terminal, and the standing warning
 * in each. No subject carries a secret.
 */
@ApplicationScoped
public class Letters {
  private static final Set<String> MOMENTS = Set.of("when", "until", "due");
  private static final int WIDTH = 66;

  private final Words words;
  private final Settings settings;
  private final InstantSource clock;

  @SuppressWarnings("NullAway") // For the container's proxy, which never uses it.
  protected Letters() {
    this(null, null, null);
  }

  @Inject
  public Letters(Words words, Settings settings, InstantSource clock) {
    this.words = words;
    this.settings = settings;
    this.clock = clock;
  }

  public record Written(String subject, String text) {}

  public Written write(Letter letter) {
    Locale language = Words.nearest(letter.language());
    Map<String, String> values = values(letter, language);
    Function<String, Optional<String>> places = it -> Optional.ofNullable(values.get(it));
    String key = "letter." + letter.kind();
    Stream<String> links = Stream.of("link", "stop")
        .filter(letter.values()::containsKey)
        .map(it -> it.equals("link") ? "letter.not-you" : "letter.not-them");
    String text = Stream.of(Stream.of(key), links, Stream.of("letter.warning", "letter.end"))
        .flatMap(it -> it)
        .map(it -> words.fill(language, it, places, "–"))
        .map(Letters::wrapped)
        .collect(Collectors.joining("\n\n"));
    return new Written(words.fill(language, key + ".subject", places, "–"), text + "\n");
  }

  private Map<String, String> values(Letter letter, Locale language) {
    var values = new HashMap<String, String>();
    letter.values().forEach((name, value) -> values.put(name, value(name, value, language)));
    values.put("organisation", settings.organisation());
    values.put("host", settings.baseUrl().getAuthority());
    return values;
  }

  private String value(String name, String value, Locale language) {
    if (name.equals("purpose") && words.has("letter.purpose." + value)) {
      return words.say(language, "letter.purpose." + value);
    }
    if (name.equals("agent")) {
      return Browsers.words(words, language, value);
    }
    if (MOMENTS.contains(name)) {
      return moment(value, language);
    }
    return value.replaceAll("\\p{Cntrl}", " ");
  }

  private String moment(String value, Locale language) {
    var times = new Times(words, language, settings.zone(), clock.instant());
    return Times.read(value)
        .map(it -> words.say(language, "letter.moment", times.moment(it), times.utc(it)))
        .orElse(value);
  }

  /** Breaks long lines at blanks. A link is never broken: it is one word. */
  private static String wrapped(String text) {
    return text.lines().map(Letters::line).collect(Collectors.joining("\n"));
  }

  private static String line(String line) {
    var broken = new StringBuilder(" ".repeat(line.length() - line.stripLeading().length()));
    int length = 0;
    for (String word : line.stripLeading().split(" ", -1)) {
      boolean full = length > 0 && length + 1 + word.length() > WIDTH;
      broken.append(full ? "\n" : length > 0 ? " " : "").append(word);
      length = full ? word.length() : length + word.length() + (length > 0 ? 1 : 0);
    }
    return broken.toString();
  }
}
