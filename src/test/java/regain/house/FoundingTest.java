package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.policy.Purpose;
import regain.recovery.State;

/** The first people of a house that is empty. */
class FoundingTest {
  private TestHouse house;
  private Path codes;

  @BeforeEach
  void build() {
    house = new TestHouse(1, Map.of("regain.founders", "v.hartmann, s.oezdemir,nobody.at.all"));
    codes = house.folder.resolve("founding-codes");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private List<String> founders() throws IOException {
    return Files.readAllLines(codes).stream().filter(it -> !it.isBlank()).map(it -> it.split(" ", 2)[0]).toList();
  }

  private String code(String name) throws IOException {
    return Files.readAllLines(codes).stream()
        .filter(it -> it.startsWith(name + " "))
        .map(it -> it.split(" ", 2)[1])
        .findFirst()
        .orElseThrow();
  }

  private Journey founder(String name) throws IOException {
    return Journey.open(house, Purpose.ENROLLMENT, name)
        .invitation(code(name))
        .password("Nordhafen-2026-" + name)
        .bind(new SoftPasskey(name.hashCode()));
  }

  @Test
  void each_founder_whom_the_directory_knows_gets_a_code_that_only_the_owner_can_read() throws IOException {
    assertThat(founders()).containsExactly("v.hartmann", "s.oezdemir");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(codes))).isEqualTo("rw-------");
    assertThat(founder("v.hartmann").view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void a_founder_who_is_not_told_by_the_directory_is_missed_aloud() {
    assertThat(warnings(house::startAgain)).containsOnlyOnce("regain.founders");
    house.directory.away = true;
    assertThat(warnings(house::startAgain)).contains("regain.founders");
  }

  @Test
  void a_start_while_the_directory_is_away_is_made_good_by_the_next() throws IOException {
    house.directory.away = true;
    house.startAgain();
    assertThat(founders()).isEmpty();
    house.directory.away = false;

    house.startAgain();

    assertThat(founders()).containsExactly("v.hartmann", "s.oezdemir");
  }

  @Test
  void a_passkey_that_nobody_witnessed_does_not_end_founding() throws IOException {
    Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", "birte.hansen@posteo.example");
    house.clock.pass(Duration.ofHours(100));

    house.startAgain();

    assertThat(founder("s.oezdemir").view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void the_first_founders_passkey_ends_it_and_the_file_goes() throws IOException {
    founder("v.hartmann");

    house.startAgain();

    assertThat(codes).doesNotExist();
  }

  @Test
  @Requirement("R-ASVS-6.4.1")
  void a_code_lives_for_an_hour_and_until_the_next_start() throws IOException {
    String old = code("v.hartmann");
    house.startAgain();
    assertThat(Journey.open(house, Purpose.ENROLLMENT, "v.hartmann").invitation(old).view.proofs()).isEmpty();

    String late = code("v.hartmann");
    house.clock.pass(Duration.ofMinutes(61));
    assertThat(Journey.open(house, Purpose.ENROLLMENT, "v.hartmann").invitation(late).view.proofs()).isEmpty();
  }

  private static String warnings(Runnable work) {
    var text = new StringBuilder();
    var ear = new Handler() {
      @Override
      public void publish(LogRecord message) {
        text.append(message.getMessage()).append('\n');
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    Logger logger = Logger.getLogger("regain.wiring.Founding");
    logger.addHandler(ear);
    try {
      work.run();
    } finally {
      logger.removeHandler(ear);
    }
    return text.toString();
  }
}
