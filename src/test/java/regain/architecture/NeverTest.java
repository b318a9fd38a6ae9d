package regain.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;

/** What no class of the house may use, the demo apart. */
class NeverTest {
  private static final List<JavaClass> HOUSE = new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
      .importPackages("regain").stream()
      .filter(it -> !it.getPackageName().startsWith("regain.demo"))
      .toList();

  private static final Set<String> SETS = Set.of("setProperty", "setProperties", "clearProperty");

  @Test
  @Requirement("R-63B-3.2.12-a")
  void b_8_no_randomness_that_can_be_foretold() {
    assertThat(users(Random.class, SplittableRandom.class, ThreadLocalRandom.class)).isEmpty();
  }

  @Test
  void f_6_no_shell_and_no_process() {
    List<String> runtime = HOUSE.stream()
        .flatMap(it -> it.getMethodCallsFromSelf().stream())
        .filter(it -> it.getTargetOwner().isEquivalentTo(Runtime.class) && it.getName().equals("exec"))
        .map(it -> it.getOriginOwner().getName())
        .toList();

    assertThat(users(ProcessBuilder.class)).isEmpty();
    assertThat(runtime).isEmpty();
  }

  /** Whom this house trusts (directory, identity provider, proxies, makers, applications) is read from the settings of whoever runs it, and nothing in it writes one. */
  @Test
  void rt_09_nothing_that_runs_changes_whom_it_trusts() {
    String writers = Config.class.getPackageName() + ".spi";
    assertThat(
        HOUSE.stream()
            .filter(
                it -> it.getDirectDependenciesFromSelf().stream()
                    .anyMatch(one -> one.getTargetClass().getPackageName().equals(writers)))
            .map(JavaClass::getName))
        .isEmpty();
    assertThat(
        HOUSE.stream()
            .flatMap(it -> it.getMethodCallsFromSelf().stream())
            .filter(it -> it.getTargetOwner().isEquivalentTo(System.class) && SETS.contains(it.getName()))
            .map(it -> it.getOriginOwner().getName()))
        .isEmpty();
    assertThat(users(Config.class)).as("those who read them").isNotEmpty();
  }

  @Test
  void whoever_uses_a_type_is_found() {
    assertThat(users(java.security.SecureRandom.class)).isNotEmpty();
  }

  private static List<String> users(Class<?>... types) {
    return HOUSE.stream()
        .filter(
            it -> it.getDirectDependenciesFromSelf().stream()
                .anyMatch(one -> Stream.of(types).anyMatch(type -> one.getTargetClass().isEquivalentTo(type))))
        .map(JavaClass::getName)
        .toList();
  }
}
