package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.assurance.Requirement;
import regain.demo.DemoDirectory;
import regain.house.SoftPasskey;

/**
 * An enrolment and a recovery with everything that the house and its libraries can log, and then every answer, log and
 * figure is searched for what must not be there. The server's own trace of raw bytes is left out: no setting of ours
 * could keep a form out of it.
 */
class SecretsIT {
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String NEW = "three herons over the quay";
  private static final String ALL = Stream
      .of("regain", "org.hibernate", "com.unboundid", "com.yubico", "org.thymeleaf", "org.flywaydb", "org.h2",
          "com.fasterxml", "org.eclipse.angus", "jakarta")
      .reduce("*=info", (before, each) -> before + ":" + each + ".*=all");
  @TempDir private Path folder;

  private final Set<String> tickets = new LinkedHashSet<>();

  @Test
  @Requirement({"R-ASVS-16.3.1", "R-NHI-2"})
  void b_11_b_12_no_answer_and_no_log_holds_a_secret_at_the_most_verbose_level() throws IOException {
    try (DemoDirectory directory = DemoDirectory.start(folder.resolve("directory"), 0, InstantSource.system());
        var server = new OwnServer(folder.resolve("server"), directory.settings())) {
      Files.writeString(
          folder.resolve("server/servers/own/bootstrap.properties"),
          "com.ibm.ws.logging.trace.specification=" + ALL + "\n",
          StandardOpenOption.APPEND);
      var visitor = new Visitor(server.start().origin());
      var letters = new Letters(server.origin());

      walk(visitor, letters);

      String outbox = letters.all();
      Set<String> secrets = new LinkedHashSet<>(List.of(OLD, NEW));
      Letters.CODE.matcher(outbox).results().forEach(it -> secrets.add(it.group(1)));
      Letters.LINK.matcher(outbox).results().forEach(it -> secrets.add(it.group(1)));
      assertThat(secrets).as("passwords, two codes, links").hasSizeGreaterThan(5);
      visitor.get("/metrics");
      assertThat(visitor.everything()).hasSizeGreaterThan(10).allSatisfy(
          it -> assertThat(it).doesNotContain(secrets));
      secrets.addAll(tickets);
      assertThat(logs()).contains("regain.").contains("insert into").doesNotContain(secrets);
    }
  }

  private void walk(Visitor visitor, Letters letters) {
    SoftPasskey passkey = letters.enrol(visitor, "b.hansen", OLD);
    remember(visitor);
    visitor.get("/").post("/recovery", Map.of("name", "b.hansen"));
    remember(visitor);
    String options = visitor.options("/recovery/passkey/options");
    visitor.post("/recovery/passkey", Map.of("answer", passkey.get(options, visitor.origin())));
    remember(visitor);
    letters.code(visitor, "/recovery");
    remember(visitor);
    visitor.post("/recovery/password", Map.of("password", NEW));
    assertThat(visitor.text()).contains("You have your account back");
    remember(visitor);
  }

  private void remember(Visitor visitor) {
    visitor.cookies.values().stream().filter(it -> it.length() > 20).forEach(tickets::add);
  }

  private String logs() throws IOException {
    var text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("server/servers/own/logs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }
}
