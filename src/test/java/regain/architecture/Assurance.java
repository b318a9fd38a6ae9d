package regain.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.commons.annotation.Testable;
import regain.architecture.Catalogue.Row;
import regain.architecture.Catalogue.Section;
import regain.assurance.Requirement;

/** The catalogue beside the tests that carry its rows. */
record Assurance(Catalogue catalogue, List<Claim> claims) {
  private static final String ARTICLE = """
      # Assurance

      What the field's standards ask of a system that recovers accounts, how Regain stands to it in our own reading, and the
      tests that show it. This page is made of [requirements.txt](requirements.txt) and of the tests that say
      `@Requirement("...")`; `AssuranceTest` compares, and leaves the new page in `src/target/assurance.md`. A test that is named
      shows the row, or its part of a row that is met partly; the one that fails when the row does not hold is seldom alone.

      Sources: 63, 63A, 63B and 63C are NIST SP 800-63-4 and its volumes, 53 is SP 800-53 Rev. 5, ASVS is OWASP ASVS 5.0.0, CS
      are the OWASP cheat sheets, WSTG the OWASP testing guide, WA is WebAuthn Level 3, WCAG is 2.2. The parts of the project
      that rows wait for: break-glass, evidence, machine identities, legacy
      platforms.

      """;

  /**
   * Somebody says that a test shows a row.
   *
   * @param runs whether anything runs it
   */
  record Claim(String row, String test, boolean runs) {}

  static Assurance of(Catalogue catalogue, JavaClasses tests) {
    return new Assurance(catalogue, tests.stream().flatMap(Assurance::claims).toList());
  }

  private static Stream<Claim> claims(JavaClass type) {
    boolean runs = type.getMethods().stream().anyMatch(Assurance::runs);
    return Stream.concat(
        said(type).map(it -> new Claim(it, type.getSimpleName(), runs)),
        type.getMethods().stream()
            .flatMap(
                method -> said(method)
                    .map(it -> new Claim(it, type.getSimpleName() + "." + method.getName(), runs(method)))));
  }

  private static Stream<String> said(CanBeAnnotated element) {
    return element.isAnnotatedWith(Requirement.class)
        ? Stream.of(annotation(element).value())
        : Stream.of();
  }

  private static Requirement annotation(CanBeAnnotated element) {
    return element instanceof JavaClass type
        ? type.getAnnotationOfType(Requirement.class)
        : ((JavaMethod) element).getAnnotationOfType(Requirement.class);
  }

  private static boolean runs(JavaMethod method) {
    return method.isMetaAnnotatedWith(Testable.class);
  }

  /** What is wrong with it; nothing, when every row is answered. */
  List<String> faults() {
    var faults = new ArrayList<String>();
    var ids = new HashSet<String>();
    catalogue.rows().filter(it -> !ids.add(it.id())).forEach(it -> faults.add(it.id() + " stands there twice"));
    for (Claim claim : claims) {
      if (!ids.contains(claim.row())) {
        faults.add(claim.test() + " shows " + claim.row() + ", which is no row");
      }
      if (!claim.runs()) {
        faults.add(claim.test() + " shows " + claim.row() + " and is no test");
      }
    }
    catalogue.rows().forEach(row -> {
      Set<String> tests = tests(row);
      if (tests.isEmpty() && !row.withoutTest()) {
        faults.add(row.id() + " has neither a test nor a reason for having none");
      }
      if (!tests.isEmpty() && row.withoutTest()) {
        faults.add(row.id() + " says that no test shows it, but " + tests + " say that they do");
      }
    });
    return faults;
  }

  private Set<String> tests(Row row) {
    return claims.stream().filter(it -> it.row().equals(row.id())).map(Claim::test)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The page for people. */
  String page() {
    var text = new StringBuilder(ARTICLE);
    Map<String, Long> states = catalogue.rows().collect(Collectors.groupingBy(Row::state, Collectors.counting()));
    text.append(
        String.format(
            Locale.ROOT,
            "%d rows: %d met, %d partly, %d not, %d where there is nothing to apply to. %d rows have a test; %d tests carry rows.%n",
            catalogue.rows().count(),
            states.getOrDefault("met", 0L),
            states.getOrDefault("partly", 0L),
            states.getOrDefault("not", 0L),
            states.getOrDefault("n/a", 0L),
            catalogue.rows().filter(it -> !tests(it).isEmpty()).count(),
            claims.stream().map(Claim::test).distinct().count()));
    for (Section section : catalogue.sections()) {
      text.append("\n## ").append(section.title()).append("\n\n| row | what is asked | how it stands | shown by |\n")
          .append("|---|---|---|---|\n");
      section.rows().forEach(it -> text.append(line(it)));
    }
    return text.toString();
  }

  private String line(Row row) {
    String tests = row.withoutTest()
        ? row.untested() ? "no test" : ""
        : tests(row).stream().map(it -> "`" + it + "`").collect(Collectors.joining(", "));
    return "| "
        + row.id()
        + " ("
        + row.level()
        + ") | "
        + row.statement()
        + " ("
        + row.source()
        + ") | **"
        + row.state()
        + "**: "
        + row.reading()
        + " | "
        + tests
        + " |\n";
  }
}
