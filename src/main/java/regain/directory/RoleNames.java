package regain.directory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Local parts of mailboxes that are nobody's own: the list that comes with the house, and what the operator adds to it. */
final class RoleNames {
  private static final String LIST = "/role-mailboxes.txt";

  private RoleNames() {}

  /**
   * @param more names with commas or blanks in between
   * @throws IllegalStateException when one of them is a whole address
   */
  static Set<String> with(String more) {
    if (more.contains("@")) {
      throw new IllegalStateException("regain.contacts.role-names: only what stands before the @");
    }
    return Stream.concat(listed(), words(more)).collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> listed() {
    try (InputStream in = RoleNames.class.getResourceAsStream(LIST);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().filter(it -> !it.startsWith("#")).flatMap(RoleNames::words).toList().stream();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Stream<String> words(String line) {
    return Arrays.stream(line.split("[\\s,]+")).filter(it -> !it.isEmpty()).map(it -> it.toLowerCase(Locale.ROOT));
  }
}
