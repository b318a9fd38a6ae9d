package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.port.Post;
import regain.policy.Purpose;
import regain.recovery.Founders;
import regain.recovery.Founders.Standing;
import regain.recovery.State;

/** The first people of a house that is empty. */
class FoundingTest {
  private static final List<String> NAMES = List.of("v.hartmann", "s.oezdemir", "m.thomsen");

  private TestHouse house;
  private Path codes;

  @BeforeEach
  void build() {
    house = new TestHouse(1, Map.of("regain.founders", "v.hartmann, s.oezdemir,m.thomsen,nobody.at.all"));
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
    return founder(name, new SoftPasskey(name.hashCode()), SoftPasskey.Lie.NONE);
  }

  private Journey founder(String name, SoftPasskey passkey, SoftPasskey.Lie kind) throws IOException {
    return Journey.open(house, Purpose.ENROLLMENT, name)
        .invitation(code(name))
        .password("Nordhafen-2026-" + name)
        .bind(passkey, kind);
  }

  /** Adds another at the account page. */
  private void another(SoftPasskey passkey, SoftPasskey.Lie kind) {
    var holder = house.signedIn(passkey);
    String answer = new SoftPasskey(2).create(house.enrollment().askPasskey(holder).orElseThrow(), kind);
    assertThat(house.enrollment().addPasskey(holder, answer, "Second", TestHouse.arrival())).isEqualTo(Change.DONE);
  }

  private SoftPasskey withBothKeys(String name) throws IOException {
    var passkey = new SoftPasskey(name.hashCode());
    founder(name, passkey, SoftPasskey.Lie.NONE);
    another(passkey, SoftPasskey.Lie.NONE);
    return passkey;
  }

  private void founded() throws IOException {
    for (String name : NAMES) {
      withBothKeys(name);
    }
    minute();
    house.work();
  }

  /** What the server does once a minute. */
  private Optional<Standing> minute() {
    return house.part(Founders.class).look(Stream.concat(NAMES.stream(), Stream.of("nobody.at.all")).toList());
  }

  private Optional<Standing> standing() {
    return house.part(Founders.class).standing();
  }

  private void wishToReopen() throws IOException {
    Files.createFile(house.folder.resolve("reopen-founding"));
  }

  private long events(String type) {
    return house.database.count("select count(*) from audit_event where type = '" + type + "'");
  }

  private List<String> toldOf(Post.Kind kind) {
    return house.outbox.stream().filter(it -> it.kind() == kind).map(Post.Letter::to).toList();
  }

  @Test
  void each_founder_whom_the_directory_knows_gets_a_code_that_only_the_owner_can_read() throws IOException {
    assertThat(founders()).containsExactlyElementsOf(NAMES);
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

    assertThat(founders()).containsExactlyElementsOf(NAMES);
  }

  @Test
  void whoever_holds_a_key_gets_no_code_any_more() throws IOException {
    founder("v.hartmann");

    house.startAgain();

    assertThat(founders()).containsExactly("s.oezdemir", "m.thomsen");
  }

  @Test
  void one_key_each_does_not_close_it() throws IOException {
    for (String name : NAMES) {
      founder(name);
    }
    assertThat(minute()).contains(new Standing(0, 0));
  }

  @Test
  void two_people_do_not_close_it() throws IOException {
    withBothKeys("v.hartmann");
    withBothKeys("s.oezdemir");
    founder("m.thomsen");

    assertThat(minute()).contains(new Standing(0, 2));
    assertThat(standing()).contains(new Standing(0, 2));
    assertThat(events("FoundingClosed")).isZero();
  }

  @Test
  void keys_that_nobody_witnessed_do_not_close_it() throws IOException {
    withBothKeys("v.hartmann");
    withBothKeys("s.oezdemir");
    SoftPasskey passkey = Journey.enrol(
        house, "m.thomsen", "Nordhafen-2026-m.thomsen", "maren.thomsen@posteo.example");
    another(passkey, SoftPasskey.Lie.NONE);
    house.clock.pass(Duration.ofHours(100));

    assertThat(minute()).contains(new Standing(0, 2));
  }

