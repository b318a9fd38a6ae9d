package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import regain.enrollment.port.Post;
import regain.kernel.Secret;
import regain.policy.Purpose;
import regain.recovery.State;

/** What operations.md has an operator run on a restored database ends whatever was open when the backup was taken. */
class RestoreTest {
  private static final Path HANDBOOK = Path.of(System.getProperty("basedir", ".")).resolve("../docs/operations.md");
  private static final Pattern BLOCK = Pattern.compile("(?s)```sql\n(update recovery_case .*?)```");

  @Test
  void after_the_statements_of_the_handbook_nothing_of_before_is_open() throws IOException {
    try (var house = new TestHouse()) {
      SoftPasskey passkey = Journey.enrol(
          house, "b.hansen", "Nordhafen-2026-b.hansen", "birte.hansen@posteo.example");
      house.clock.pass(Duration.ofHours(73));
      Secret session = house.enrollment()
          .signIn("visit", passkey.get(house.enrollment().askSignIn("visit")), TestHouse.arrival())
          .orElseThrow();
      Journey ready = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey);
      Journey enrolling = Journey.open(house, Purpose.ENROLLMENT, "g.jansen").password("Nordhafen-2026-g.jansen")
          .send(0);
      String code = house.newest(Post.Kind.CODE, "gesa.jansen@posteo.example", "code");
      assertThat(ready.view.state()).isEqualTo(State.READY);

      statements().forEach(house.database::change);

      assertThat(ready.set("three herons over the quay").view.state()).isEqualTo(State.EXPIRED);
      assertThat(house.binds("b.hansen", "Nordhafen-2026-b.hansen")).isTrue();
      assertThat(enrolling.typed(code).view.state()).isEqualTo(State.EXPIRED);
      assertThat(house.enrollment().holder(session)).isEmpty();
      assertThat(house.database.count("select count(*) from invitation where ended_at is null")).isZero();
    }
  }

  private static List<String> statements() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(HANDBOOK));
    assertThat(block.find()).as("operations.md has the statements").isTrue();
    return Arrays.stream(block.group(1).split(";", -1)).map(String::strip).filter(it -> !it.isEmpty()).toList();
  }
}
