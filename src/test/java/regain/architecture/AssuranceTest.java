package regain.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.architecture.Assurance.Claim;
import regain.assurance.Requirement;

/**
 * Every row of the catalogue has tests that carry it, or says why it has none, and docs/assurance.md is what comes of both.
 * When a change is meant, copy src/target/assurance.md over it.
 */
class AssuranceTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..").normalize();
  private static final Catalogue TWO = Catalogue.of("""
      # What stands before the first section is for readers.

      ## One source

      R-1 | MUST | 63B 1
      One thing.
      met: by this

      R-2 | SHOULD | 63B 2
      Another thing.
      partly, untested: but for that
      """);

  private static Assurance real;

  @BeforeAll
  static void read() throws IOException {
    var places = new ArrayList<Path>(List.of(ROOT.resolve("src/target/test-classes")));
    try (Stream<Path> modules = Files.list(ROOT.resolve("modules"))) {
      modules.map(it -> it.resolve("target/test-classes")).filter(Files::isDirectory).forEach(places::add);
    }
    var importer = new ClassFileImporter().withImportOption(it -> !it.contains("AssuranceTest$"));
    real = Assurance.of(Catalogue.in(ROOT.resolve("docs/requirements.txt")), importer.importPaths(places));
  }

  @Test
  void every_row_is_answered() {
    assertThat(real.faults()).isEmpty();
  }

  @Test
  void the_page_is_what_rows_and_tests_say() throws IOException {
    String page = real.page();
    Files.writeString(ROOT.resolve("src/target/assurance.md"), page);

    assertThat(page).isEqualTo(Files.readString(ROOT.resolve("docs/assurance.md")));
  }

  private static List<String> faults(Claim... claims) {
    return new Assurance(TWO, List.of(claims)).faults();
  }

  @Test
  void a_row_with_a_test_and_one_with_a_reason_are_answered() {
    assertThat(faults(new Claim("R-1", "SomeTest", true))).isEmpty();
  }

  @Test
  void a_row_with_neither_test_nor_reason_is_a_fault() {
    assertThat(faults()).containsExactly("R-1 has neither a test nor a reason for having none");
  }

  @Test
  void a_test_of_a_row_that_is_said_to_have_none_is_a_fault() {
    assertThat(faults(new Claim("R-1", "SomeTest", true), new Claim("R-2", "SomeTest.some", true)))
        .containsExactly("R-2 says that no test shows it, but [SomeTest.some] say that they do");
  }

  @Test
  void a_test_of_a_row_that_is_not_there_is_a_fault() {
    assertThat(faults(new Claim("R-1", "SomeTest", true), new Claim("R-3", "SomeTest", true)))
        .containsExactly("SomeTest shows R-3, which is no row");
  }

  @Test
  void a_row_that_stands_there_twice_is_a_fault() {
    var twice = new Catalogue(Collections.nCopies(2, TWO.sections().getFirst()));

    assertThat(new Assurance(twice, List.of(new Claim("R-1", "SomeTest", true))).faults())
        .containsExactly("R-1 stands there twice", "R-2 stands there twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"met:", "met", "perhaps: so", "partly, untried: so", "met: so\nand so"})
  void what_does_not_say_how_it_stands_is_no_row(String reading) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Catalogue.of("## One\n\nR-1 | MUST | 63B 1\nOne thing.\n" + reading + "\n"));
  }

  /** As somebody might write it who forgot to say that it is a test. */
  static class Forgotten {
    @Requirement({"R-1", "R-2"})
    void this_is_run_by_nobody() {}
  }

  @Test
  void a_method_that_nobody_runs_shows_nothing() {
    var found = Assurance.of(TWO, new ClassFileImporter().importClasses(Forgotten.class));

    assertThat(found.claims())
        .containsExactly(
            new Claim("R-1", "Forgotten.this_is_run_by_nobody", false),
            new Claim("R-2", "Forgotten.this_is_run_by_nobody", false));
    assertThat(found.faults()).contains("Forgotten.this_is_run_by_nobody shows R-1 and is no test");
  }
}
