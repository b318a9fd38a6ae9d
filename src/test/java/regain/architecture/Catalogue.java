package regain.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is asked of Regain and how it stands to it: docs/requirements.txt, as it is written. */
record Catalogue(List<Section> sections) {
  private static final Pattern HEADING = Pattern.compile("(R-\\S+) \\| ([^|]+) \\| ([^|]+)");
  private static final Pattern READING = Pattern.compile("(met|partly|not|n/a)(, untested)?: (.+)");

  /** The rows of one source. */
  record Section(String title, List<Row> rows) {}

  /**
   * One requirement.
   *
   * @param state met, partly, not, or n/a when there is nothing here that it could apply to
   * @param reading what meets it, what is missing, or why it does not apply
   * @param untested when it is met, wholly or in part, and no test shows it
   */
  record Row(
      String id, String level, String source, String statement, String state, boolean untested, String reading) {
    /** Nothing that a test could show, or nothing that one does. */
    boolean withoutTest() {
      return untested || state.equals("not") || state.equals("n/a");
    }
  }

  static Catalogue in(Path file) throws IOException {
    return of(Files.readString(file));
  }

  static Catalogue of(String text) {
    return new Catalogue(
        Arrays.stream(text.split("(?m)^## ", -1)).skip(1).map(Catalogue::section).toList());
  }

  Stream<Row> rows() {
    return sections.stream().flatMap(it -> it.rows().stream());
  }

  private static Section section(String text) {
    List<String> parts = List.of(text.strip().split("\n\n+", -1));
    return new Section(parts.getFirst(), parts.stream().skip(1).map(Catalogue::row).toList());
  }

  private static Row row(String text) {
    var lines = new ArrayList<>(List.of(text.split("\n", -1)));
    lines.addAll(List.of("", ""));
    Matcher heading = HEADING.matcher(lines.get(0));
    Matcher reading = READING.matcher(lines.get(2));
    if (lines.size() != 5 || !heading.matches() || !reading.matches()) {
      throw new IllegalArgumentException("This is no row: " + text);
    }
    return new Row(
        heading.group(1), heading.group(2), heading.group(3), lines.get(1), reading.group(1),
        reading.group(2) != null, reading.group(3));
  }
}
