package regain.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test of the architecture test: a small WAR with one breach of each kind, and all of them are reported. */
class BreachesTest {
  private static final Arrows ARROWS = Arrows.of("""
      | module | is | may use |
      |---|---|---|
      | cellar | read by the hall only | |
      | hall | reads the cellar by permission | cellar |
      | attic | may read nothing | |
      """);

  @TempDir Path directory;

  @Test
  void a_house_that_keeps_to_its_plan_has_no_breach() throws IOException {
    room("cellar", "module regain.cellar { exports regain.cellar; }");
    room("hall", "module regain.hall { requires regain.cellar; }",
        "package regain.hall; class Door { Object it = new regain.cellar.Wine(); }");
    assertThat(breaches()).isEmpty();
  }

  @Test
  void an_arrow_that_the_table_does_not_permit_is_a_breach() throws IOException {
    room("cellar", "module regain.cellar { exports regain.cellar; }");
    room("attic", "module regain.attic { requires regain.cellar; }");
    assertThat(breaches()).containsExactly("attic -> cellar is not permitted by the table");
  }

  @Test
  void a_module_without_a_row_is_a_breach() throws IOException {
    room("cellar", "module regain.cellar { }");
    room("shed", "module regain.shed { }");
    assertThat(breaches()).containsExactly("shed has no row in the table");
  }

  @Test
  void a_class_that_uses_a_module_which_its_own_does_not_require_is_a_breach() throws IOException {
    room("cellar", "module regain.cellar { exports regain.cellar; }");
    room("attic", "module regain.attic { }",
        "package regain.attic; class Hatch { java.util.List<regain.cellar.Wine[]> it; }");
    assertThat(breaches())
        .containsExactly("regain.attic.Hatch uses regain.cellar.Wine without requiring regain.cellar");
  }

  @Test
  void a_class_that_uses_what_another_module_does_not_export_is_a_breach() throws IOException {
    room("cellar", "module regain.cellar { exports regain.cellar to regain.attic; }");
    room("hall", "module regain.hall { requires regain.cellar; }",
        "package regain.hall; class Door { Object it = new regain.cellar.Wine(); }");
    assertThat(breaches())
        .containsExactly("regain.hall.Door uses regain.cellar.Wine, which regain.cellar does not export");
  }

  @Test
  void a_public_class_of_an_internal_package_is_a_breach() throws IOException {
    room("cellar", "module regain.cellar { }", "package regain.cellar.internal; public class Rack {}");
    assertThat(breaches()).containsExactly("regain.cellar.internal.Rack is internal and public");
  }

  @Test
  void a_class_of_the_war_that_uses_the_demo_is_a_breach() throws IOException {
    room("cellar", "module regain.cellar { exports regain.cellar; }");
    compile("demo", "package regain.demo; public class Toy {}");
    compile("classes", "package regain.pages; class Page { regain.demo.Toy it; }");
    compile("demo", "module regain.demo { exports regain.demo; }");
    assertThat(breaches())
        .containsExactly(
            "demo has no row in the table",
            "regain.pages.Page uses regain.demo.Toy without requiring regain.demo");
  }

  private Iterable<String> breaches() throws IOException {
    Path war = directory.resolve("planted.war");
    try (FileSystem inside = FileSystems.newFileSystem(war, Map.of("create", "true"))) {
      Path lib = Files.createDirectories(inside.getPath("WEB-INF", "lib"));
      for (String room : new String[]{"cellar", "hall", "attic", "shed", "demo"}) {
        if (Files.exists(directory.resolve(room))) {
          Path jar = directory.resolve("regain-" + room + "-1.jar");
          try (FileSystem content = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            copy(directory.resolve(room), content.getPath("/"));
          }
          Files.copy(jar, lib.resolve(jar.getFileName().toString()));
        }
      }
      if (Files.exists(directory.resolve("classes"))) {
        copy(directory.resolve("classes"), inside.getPath("WEB-INF", "classes"));
      }
    }
    return new Breaches(House.in(war, directory.resolve("unpacked")), ARROWS).all();
  }

  /** Classes first and as if there were no modules: the compiler itself refuses a breach otherwise. */
  private void room(String name, String descriptor, String... sources) throws IOException {
    if (name.equals("cellar")) {
      compile(name, "package regain.cellar; public class Wine {}");
    }
    for (String source : sources) {
      compile(name, source);
    }
    compile(name, descriptor);
  }

  private void compile(String room, String source) throws IOException {
    Path target = Files.createDirectories(directory.resolve(room));
    boolean descriptor = source.startsWith("module");
    String file = descriptor ? "module-info" : source.replaceFirst("(?s).* class (\\w+).*", "$1");
    Path java = Files.writeString(Files.createDirectories(directory.resolve("sources")).resolve(file + ".java"),
        source);
    String others = directory.resolve("cellar") + File.pathSeparator + directory.resolve("demo");
    int result = ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, "--release", "21", "-Xlint:-module", "-d", target.toString(),
            descriptor ? "--module-path" : "--class-path", others, java.toString());
    assertThat(result).isZero();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
