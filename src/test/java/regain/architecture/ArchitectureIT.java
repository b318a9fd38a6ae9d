package regain.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The third wall: the WARs that were built keep to the plan in docs/architecture.md. */
class ArchitectureIT {
  private static final Path PRODUCTION = Path.of(System.getProperty("regain.war"));
  private static final Path DEMO = Path.of(System.getProperty("regain.demo.war"));

  private final Arrows arrows;

  @TempDir Path directory;

  ArchitectureIT() throws IOException {
    arrows = Arrows.in(Path.of(System.getProperty("regain.root"), "docs", "architecture.md"));
  }

  @Test
  void the_war_keeps_to_its_plan() throws IOException {
    assertThat(new Breaches(House.in(DEMO, directory), arrows).all()).isEmpty();
  }

  @Test
  void every_row_of_the_plan_is_a_module() throws IOException {
    Set<String> built = names(House.in(DEMO, directory));
    built.add("regain.src");
    assertThat(arrows.modules().stream().map("regain."::concat)).containsExactlyInAnyOrderElementsOf(built);
  }

  @Test
  void production_has_everything_but_the_demo() throws IOException {
    House production = House.in(PRODUCTION, directory.resolve("production"));
    Set<String> demo = names(House.in(DEMO, directory.resolve("demo")));
    demo.remove("regain.demo");
    assertThat(names(production)).isEqualTo(demo);
    assertThat(production.classes()).noneMatch(it -> it.getPackageName().startsWith("regain.demo"));
  }

  private static Set<String> names(House house) {
    return house.rooms().stream().map(House.Room::name).collect(Collectors.toSet());
  }
}
