package regain.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What can be set, and what is written down about it: every key that the code or the server's configuration reads has its
 * line in docs/operations.md, and every line there is about something that is read.
 */
class EveryKeyTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..").normalize();
  private static final Pattern LINE = Pattern.compile("(?m)^\\| `([A-Za-z_.-]+)` \\|");
  private static final Pattern KEY = Pattern.compile("\"(regain\\.[a-z][a-z.-]*[a-z])\"");
  private static final Pattern ENVIRONMENT = Pattern.compile(
      "(?:getOptionalValue|getValue|maybe|getenv|read)\\((?:properties, environment, )?\"([A-Z][A-Z_]+)\"");
  private static final Pattern VARIABLE = Pattern.compile("<variable name=\"([A-Z_]+)\"");

  /** Words in the code that look like keys and name a file of the house. */
  private static final Set<String> FILES = Set.of("regain.css", "regain.js");

  /** What keys are read with the directory's prefix: in Keys by {@code keys.text("url")} and the like. */
  private static final Pattern OF_THE_DIRECTORY = Pattern.compile(
      "keys\\s*\\.(?:text|required|urls|words|condition|duration|number|secret)\\(\\s*\"([a-z.-]+)\"");

  /** What keys are read of each application, whatever it is called. */
  private static final Pattern OF_AN_APPLICATION = Pattern.compile(
      "section\\.(?:text|required)\\(\\s*\"([a-z.-]+)\"");

  @Test
  void every_key_that_is_read_is_written_down_and_every_line_is_about_one() throws IOException {
    String table = Files.readString(ROOT.resolve("docs/operations.md")).split("\n## Configuration\n", -1)[1]
        .split("\n## ", -1)[0];
    Set<String> written = found(LINE, table);

    assertThat(read()).isNotEmpty().containsAll(List.of("regain.base-url", "regain.directory.url", "DB_URL"));
    assertThat(written).containsExactlyInAnyOrderElementsOf(read());
  }

  @Test
  void every_variable_of_the_server_configuration_is_one_that_it_names_or_the_servers_own() throws IOException {
    String xml = Files.readString(ROOT.resolve("liberty-config/server.xml"));
    Set<String> named = found(VARIABLE, xml);

    assertThat(found(Pattern.compile("\\$\\{([A-Za-z_.]+)}"), xml))
        .allMatch(it -> named.contains(it) || it.startsWith("server.") || it.startsWith("shared."));
  }

  private static Set<String> read() throws IOException {
    String code = sources();
    Set<String> keys = new TreeSet<>(found(KEY, code));
    keys.removeAll(FILES);
    found(OF_THE_DIRECTORY, code).forEach(it -> keys.add("regain.directory." + it));
    found(OF_AN_APPLICATION, code).forEach(it -> keys.add("regain.application.ID." + it));
    keys.addAll(found(ENVIRONMENT, code));
    keys.addAll(found(VARIABLE, Files.readString(ROOT.resolve("liberty-config/server.xml"))));
    return keys;
  }

  private static String sources() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT.resolve("modules"))) {
      return Stream.concat(modules.map(it -> it.resolve("src/main/java")), Stream.of(ROOT.resolve("src/main/java")))
          .map(EveryKeyTest::text)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String text(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(it -> it.toString().endsWith(".java")).map(EveryKeyTest::content)
          .collect(Collectors.joining());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(it -> it.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }
}
