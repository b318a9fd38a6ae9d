package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Invitations;
import regain.enrollment.Passkey;
import regain.enrollment.port.Post;
import regain.kernel.Arrival;
import regain.kernel.Secret;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.recovery.Refusal;
import regain.recovery.Repudiation;
import regain.recovery.State;
import regain.recovery.port.SessionConnector.WhenStuck;
import regain.signals.Signals;

/**
 * An old backup is put back, and the house starts on it. Whatever ended, was used or was going on since the backup was taken
 * is dead. {@link #a_database_that_nobody_compares_revives_all_of_it} is the test of these tests.
 */
class RestoreTest {
  private static final String NAME = "b.hansen";
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String NEW = "three herons over the quay";
  private static final String MAILBOX = "birte.hansen@posteo.example";
  private static final String CONTACT = "second@elsewhere.example";
  private static final Arrival STRANGE = TestHouse.arrival("203.0.113.9");

  private final FakeConnector elsewhere = new FakeConnector(WhenStuck.HOLD);
  private final SoftPasskey second = new SoftPasskey(2);
  private TestHouse house;
  private SoftPasskey passkey;
  private List<String> codes;

  /** Somebody with two passkeys, a contact of their own, and recovery codes. */
  @BeforeEach
  void build() {
    house = new TestHouse(elsewhere);
    passkey = Journey.enrol(house, NAME, OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    Holder holder = house.signedIn(passkey);
    String answer = second.create(house.enrollment().askPasskey(holder).orElseThrow());
    house.enrollment().addPasskey(holder, answer, "Second", TestHouse.arrival());
    house.enrollment().addContact(holder, CONTACT);
    house.work();
    house.enrollment()
        .confirmContact(
            holder, house.newest(Post.Kind.CODE, CONTACT, "code"), TestHouse.arrival());
    house.clock.pass(Duration.ofHours(100));
    codes = SignedIn.with(house, passkey).codes();
    house.work();
    house.watch();
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** The backup is taken, life goes on, the database is lost, and the house starts on the backup. */
  private void restoredAfter(Runnable life) {
    Path backup = house.database.backup();
    life.run();
    house.watch();
    putBack(backup);
  }

  private void putBack(Path backup) {
    house = house.on(TestDatabase.from(backup, "restored_" + house.database.name()));
  }

  /** Something that is on the trail, and that no test is about. */
  private void anything() {
    Journey.open(house, Purpose.BINDING, "somebody.else");
  }

  private long count(String query) {
    return house.database.count(query);
  }

  private UUID idOf(Holder holder, String label) {
    return house.enrollment().overview(holder).passkeys().stream()
        .filter(it -> it.label().equals(label))
        .map(Passkey::id)
        .findFirst()
        .orElseThrow();
  }

  private void removeSecond() {
    Holder holder = house.signedIn(passkey);
    assertThat(house.enrollment().removePasskey(holder, idOf(holder, "Second"), TestHouse.arrival()))
        .isEqualTo(Change.DONE);
  }

  private Journey comingBack(String code) {
    return Journey.open(house, Purpose.RECOVERY, NAME, STRANGE).saved(code);
  }

  private String linkOf(Post.Kind kind) {
    String link = house.newest(kind, MAILBOX, "link");
    return link.substring(link.lastIndexOf('/') + 1);
  }

  @Test
  void a_case_that_was_open_is_closed_and_its_page_says_why() {
    Journey ready = Journey.open(house, Purpose.BINDING, NAME).passkey(passkey);

    restoredAfter(this::anything);

    assertThat(house.recovery().setPassword(ready.ticket, ready.view.step(), Secret.of(NEW), ready.arrival))
        .map(house::view)
        .hasValueSatisfying(it -> assertThat(it.state()).isEqualTo(State.EXPIRED));
    assertThat(house.recovery().look(ready.ticket).orElseThrow().refusal()).contains(Refusal.RESTORED);
    assertThat(house.binds(NAME, OLD)).isTrue();
  }

  @Test
  void a_case_that_went_on_since_is_closed_and_the_newer_ticket_is_told_so_and_opens_nothing() {
    Journey journey = Journey.open(house, Purpose.BINDING, NAME);

    restoredAfter(() -> journey.passkey(passkey));

    assertThat(house.recovery().look(journey.ticket).orElseThrow().refusal()).contains(Refusal.RESTORED);
    assertThat(house.recovery().setPassword(journey.ticket, journey.view.step(), Secret.of(NEW), journey.arrival))
        .isEmpty();
    assertThat(house.binds(NAME, OLD)).isTrue();
  }

  /** The backup shows the moment in which the directory has the password and nobody has said so yet. */
  @Test
  void a_case_whose_password_was_being_set_is_cancelled_and_its_owner_is_told_that_it_may_have_changed() {
    var backup = new AtomicReference<Path>();
    Journey journey = Journey.open(house, Purpose.BINDING, NAME).passkey(passkey);
    house.directory.then(() -> backup.set(house.database.backup()));
    journey.set(NEW);
    house.watch();

    putBack(backup.get());
    house.clock.pass(Duration.ofMinutes(1));
    house.work();

    assertThat(house.recovery().look(journey.ticket).orElseThrow().state()).isEqualTo(State.CANCELLED);
    assertThat(house.outbox).anyMatch(it -> it.kind() == Post.Kind.PASSWORD_UNCLEAR && it.to().equals(MAILBOX));
  }

  @Test
  void a_passkey_that_was_removed_stays_removed() {
    restoredAfter(this::removeSecond);

    assertThat(SignedIn.maybe(house, second)).isEmpty();
    assertThat(SignedIn.maybe(house, passkey)).isPresent();
  }

  @Test
  void a_passkey_that_was_reported_stolen_stays_suspended() {
    restoredAfter(() -> {
      Journey report = Journey.open(house, Purpose.REPORT, NAME).passkey(passkey);
      report.reportLoss(
          house.recovery().reportable(report.ticket).stream().map(Passkey::id).toArray(UUID[]::new));
    });

    assertThat(SignedIn.maybe(house, passkey)).isEmpty();
    assertThat(SignedIn.maybe(house, second)).isEmpty();
  }

  @Test
  void whoever_has_enrolled_since_is_not_enrolled_by_the_directory_password_again_and_can_be_invited() {
    String password = "Nordhafen-2026-g.jansen";
    restoredAfter(() -> Journey.enrol(house, "g.jansen", password, "gesa.jansen@posteo.example"));

    assertThat(Journey.open(house, Purpose.ENROLLMENT, "g.jansen").password(password).view.refusal())
        .contains(Refusal.DOES_NOT_FIT);
    Secret invitation = invitation("g.jansen");
    assertThat(
        Journey.open(house, Purpose.ENROLLMENT, "g.jansen").invitation(invitation.open(String::new)).view.proofs())
        .hasSize(1);
  }

  private Secret invitation(String name) {
    return house.database.begin(() -> house.part(Invitations.class).found(house.person(name)));
  }

  @Test
  void a_contact_that_was_removed_gets_no_code_any_more() {
    restoredAfter(() -> {
      Holder holder = house.signedIn(passkey);
      UUID contact = house.enrollment().overview(holder).contacts().stream()
          .filter(it -> it.address().equals(CONTACT))
          .findFirst()
          .orElseThrow()
          .id();
      assertThat(house.enrollment().removeContact(holder, contact, TestHouse.arrival())).isEqualTo(Change.DONE);
    });

    assertThat(count("select count(*) from contact where ended_at is null and address = '" + CONTACT + "'")).isZero();
    assertThat(count("select count(*) from contact where ended_at is null")).isOne();
  }

  @Test
  void a_recovery_code_that_was_used_stays_used_and_the_others_still_count() {
    restoredAfter(() -> comingBack(codes.getFirst()));

    assertThat(comingBack(codes.getFirst()).view.refusal()).contains(Refusal.RECOVERY_CODE_WRONG);
    assertThat(comingBack(codes.getLast()).view.proofs()).hasSize(1);
  }

  @Test
  void recovery_codes_that_were_replaced_stay_dead() {
    restoredAfter(() -> SignedIn.with(house, passkey).codes());

    assertThat(comingBack(codes.getFirst()).view.refusal()).contains(Refusal.RECOVERY_CODE_WRONG);
  }

  @Test
  void a_recovery_that_was_finished_leaves_neither_its_codes_nor_its_waiting_passkey() {
    Journey journey = Journey.open(house, Purpose.RECOVERY, NAME, STRANGE).saved(codes.getFirst());
    var replacement = new SoftPasskey(4711);

    restoredAfter(() -> {
      journey.send(0).code(MAILBOX);
      house.clock.pass(Duration.ofMinutes(31));
      journey.resume().send(0).code(MAILBOX).bind(replacement);
      assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
    });

    assertThat(SignedIn.maybe(house, replacement)).isEmpty();
    assertThat(comingBack(codes.getLast()).view.refusal()).contains(Refusal.RECOVERY_CODE_WRONG);
    assertThat(house.recovery().look(journey.ticket).orElseThrow().refusal()).contains(Refusal.RESTORED);
  }

  @Test
  void a_passkey_that_waited_in_the_backup_is_never_activated() {
    var replacement = new SoftPasskey(4711);
    Journey journey = Journey.open(house, Purpose.RECOVERY, NAME, STRANGE)
        .saved(codes.getFirst())
        .send(0)
        .code(MAILBOX);
    house.clock.pass(Duration.ofMinutes(31));
    elsewhere.answers = false;
    journey.resume().send(0).code(MAILBOX).bind(replacement);
    assertThat(journey.view.state()).isEqualTo(State.EXECUTING);

    restoredAfter(this::anything);
    elsewhere.answers = true;
    house.clock.pass(Duration.ofMinutes(10));
    house.work();

    assertThat(SignedIn.maybe(house, replacement)).isEmpty();
    assertThat(count("select count(*) from passkey where pending = true")).isZero();
  }

  @Test
  void every_session_ends_also_one_that_nobody_had_ended() {
    SignedIn before = SignedIn.with(house, passkey);

    restoredAfter(this::anything);

    assertThat(before.aliveIn(house)).isFalse();
  }

  @Test
  void a_freeze_of_not_me_still_runs_and_what_its_act_bound_stays_suspended() {
    Journey.open(house, Purpose.BINDING, NAME);
    house.work();
    String token = linkOf(Post.Kind.CASE_OPENED);
    restoredAfter(() -> house.part(Repudiation.class).report(token, TestHouse.arrival()));

    Repudiation.Report report = house.part(Repudiation.class).look(token).orElseThrow();
    assertThat(report.reported()).isTrue();
    assertThat(report.frozenUntil().orElseThrow()).isAfter(house.clock.instant());
    assertThat(comingBack(codes.getFirst()).view.denied()).contains(Reason.FROZEN);
    assertThat(count("select count(*) from review_item where cause = 'REPUDIATED'")).isOne();
  }

  @Test
  void an_invitation_that_may_have_been_used_is_void() {
    Secret invitation = invitation("v.hartmann");

    restoredAfter(this::anything);

    Journey journey = Journey.open(house, Purpose.ENROLLMENT, "v.hartmann").invitation(invitation.open(String::new));
    assertThat(journey.view.proofs()).isEmpty();
  }

  @Test
  void a_code_by_mail_and_a_letter_with_one_that_was_still_owed_are_void() {
    Journey enrolling = Journey.open(house, Purpose.ENROLLMENT, "g.jansen").password("Nordhafen-2026-g.jansen");
    house.recovery().sendCode(enrolling.ticket, enrolling.view.step(), 0, enrolling.arrival);
    house.outbox.clear();

    restoredAfter(this::anything);
    house.work();

    assertThat(house.outbox).noneMatch(it -> it.kind() == Post.Kind.CODE);
    assertThat(count("select count(*) from contact_code")).isZero();
    assertThat(count("select count(*) from duty where kind = 'SEND_CODE' and note = 'no longer asked for'")).isOne();
  }

  @Test
  void a_challenge_of_before_is_answered_by_nobody() {
    String answer = passkey.get(house.enrollment().askSignIn("visit"));

    restoredAfter(this::anything);

    assertThat(house.enrollment().signIn("visit", answer, TestHouse.arrival())).isEmpty();
  }

  @Test
  void a_continuation_code_of_before_leads_nowhere() {
    Journey waiting = Journey.open(house, Purpose.RECOVERY, NAME, STRANGE).saved(codes.getFirst()).send(0)
        .code(MAILBOX);
    String code = house.recovery().continuation(waiting.ticket, waiting.view.step()).orElseThrow().open(String::new);

    restoredAfter(this::anything);

    assertThat(house.recovery().goOn(Secret.of(code), TestHouse.arrival())).isEmpty();
  }

  @Test
  void from_a_receipt_of_before_nothing_can_be_drawn_a_second_time() {
    Journey journey = Journey.open(house, Purpose.RECOVERY, NAME, TestHouse.arrival())
        .saved(codes.getFirst())
        .send(0)
        .code(MAILBOX)
        .bind(new SoftPasskey(4711));
    assertThat(journey.view.newCodes()).isTrue();

    restoredAfter(() -> assertThat(house.recovery().drawCodes(journey.ticket)).isPresent());

    assertThat(house.recovery().look(journey.ticket).orElseThrow().newCodes()).isFalse();
    assertThat(house.recovery().drawCodes(journey.ticket)).isEmpty();
  }

  @Test
  void a_browser_that_was_forgotten_is_not_known_again() {
    assertThat(known()).isTrue();

    restoredAfter(this::anything);

    assertThat(known()).isFalse();
  }

  private boolean known() {
    return house.database.begin(
        () -> house.part(Signals.class).picture(house.person(NAME), TestHouse.arrival()))
        .browserRecognised()
        .is(true);
  }

  @Test
  void sessions_elsewhere_that_had_still_to_end_are_ended_once_more_and_no_younger_ones() {
    restoredAfter(() -> {
      elsewhere.answers = false;
      Journey.open(house, Purpose.BINDING, NAME).passkey(passkey).set(NEW);
    });
    Instant loss = house.clock.instant();
    elsewhere.answers = true;
    elsewhere.asked.clear();
    house.work();

    assertThat(elsewhere.asked).isNotEmpty().allMatch(it -> it.isBefore(loss));
  }

  @Test
  void the_trail_and_the_reviewers_are_told_what_was_closed() {
    Journey.open(house, Purpose.BINDING, NAME).passkey(passkey);
    restoredAfter(this::removeSecond);

    assertThat(count("select count(*) from review_item where cause = 'RESTORED'")).isOne();
    assertThat(count("select count(*) from audit_event where type = 'CaseClosedByRestore'")).isOne();
    assertThat(house.database.text("select leaf from audit_event where type = 'BackupRestored'"))
        .contains("\"cases\":1", "\"sessions\":1", "\"actor\":\"house:restore\"");
    assertThat(house.database.text("select leaf from audit_event where type = 'EndedAgain'"))
        .contains("\"what\":\"passkey\"");
  }

  @Test
  void a_start_after_the_restore_closes_nothing_more() {
    restoredAfter(this::anything);
    Journey later = Journey.open(house, Purpose.BINDING, NAME).passkey(passkey);

    house.startAgain();
    house.watch();

    assertThat(later.with(house).set(NEW).view.state()).isEqualTo(State.COMPLETED);
    assertThat(count("select count(*) from restore_epoch")).isEqualTo(2);
  }

  @Test
  void a_backup_that_is_put_back_a_second_time_is_noticed_a_second_time() {
    Path backup = house.database.backup();
    removeSecond();
    house.watch();
    putBack(backup);
    putBack(backup);

    assertThat(SignedIn.maybe(house, second)).isEmpty();
    assertThat(count("select count(*) from audit_event where type = 'BackupRestored'")).isOne();
  }

  /** The same backup under a house that has no epoch file to compare it with. */
  @Test
  void a_database_that_nobody_compares_revives_all_of_it() {
    Journey ready = Journey.open(house, Purpose.BINDING, NAME).passkey(passkey);
    SignedIn session = SignedIn.with(house, passkey);
    Path backup = house.database.backup();
    removeSecond();
    comingBack(codes.getFirst());
    house.database.change("update account_session set ended_at = current_timestamp");

    house = house.unwatchedOn(TestDatabase.from(backup, "revived_" + house.database.name()));

    assertThat(SignedIn.maybe(house, second)).isPresent();
    assertThat(session.aliveIn(house)).isTrue();
    assertThat(comingBack(codes.getFirst()).view.proofs()).hasSize(1);
    assertThat(ready.with(house).set(NEW).view.state()).isEqualTo(State.COMPLETED);
  }
}
