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
import java.util.Properties;
import java.util.Set;
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
    return places.length == 0 ? words : new MessageFormat(words, nearest(language)).format(places);
  }

  /** Words with their named places filled; a place whose value is not known gets {@code missing}. */
  public String fill(Locale language, String key, Map<String, String> values, String missing) {
    return NAMED
        .matcher(word(language, key))
        .replaceAll(it -> Matcher.quoteReplacement(values.getOrDefault(it.group(1), missing)));
  }

  private String word(Locale language, String key) {
    @Nullable String words = bundle(language).get(key);
    if (words == null) {
      throw new IllegalArgumentException("no words for " + key);
    }
    return words;
  }

  private Map<String, String> bundle(Locale language) {
    return bundles.getOrDefault(nearest(language), Map.of());
  }
}
