package regain.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern CODE = Pattern
      .compile("(?<!RG-)\\b([0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4})\\b");
  private static final Pattern LINK = Pattern.compile("/not-me/([A-Za-z0-9._~-]{20,})");
  private static final Pattern NUMBER = Pattern.compile("RG-[0-9A-Z]{4}-[0-9A-Z]{4}");

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
      var letters = new Visitor(server.origin());

      walk(visitor, letters);

      String outbox = letters.get("/demo/outbox").page().body();
      Set<String> secrets = new LinkedHashSet<>(List.of(OLD, NEW));
      CODE.matcher(outbox).results().forEach(it -> secrets.add(it.group(1)));
      LINK.matcher(outbox).results().forEach(it -> secrets.add(it.group(1)));
      assertThat(secrets).as("passwords, two codes, links").hasSizeGreaterThan(5);
      visitor.get("/metrics");
      assertThat(visitor.everything()).hasSizeGreaterThan(10).allSatisfy(
          it -> assertThat(it).doesNotContain(secrets));
      secrets.addAll(tickets);
      assertThat(logs()).contains("regain.").contains("insert into").doesNotContain(secrets);
    }
  }

  private void walk(Visitor visitor, Visitor letters) {
    visitor.get("/enroll").post("/enrollment", Map.of("name", "b.hansen"));
    visitor.post("/enrollment/password", Map.of("password", OLD));
    code(visitor, letters, "/enrollment");
    var passkey = new SoftPasskey(1);
    String options = visitor.options("/enrollment/passkey/options");
    visitor.post("/enrollment/passkey", Map.of("answer", passkey.create(options, visitor.origin()), "label", "Test"));

    visitor.get("/").post("/recovery", Map.of("name", "b.hansen"));
    options = visitor.options("/recovery/passkey/options");
    visitor.post("/recovery/passkey", Map.of("answer", passkey.get(options, visitor.origin())));
    code(visitor, letters, "/recovery");
    visitor.post("/recovery/password", Map.of("password", NEW));
    assertThat(visitor.text()).contains("You have your account back");
    tickets.addAll(visitor.cookies.values().stream().filter(it -> it.length() > 20).toList());
  }

  private void code(Visitor visitor, Visitor letters, String journey) {
    visitor.post(journey + "/code/send", Map.of("contact", "0"));
    tickets.addAll(visitor.cookies.values().stream().filter(it -> it.length() > 20).toList());
    Matcher number = NUMBER.matcher(visitor.text());
    assertThat(number.find()).isTrue();
    String code = Waiting.until(
        () -> Arrays.stream(letters.get("/demo/outbox").page().body().split("<article", -1))
            .filter(it -> it.contains(number.group()))
            .map(CODE::matcher)
            .filter(Matcher::find)
            .map(it -> it.group(1))
            .findFirst());
    visitor.get(journey).post(journey + "/code", Map.of("code", code));
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
