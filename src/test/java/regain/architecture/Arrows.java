package regain.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The arrows that docs/architecture.md permits: the rows of its table {@code | module | is | may use |}. The word
 * "everything" permits every module that the table names.
 */
record Arrows(Map<String, Set<String>> permitted) {
  private static final Pattern ROW = Pattern.compile("(?m)^\\|([^|]*)\\|[^|]*\\|([^|]*)\\|\\s*$");

  static Arrows in(Path document) throws IOException {
    return of(Files.readString(document));
  }

  static Arrows of(String document) {
    List<MatchResult> rows = ROW.matcher(document).results()
        .dropWhile(it -> !it.group(1).strip().equals("module"))
        .skip(2)
        .toList();
    Set<String> all = rows.stream().map(it -> it.group(1).strip()).collect(Collectors.toUnmodifiableSet());
    var permitted = new LinkedHashMap<String, Set<String>>();
    for (MatchResult row : rows) {
      permitted.put(row.group(1).strip(), targets(row.group(2).strip(), all));
    }
    return new Arrows(permitted);
  }

  Set<String> modules() {
    return permitted.keySet();
  }

  boolean permit(String from, String to) {
    return permitted.getOrDefault(from, Set.of()).contains(to);
  }

  private static Set<String> targets(String cell, Set<String> all) {
    return cell.equals("everything")
        ? all
        : Arrays.stream(cell.split(",", -1)).map(String::strip).filter(it -> !it.isEmpty()).collect(Collectors.toSet());
  }
}
