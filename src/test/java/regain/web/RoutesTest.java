package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;

/** Every way in, with its method and the role that it asks for. When this fails and the change is meant, change the text. */
class RoutesTest {
  private static final java.nio.file.Path DOCS = java.nio.file.Path.of(System.getProperty("basedir", "."))
      .resolve("../docs").normalize();

  @Test
  @Requirement({"R-63B-3.1.1-d", "R-ASVS-6.1.3"})
  void the_routes_are_the_ones_that_are_written_down() throws IOException {
    String routes = resources().flatMap(RoutesTest::routes).sorted().collect(Collectors.joining("\n", "", "\n"));

    assertThat(routes).isEqualTo(Files.readString(DOCS.resolve("routes.txt")));
  }

  @Test
  @Requirement("R-53-AC-6(9)(10)")
  void f_5_every_route_says_who_may_come_in() {
    List<String> silent = resources()
        .flatMap(type -> verbs(type).map(it -> type.getSimpleName() + "." + it.getName() + said(type, it)))
        .filter(it -> it.endsWith("nothing"))
        .toList();

    assertThat(silent).isEmpty();
  }

  @Test
  @Requirement("R-ASVS-3.5")
  void nothing_but_get_and_post_is_answered() {
    assertThat(resources().flatMap(RoutesTest::routes).map(it -> it.split(" ", 2)[0]).distinct())
        .containsExactlyInAnyOrder("GET", "POST");
  }

  private static Stream<Class<?>> resources() {
    return new ClassFileImporter()
        .importPackages("regain.web", "regain.demo.web").stream()
        .filter(it -> it.isAnnotatedWith(Path.class))
        .map(JavaClass::reflect);
  }

  private static Stream<String> routes(Class<?> type) {
    String root = type.getAnnotation(Path.class).value();
    return verbs(type)
        .map(it -> verb(it).orElseThrow() + " " + path(root, it) + " " + role(type, it));
  }

  private static Stream<Method> verbs(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(it -> verb(it).isPresent() && !it.isBridge() && !Modifier.isStatic(it.getModifiers()));
  }

  private static Optional<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(it -> it.isAnnotationPresent(HttpMethod.class))
        .map(it -> it.getAnnotation(HttpMethod.class).value())
        .findFirst();
  }

  private static String path(String root, Method method) {
    Path own = method.getAnnotation(Path.class);
    String whole = ("/" + root + "/" + (own == null ? "" : own.value())).replaceAll("/+", "/");
    return whole.length() > 1 ? whole.replaceAll("/$", "") : whole;
  }

  private static String role(Class<?> type, Method method) {
    String role = Doors.role(type, method);
    return role.isEmpty() ? "anybody" : role;
  }

  private static String said(Class<?> type, Method method) {
    try {
      return Doors.role(type, method);
    } catch (RuntimeException | LinkageError closed) {
      return "nothing";
    }
  }
}