  @Test
  void two_synced_keys_of_one_make_are_one() throws IOException {
    var synced = SoftPasskey.Lie.NONE.eligibleForBackup().backedUpNow();
    withBothKeys("v.hartmann");
    withBothKeys("s.oezdemir");
    var passkey = new SoftPasskey(3);
    founder("m.thomsen", passkey, synced);
    SignedIn session = SignedIn.trying(house, passkey, synced).orElseThrow();
    String answer = new SoftPasskey(4)
        .create(house.enrollment().askPasskey(session.holder()).orElseThrow(), synced);
    house.enrollment().addPasskey(session.holder(), answer, "Second", TestHouse.arrival());
    assertThat(minute()).contains(new Standing(0, 2));

    String device = new SoftPasskey(5).create(house.enrollment().askPasskey(session.holder()).orElseThrow());
    house.enrollment().addPasskey(session.holder(), device, "A device", TestHouse.arrival());

    assertThat(minute()).isEmpty();
  }

  @Test
  void the_second_key_of_the_third_closes_it_with_one_event_and_letters_to_everybody() throws IOException {
    founded();
    minute();
    house.startAgain();

    assertThat(standing()).isEmpty();
    assertThat(codes).doesNotExist();
    assertThat(events("FoundingClosed")).isOne();
    assertThat(house.database.text("select leaf from audit_event where type = 'FoundingClosed'"))
        .contains("\"number\":0", "\"keys\":6", "\"actor\":\"house:founding\"")
        .doesNotContain("hartmann", house.person("v.hartmann").toString());
    assertThat(toldOf(Post.Kind.FOUNDING_CLOSED)).containsExactlyInAnyOrder(
        "v.hartmann@nordhafen.example",
        "s.oezdemir@nordhafen.example",
        "m.thomsen@nordhafen.example",
        "r.engel@nordhafen.example",
        "t.abebe@nordhafen.example");
  }

  @Test
  void while_the_directory_does_not_answer_it_does_not_close() throws IOException {
    for (String name : NAMES) {
      withBothKeys(name);
    }
    house.directory.away = true;
    assertThat(minute()).isPresent();
    house.directory.away = false;

    assertThat(minute()).isEmpty();
  }

  @Test
  void once_closed_nothing_but_the_file_at_the_host_opens_it() throws IOException {
    founded();
    house.database.change("delete from passkey");

    house.startAgain();
    assertThat(codes).doesNotExist();
    assertThat(standing()).isEmpty();

    wishToReopen();
    house.startAgain();
    assertThat(founders()).containsExactlyElementsOf(NAMES);
    assertThat(standing()).contains(new Standing(1, 0));
  }

  @Test
  void opening_it_again_is_granted_once_and_told_to_everybody() throws IOException {
    founded();
    house.database.change("delete from passkey");
    wishToReopen();
    house.startAgain();
    house.work();

    assertThat(house.folder.resolve("reopen-founding")).doesNotExist();
    assertThat(events("FoundingReopened")).isOne();
    assertThat(toldOf(Post.Kind.FOUNDING_REOPENED)).hasSize(5);

    founded();
    house.startAgain();
    assertThat(standing()).isEmpty();
    assertThat(events("FoundingReopened")).isOne();
    assertThat(events("FoundingClosed")).isEqualTo(2);
  }

  @Test
  void it_is_not_opened_again_when_nobody_could_be_told() throws IOException {
    founded();
    wishToReopen();
    house.directory.away = true;

    assertThat(warnings(house::startAgain)).contains("was not opened");

    house.directory.away = false;
    house.startAgain();
    assertThat(standing()).isEmpty();
    assertThat(events("FoundingReopened")).isZero();
  }

  @Test
  void what_is_open_is_not_opened_again() throws IOException {
    wishToReopen();
    house.startAgain();

    assertThat(standing()).contains(new Standing(0, 0));
    assertThat(events("FoundingReopened")).isZero();
  }

  @Test
  void an_older_database_that_is_put_back_does_not_open_it_again() throws IOException {
    Path backup = house.database.backup();
    founded();
    house.watch();

    house = house.on(TestDatabase.from(backup, "restored_" + house.database.name()));
    house.startAgain();

    assertThat(standing()).isEmpty();
    assertThat(codes).doesNotExist();
    assertThat(house.database.text("select leaf from audit_event where type = 'EndedAgain' and leaf like '%founding%'"))
        .contains("\"what\":\"founding\"");
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
