package regain.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of the attack list has its answer in docs/threat-model.md: tests that carry its id, or why there is none. */
class AttackListTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..").normalize();
  private static final List<String> IDS = List.of(
      """
          A1 A3 A4 A5 A6 A7 A9 A10 A11 A12 B1 B2 B3 B4 B6
          B7 B8 B10 B11 B12 B14 B15 C1 C4 C5 C6 D1 D3 D4 D5
          D7 D8 D9 D10 E1 E2 E4 E5 E6 E7 E9 F1 F2 F3 F4
          F5 F6 F7 F8 F9 F10 G1 G2 G4 G5 G6 G8 H1 H2 H3
          RT-01 RT-02 RT-03 RT-04 RT-05 RT-06 RT-07 RT-08 RT-09 RT-10 RT-11 RT-12 RT-13 RT-14 RT-15
          RT-16 RT-17 RT-19 RT-20 RT-23 RT-24 RT-25 RT-27 RT-28 RT-29 RT-30 RT-31 RT-32 RT-33 RT-34
          RT-35 RT-37 RT-38
          PAM-1 PAM-2 PAM-3 PAM-4 PAM-5 PAM-6 PAM-7 PAM-8 PAM-9 PAM-10 PAM-11 PAM-12 PAM-13
          PAM-14 PAM-15 PAM-16 PAM-17 PAM-18 PAM-19 PAM-20 PAM-21 PAM-22 PAM-23 PAM-24 PAM-25
          """
          .strip().split("\\s+"));
  private static final Pattern ROW = Pattern.compile("\\| ([A-H]\\d+|(?:RT|PAM)-\\d+) \\| ([^|]+) \\| ([^|]+) \\|");
  private static final Pattern METHOD = Pattern.compile("void ((?:[a-h]|rt|pam)_\\d+_\\w+)\\(");
  private static final Pattern ID = Pattern.compile("\\G([a-h]|rt|pam)_(\\d+)_");

  /** The rows by their ids, each with its last cell. */
  private static Map<String, String> rows() throws IOException {
    var rows = new LinkedHashMap<String, String>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/threat-model.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        assertThat(rows.put(row.group(1), row.group(3))).as(row.group(1)).isNull();
      }
    }
    return rows;
  }

  /** The tests that carry ids, as `Class.method`, by each of these ids. */
  private static Map<String, List<String>> tests() throws IOException {
    var tests = new LinkedHashMap<String, List<String>>();
    for (String part : List.of("src/src/test/java", "src/test/java", "modules")) {
      Path folder = ROOT.resolve(part);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
            carried(file, tests);
          }
        }
      }
    }
    return tests;
  }

  private static void carried(Path file, Map<String, List<String>> tests) throws IOException {
    String type = file.getFileName().toString().replace(".java", "");
    Matcher method = METHOD.matcher(Files.readString(file));
    while (method.find()) {
      Matcher id = ID.matcher(method.group(1));
      while (id.find()) {
        String name = id.group(1).toUpperCase(Locale.ROOT) + (id.group(1).length() > 1 ? "-" : "") + id.group(2);
        tests.computeIfAbsent(name, it -> new ArrayList<>()).add("`" + type + "." + method.group(1) + "`");
      }
    }
  }

  @Test
  void every_row_is_answered_once() throws IOException {
    assertThat(rows().keySet()).containsExactlyElementsOf(IDS);
  }

  @Test
  void a_row_names_all_the_tests_that_carry_its_id_and_no_other() throws IOException {
    Map<String, List<String>> tests = tests();
    assertThat(IDS).containsAll(tests.keySet());
    for (Map.Entry<String, String> row : rows().entrySet()) {
      List<String> named = Pattern.compile("`[^`]+`").matcher(row.getValue()).results().map(it -> it.group()).toList();
      assertThat(named).as(row.getKey())
          .containsExactlyInAnyOrderElementsOf(tests.getOrDefault(row.getKey(), List.of()));
    }
  }

  @Test
  void a_row_without_a_test_says_why() throws IOException {
    assertThat(rows().values()).allMatch(it -> it.startsWith("`") || it.startsWith("None: "));
  }
}
