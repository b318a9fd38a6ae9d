package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Passkey;
import regain.policy.Purpose;
import regain.recovery.State;

/** What is taken for a restore and what is not; and the file that it is told by. */
class RestoreWatchTest {
  private static final String NAME = "b.hansen";
  private static final String NEW = "three herons over the quay";
  private static final String MAILBOX = "birte.hansen@posteo.example";

  private TestHouse house;
  private SoftPasskey passkey;
  private Journey open;
  private Path file;

  /** Somebody is in the middle of a case, and the file has caught up. */
  @BeforeEach
  void build() {
    house = new TestHouse();
    file = house.folder.resolve("epoch");
    passkey = Journey.enrol(house, NAME, "Nordhafen-2026-b.hansen", MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    open = Journey.open(house, Purpose.BINDING, NAME).passkey(passkey);
    house.watch();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void anything() {
    Journey.open(house, Purpose.BINDING, "somebody.else");
  }

  private void putBack(Path backup) {
    house = house.on(TestDatabase.from(backup, "older_" + house.database.name()));
  }

  private void noRestoreWasSeen() {
    assertThat(restores()).isZero();
    assertThat(open.with(house).set(NEW).view.state()).isEqualTo(State.COMPLETED);
  }

  private long restores() {
    return house.database.count("select count(*) from audit_event where type = 'BackupRestored'");
  }

  private List<String> lines() {
    return lines(file);
  }

  private static List<String> lines(Path of) {
    try {
      return Files.readAllLines(of);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
  }

  /** A second passkey that is there, and its removal. */
  private Runnable removalOf(SoftPasskey second) {
    Holder holder = house.signedIn(passkey);
    house.enrollment()
        .addPasskey(
            holder,
            second.create(house.enrollment().askPasskey(holder).orElseThrow()),
            "Second",
            TestHouse.arrival());
    Passkey made = house.enrollment().overview(holder).passkeys().getLast();
    return () -> assertThat(house.enrollment().removePasskey(holder, made.id(), TestHouse.arrival()))
        .isEqualTo(Change.DONE);
  }

  @Test
  void a_start_on_the_same_data_is_no_restore() {
    house.startAgain();
    house = house.killed();

    noRestoreWasSeen();
  }

  @Test
  void killed_between_a_commit_and_the_file_is_no_restore() {
    anything();

    house = house.killed();

    noRestoreWasSeen();
  }

  @Test
  void what_ended_between_a_commit_and_a_kill_is_written_at_the_next_start() {
    var second = new SoftPasskey(2);
    Runnable removal = removalOf(second);
    Path backup = house.database.backup();
    removal.run();
    house = house.killed();

    putBack(backup);

    assertThat(SignedIn.maybe(house, second)).isEmpty();
  }

  @Test
  void killed_in_the_middle_of_a_line_is_no_restore_and_the_line_is_written_again() throws IOException {
    write("mark 4711 abc");

    house = house.killed();
    anything();
    house.watch();
    house = house.killed();

    assertThat(lines()).noneMatch(it -> it.contains("4711"));
    noRestoreWasSeen();
  }

  @Test
  void the_newest_backup_with_nothing_after_it_is_no_restore() {
    putBack(house.database.backup());

    noRestoreWasSeen();
  }

  @Test
  void a_database_that_goes_back_under_a_running_house_is_noticed_at_the_next_look() {
    anything();
    house.watch();
    house.database.change("delete from audit_personal where event_id = (select max(id) from audit_event)");
    house.database.change("delete from audit_event where id = (select max(id) from audit_event)");

    house.look();

    assertThat(restores()).isOne();
    assertThat(open.look().view.state()).isEqualTo(State.EXPIRED);
  }

  @Test
  void a_history_that_has_gone_on_differently_is_noticed_although_it_is_as_long() {
    Path backup = house.database.backup();
    anything();
    house.watch();
    long before = house.database.count("select max(id) from audit_event");
    house = house.unwatchedOn(TestDatabase.from(backup, "other_" + house.database.name()));
    anything();
    assertThat(house.database.count("select max(id) from audit_event")).isGreaterThanOrEqualTo(before);

    house = house.killed();

    assertThat(restores()).isOne();
  }

  @Test
  void one_word_by_hand_closes_what_is_open_while_the_house_runs_and_does_so_once() throws IOException {
    write("restored\n");

    house.look();
    house.look();

    assertThat(restores()).isOne();
    assertThat(open.look().view.state()).isEqualTo(State.EXPIRED);
    assertThat(lines()).doesNotContain("restored");
  }

  @Test
  void without_its_file_a_database_that_had_one_is_refused_with_a_sentence_that_says_what_to_do() throws IOException {
    Files.delete(file);

    assertThatThrownBy(house::startAgain).hasMessageContaining("regain.epoch.file is not there");
    assertThat(file).doesNotExist();
  }

  @Test
  void a_file_that_is_lost_for_good_is_replaced_by_one_word_and_everything_open_is_closed() throws IOException {
    Files.delete(file);
    write("restored\n");

    house.startAgain();

    assertThat(open.look().view.state()).isEqualTo(State.EXPIRED);
    house.startAgain();
    assertThat(restores()).isOne();
  }

  @Test
  void a_line_that_was_changed_or_taken_out_is_refused() throws IOException {
    removalOf(new SoftPasskey(2)).run();
    house.watch();
    List<String> whole = lines();
    int ended = IntStream.range(0, whole.size()).filter(it -> whole.get(it).startsWith("ended passkey")).findFirst()
        .orElseThrow();

    var without = new ArrayList<>(whole);
    without.remove(ended);
    Files.write(file, without);
    assertThatThrownBy(house::killed).hasStackTraceContaining("was changed");

    var changed = new ArrayList<>(whole);
    changed.set(ended, whole.get(ended).replace("ended passkey", "ended contact"));
    Files.write(file, changed);
    assertThatThrownBy(house::killed).hasStackTraceContaining("was changed");

    Files.write(file, whole);
    house = house.killed();
    assertThat(restores()).isZero();
  }

  @Test
  void a_backup_that_is_older_than_what_the_file_remembers_is_refused() {
    Path backup = house.database.backup();
    house.clock.pass(Duration.ofDays(500));
    anything();
    house.watch();

    assertThatThrownBy(() -> house.on(TestDatabase.from(backup, "ancient_" + house.database.name())))
        .hasStackTraceContaining("restore a newer backup");
  }

  @Test
  void the_file_stays_short_however_much_happens() {
    for (int i = 0; i < 600; i++) {
      house.database.change(
          "insert into audit_event (happened_at, type, leaf) values (timestamp '2026-07-20 00:00:00', 'Any', '" + i
              + "')");
      house.clock.pass(Duration.ofSeconds(6));
      house.look();
    }

    assertThat(lines()).hasSizeLessThan(520);
    house = house.killed();
    assertThat(restores()).isZero();
  }

  @Test
  void the_file_is_for_its_owner_alone_and_names_nobody() throws IOException {
    removalOf(new SoftPasskey(2)).run();
    house.watch();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    assertThat(String.join("\n", lines())).contains("ended passkey").doesNotContain(NAME, "posteo", "127.0.0.1");
  }

  @Test
  void a_house_in_which_nothing_happens_writes_nothing() {
    house.watch();
    List<String> before = lines();

    house.watch();
    house.watch();

    assertThat(lines()).isEqualTo(before);
  }

  @Test
  void two_nodes_with_one_file_provoke_nothing() {
    TestHouse other = house.beside(Map.of());
    anything();
    other.watch();
    house.watch();
    anything();
    house.watch();
    other.watch();
    other.leave();

    noRestoreWasSeen();
  }

  @Test
  void two_nodes_with_a_file_each_provoke_nothing_and_the_one_that_was_away_catches_up() throws IOException {
    Path own = Files.copy(file, house.folder.resolve("epoch-of-the-other"));
    removalOf(new SoftPasskey(2)).run();
    house.watch();

    TestHouse other = house.beside(Map.of("regain.epoch.file", own.toString()));
    other.watch();

    assertThat(lines(own)).anyMatch(it -> it.startsWith("ended passkey"));
    other.leave();
    noRestoreWasSeen();
  }

  @Test
  void a_node_that_joins_without_a_file_is_refused() {
    assertThatThrownBy(
        () -> house.beside(Map.of("regain.epoch.file", house.folder.resolve("none").toString())))
        .hasStackTraceContaining("regain.epoch.file is not there");
  }

  @Test
  void what_only_the_second_node_knows_is_ended_again_when_it_comes_and_nothing_is_closed_twice() throws IOException {
    var second = new SoftPasskey(2);
    Runnable removal = removalOf(second);
    house.watch();
    Path behind = Files.copy(file, house.folder.resolve("epoch-that-is-behind"));
    Path backup = house.database.backup();
    anything();
    house.look();
    house.clock.pass(Duration.ofSeconds(6));
    house.look();
    Path knows = house.folder.resolve("epoch-that-knows");
    Files.copy(file, behind, StandardCopyOption.REPLACE_EXISTING);
    removal.run();
    house.watch();
    Files.copy(file, knows);
    Files.copy(behind, file, StandardCopyOption.REPLACE_EXISTING);

    putBack(backup);
    assertThat(SignedIn.maybe(house, second)).isPresent();
    Journey later = Journey.open(house, Purpose.BINDING, NAME).passkey(passkey);
    TestHouse other = house.beside(Map.of("regain.epoch.file", knows.toString()));

    assertThat(SignedIn.maybe(house, second)).isEmpty();
    assertThat(restores()).isOne();
    other.leave();
    assertThat(later.set(NEW).view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void two_nodes_that_notice_it_at_once_close_it_once() throws Exception {
    Path own = Files.copy(file, house.folder.resolve("epoch-of-the-other"));
    TestHouse other = house.beside(Map.of("regain.epoch.file", own.toString()));
    anything();
    house.watch();
    other.watch();
    house.database.change("delete from audit_personal where event_id = (select max(id) from audit_event)");
    house.database.change("delete from audit_event where id = (select max(id) from audit_event)");

    try (var threads = Executors.newFixedThreadPool(2)) {
      for (Future<?> each : List.of(threads.submit(house::look), threads.submit(other::look))) {
        each.get();
      }
    }
    house.watch();
    other.watch();
    other.leave();

    assertThat(restores()).isOne();
    assertThat(house.database.count("select count(*) from restore_epoch")).isEqualTo(2);
  }

  @Test
  void killed_at_the_very_first_start_before_the_epoch_was_committed_is_no_restore() {
    house.database.change("delete from restore_epoch");

    house = house.killed();

    assertThat(house.database.count("select count(*) from restore_epoch")).isOne();
    noRestoreWasSeen();
  }

  @Test
  void after_a_quiet_night_what_ends_is_written_at_the_next_look() {
    house.clock.pass(Duration.ofHours(8));
    house.watch();
    Runnable removal = removalOf(new SoftPasskey(2));
    house.clock.pass(Duration.ofMinutes(3));
    house.watch();
    house.look();

    removal.run();
    house.look();

    assertThat(lines()).anyMatch(it -> it.startsWith("ended passkey"));
  }

  @Test
  void a_look_while_another_node_is_at_the_file_waits_for_nobody_and_the_next_one_makes_it_good() throws IOException {
    removalOf(new SoftPasskey(2)).run();

    try (FileChannel other = FileChannel.open(
        house.folder.resolve("epoch.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      other.lock();
      house.look();
      assertThat(lines()).noneMatch(it -> it.startsWith("ended passkey"));
    }
    house.look();

    assertThat(lines()).anyMatch(it -> it.startsWith("ended passkey"));
  }

  @Test
  void a_file_that_cannot_be_written_stops_the_start_and_names_its_key() {
    assertThatThrownBy(() -> house.beside(Map.of("regain.epoch.file", "/proc/regain/epoch")))
        .hasStackTraceContaining("regain.epoch.file cannot be used");
  }
}
