package regain.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  private static final Pattern NAMED = Pattern.compile("\\{([a-zA-Z]+)}");
  private static final Pattern NUMBERED = Pattern.compile("\\{(\\d)");
  private static final Pattern USED = Pattern.compile("#\\{([a-zA-Z0-9._-]+)[(}]");
  private static final Path TEMPLATES = Path.of(System.getProperty("basedir", ".")).resolve("main/resources/templates")
      .normalize();

  private final Words words = new Words();

  /** The second would take the place of the first, on some other page. */
  @ParameterizedTest
  @ValueSource(strings = {"/messages.properties", "/messages_de.properties"})
  void no_key_stands_twice(String file) throws IOException {
    var seen = new HashSet<String>();
    try (var in = Objects.requireNonNull(WordsTest.class.getResourceAsStream(file))) {
      List<String> keys = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
          .filter(it -> it.contains(" = ") && !it.startsWith("#") && !it.startsWith(" "))
          .map(it -> it.substring(0, it.indexOf(" = ")))
          .toList();

      assertThat(keys).hasSizeGreaterThan(1000).allMatch(seen::add);
    }
  }

  @Test
  void every_language_has_the_same_keys() {
    for (Locale language : Words.LANGUAGES) {
      assertThat(new TreeSet<>(words.keys(language))).isEqualTo(new TreeSet<>(words.keys(Locale.ENGLISH)));
    }
  }

  @Test
  void every_language_has_the_same_places() {
    for (String key : words.keys(Locale.ENGLISH)) {
      assertThat(places(Locale.GERMAN, key)).as(key).isEqualTo(places(Locale.ENGLISH, key));
    }
  }

  /** MessageFormat takes a straight apostrophe for a quote and swallows it, and what follows. */
  @Test
  void no_word_has_a_straight_apostrophe() {
    for (Locale language : Words.LANGUAGES) {
      assertThat(words.keys(language).stream().filter(it -> !it.startsWith("time.")))
          .noneMatch(it -> raw(language, it).contains("'"));
    }
  }

  @Test
  void words_that_a_template_uses_are_there() throws IOException {
    try (Stream<Path> files = Files.walk(TEMPLATES)) {
      Set<String> used = files.filter(it -> it.toString().endsWith(".html")).flatMap(WordsTest::used)
          .collect(Collectors.toSet());

      assertThat(used).isNotEmpty().allMatch(words::has);
    }
  }

  @Test
  void a_place_without_a_value_says_so() {
    String told = words.fill(Locale.ENGLISH, "event.ContactRemoved", it -> Optional.empty(), "(not kept)");

    assertThat(told).isEqualTo("The address (not kept) was removed");
  }

  @Test
  void a_value_that_looks_like_a_place_stays_as_it_is() {
    String told = words.fill(Locale.ENGLISH, "event.ContactRemoved", it -> Optional.of("$1{number}\\"), "");

    assertThat(told).contains("$1{number}\\");
  }

  @Test
  void a_language_that_we_do_not_speak_gets_english() {
    assertThat(words.say(Locale.of("sv"), "continue")).isEqualTo("Continue");
    assertThat(words.say(Locale.of("de", "AT"), "continue")).isEqualTo("Weiter");
  }

  @Test
  void words_that_are_not_there_are_a_fault() {
    assertThatThrownBy(() -> words.say(Locale.ENGLISH, "no.such.key")).isInstanceOf(IllegalArgumentException.class);
  }

  private Set<String> places(Locale language, String key) {
    Pattern kind = key.startsWith("letter.") && !key.equals("letter.moment") || key.startsWith("event.")
        ? NAMED
        : NUMBERED;
    return kind.matcher(raw(language, key)).results().map(it -> it.group(1)).collect(Collectors.toSet());
  }

  private String raw(Locale language, String key) {
    return words.say(language, key);
  }

  private static Stream<String> used(Path file) {
    try {
      return USED.matcher(Files.readString(file)).results().map((MatchResult it) -> it.group(1));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
