package regain.words;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The message bundle: {@code messages.properties} in English and one file for each further language, from every jar that
 * has them. Words with numbered places are filled by MessageFormat, words with named places by {@link #fill}.
 */
@ApplicationScoped
public class Words {
  /** The languages that the house speaks. The first one answers when none fits. */
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

  private static final Pattern NAMED = Pattern.compile("\\{([a-zA-Z]+)}");

  private final Map<Locale, Map<String, String>> bundles = new HashMap<>();
  /** As many as there are words with numbered places. */
  private final Map<String, MessageFormat> patterns = new ConcurrentHashMap<>();

  public Words() {
    for (Locale language : LANGUAGES) {
      bundles.put(language, read(language.equals(Locale.ENGLISH) ? "" : "_" + language.getLanguage()));
    }
  }

  private static Map<String, String> read(String suffix) {
    var words = new HashMap<String, String>();
    try {
      List<URL> files = Collections
          .list(Words.class.getClassLoader().getResources("messages" + suffix + ".properties"));
      for (URL file : files) {
        try (Reader in = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
          var properties = new Properties();
          properties.load(in);
          properties.stringPropertyNames().forEach(it -> words.put(it, properties.getProperty(it)));
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return words;
  }

  /** The nearest of our languages. */
  public static Locale nearest(Locale wish) {
    return LANGUAGES.stream()
        .filter(it -> it.getLanguage().equals(wish.getLanguage()))
        .findFirst()
        .orElse(LANGUAGES.getFirst());
  }

  public Set<String> keys(Locale language) {
    return Collections.unmodifiableSet(bundle(language).keySet());
  }

  public boolean has(String key) {
    return bundle(LANGUAGES.getFirst()).containsKey(key);
  }

  /**
   * Words with their numbered places filled.
   *
   * @throws IllegalArgumentException when there are no such words
   */
  public String say(Locale language, String key, Object... places) {
    String words = word(language, key);
    return places.length == 0 ? words : pattern(nearest(language), key, words).format(places);
  }

  /** A copy, because formatting is not for several at once. */
  private MessageFormat pattern(Locale language, String key, String words) {
    return (MessageFormat) patterns
        .computeIfAbsent(language.getLanguage() + ' ' + key, it -> new MessageFormat(words, language))
        .clone();
  }

  /**
   * Words with their named places filled.
   *
   * @param values what stands in a place, asked for the places that there are; {@code missing} where it is not known
   */
  public String fill(Locale language, String key, Function<String, Optional<String>> values, String missing) {
    return NAMED
        .matcher(word(language, key))
        .replaceAll(it -> Matcher.quoteReplacement(values.apply(it.group(1)).orElse(missing)));
  }

  private String word(Locale language, String key) {
    @Nullable String words = bundle(language).get(key);
    if (words == null) {
      throw new IllegalArgumentException("no words for " + key);
    }
    return words;
  }

  private Map<String, String> bundle(Locale language) {
    @Nullable Map<String, String> own = bundles.get(language);
    return own == null ? bundles.getOrDefault(nearest(language), Map.of()) : own;
  }
}
