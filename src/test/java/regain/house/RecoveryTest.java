package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static regain.recovery.State.CANCELLED;
import static regain.recovery.State.COMPLETED;
import static regain.recovery.State.DENIED;
import static regain.recovery.State.PROVING;
import static regain.recovery.State.READY;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.port.Post;
import regain.kernel.Secret;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.recovery.CaseView;
import regain.recovery.Recovery;
import regain.recovery.Refusal;
import regain.recovery.Repudiation;

/** The first recovery, from end to end, on the demo's directory. */
class RecoveryTest {
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String NEW = "three herons over the quay";
  private static final String MAILBOX = "birte.hansen@posteo.example";

  private TestHouse house;

  @BeforeEach
  void build() {
    house = new TestHouse();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  @Requirement({"R-63B-4.2-a", "R-53-IA-5(1)-e"})
  void an_enrolled_employee_gets_a_new_password_and_the_old_one_is_dead() {
    SoftPasskey passkey = Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));

    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey);
    assertThat(journey.view.state()).isEqualTo(READY);
    journey.set(NEW);

    assertThat(journey.view.state()).isEqualTo(COMPLETED);
    assertThat(house.binds("b.hansen", NEW)).isTrue();
    assertThat(house.binds("b.hansen", OLD)).isFalse();
  }

  @Test
  void the_receipt_says_what_is_done_and_nothing_else() {
    SoftPasskey passkey = Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey).set(NEW);

    assertThat(journey.view.effects())
        .extracting(CaseView.Effect::what, CaseView.Effect::status)
        .contains(
            tuple(CaseView.What.PASSWORD, CaseView.Status.DONE),
            tuple(CaseView.What.NOTICES, CaseView.Status.WAITING));
    house.work();
    assertThat(journey.look().view.effects())
        .allMatch(it -> it.status() == CaseView.Status.DONE || it.what() == CaseView.What.REVIEW);
  }

  @Test
  void a_provisional_passkey_wants_one_more_code_to_a_mailbox_that_the_password_does_not_open() {
    SoftPasskey passkey = Journey.enrol(house, "b.hansen", OLD, MAILBOX);

    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey);
    assertThat(journey.view.state()).isEqualTo(PROVING);
    assertThat(journey.view.wants(Method.CONTACT_CODE)).isTrue();
    assertThat(journey.view.contacts()).containsExactly("bi•••@po•••.example");

    assertThat(journey.send(0).code(MAILBOX).view.state()).isEqualTo(READY);
  }

  @Test
  @Requirement({"R-63B-4.2.3-a", "R-63B-4.6-a", "R-63B-4.6-b", "R-ASVS-6.3.7"})
  void everybody_concerned_is_told() {
    SoftPasskey passkey = Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey).set(NEW);
    house.work();

    assertThat(house.outbox)
        .filteredOn(it -> it.kind() == Post.Kind.PASSWORD_CHANGED)
        .extracting(Post.Letter::to)
        .containsExactlyInAnyOrder(MAILBOX, "b.hansen@nordhafen.example");
    assertThat(house.outbox)
        .filteredOn(it -> it.kind() == Post.Kind.ENROLLED_PROVISIONALLY)
        .extracting(Post.Letter::to)
        .containsExactly("h.brandt@nordhafen.example");
  }

  @Test
  void a_password_from_the_history_is_refused_with_words_of_its_own_and_wants_a_fresh_proof() {
    SoftPasskey passkey = Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));

    Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey).set(NEW);

    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey).set(NEW);

    assertThat(journey.view.refusal()).contains(Refusal.PASSWORD_IN_HISTORY);
    assertThat(journey.view.state()).isEqualTo(PROVING);
    assertThat(journey.passkey(passkey).set("nine boats under the bridge").view.state()).isEqualTo(COMPLETED);
  }

  @Test
  @Requirement("R-63B-3.1.1-c")
  void a_common_password_is_refused_and_loses_nothing() {
    SoftPasskey passkey = Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));

    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey).set("passwordpassword");

    assertThat(journey.view.refusal()).contains(Refusal.PASSWORD_COMMON);
    assertThat(journey.view.state()).isEqualTo(READY);
  }

  @Test
  void somebody_whose_account_was_locked_meanwhile_is_refused_and_the_lock_stays() {
    SoftPasskey passkey = Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey);
    Given.locked(house, "b.hansen");

    journey.set(NEW);

    assertThat(journey.view.state()).isEqualTo(DENIED);
    assertThat(journey.view.denied()).contains(Reason.LOCKED);
    assertThat(Given.isLocked(house, "b.hansen")).isTrue();
  }

  @Test
  @Requirement("R-WA-7.2-owner")
  void another_persons_passkey_opens_nothing() {
    SoftPasskey other = Journey.enrol(house, "g.jansen", "Nordhafen-2026-g.jansen", "gesa.jansen@posteo.example");
    Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));

    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(other);

    assertThat(journey.view.state()).isEqualTo(PROVING);
    assertThat(journey.view.refusal()).contains(Refusal.DOES_NOT_FIT);
    assertThat(journey.view.proofs()).isEmpty();
  }

  @Test
  @Requirement({"R-63A-3.2.1-a", "R-ASVS-6.3.8", "R-CS-FP-1", "R-WA-enum"})
  void an_unknown_name_gets_the_same_case_and_the_same_answers() {
    Journey known = Journey.open(house, Purpose.BINDING, "b.hansen");
    Journey unknown = Journey.open(house, Purpose.BINDING, "nobody.at.all");
    house.work();

    assertThat(known.look().view.state()).isEqualTo(unknown.look().view.state());
    assertThat(known.view.open()).isEqualTo(unknown.view.open());
    assertThat(known.view.contacts()).isEqualTo(unknown.view.contacts()).isEmpty();
    assertThat(known.ticket).hasSameSizeAs(unknown.ticket);
    assertThat(house.database.count("select count(*) from recovery_case where subject_id is null")).isOne();
  }

  @Test
  @Requirement({"R-63B-4.6-c", "R-63A-3.2.1-d", "R-53-IR-4"})
  void not_me_cancels_the_case_freezes_and_leaves_a_review_item() {
    Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    Journey attacker = Journey.open(house, Purpose.BINDING, "b.hansen");
    house.work();
    String link = house.newest(Post.Kind.CASE_OPENED, MAILBOX, "link");
    String token = link.substring(link.lastIndexOf('/') + 1);
    var repudiation = house.part(Repudiation.class);

    assertThat(repudiation.look(token).orElseThrow().reported()).isFalse();
    assertThat(repudiation.report(token, TestHouse.arrival()).orElseThrow().reported()).isTrue();

    assertThat(attacker.look().view.state()).isEqualTo(CANCELLED);
    assertThat(house.database.count("select count(*) from review_item")).isEqualTo(2);
    assertThat(house.database.count("select count(*) from account_freeze")).isOne();
  }

  @Test
  void a_freeze_does_not_block_a_passkey_that_is_there_already() {
    SoftPasskey passkey = Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    Journey.open(house, Purpose.BINDING, "b.hansen");
    house.work();
    String link = house.newest(Post.Kind.CASE_OPENED, MAILBOX, "link");
    house.part(Repudiation.class)
        .report(link.substring(link.lastIndexOf('/') + 1), TestHouse.arrival());

    Journey owner = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey);

    assertThat(owner.set(NEW).view.state()).isEqualTo(COMPLETED);
  }

  @Test
  @Requirement({"R-63B-4.3-a", "R-63B-4.1.2.1-c"})
  void not_me_after_an_enrolment_suspends_the_passkey_that_it_bound() {
    SoftPasskey stolen = Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.work();
    String link = house.newest(Post.Kind.PASSKEY_ADDED, MAILBOX, "link");
    house.part(Repudiation.class)
        .report(link.substring(link.lastIndexOf('/') + 1), TestHouse.arrival());

    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(stolen);
    assertThat(journey.view.refusal()).contains(Refusal.DOES_NOT_FIT);

    Journey again = Journey.open(house, Purpose.ENROLLMENT, "b.hansen").password(OLD);
    assertThat(again.view.refusal()).contains(Refusal.DOES_NOT_FIT);
    assertThat(again.view.proofs()).isEmpty();
  }

  @Test
  void after_the_password_an_employee_may_go_on_with_a_code_or_an_invitation() {
    Journey journey = Journey.open(house, Purpose.ENROLLMENT, "b.hansen").password(OLD);

    assertThat(journey.view.open()).containsExactly(Set.of(Method.CONTACT_CODE, Method.INVITATION));
  }

  @Test
  @Requirement("R-63B-4.2.2.3-a")
  void rt_05_privileged_people_are_told_after_proof_that_their_path_is_elsewhere() {
    SoftPasskey passkey = Given.enrolledByInvitation(house, "c.albers", "Nordhafen-2026-c.albers");
    Journey recovery = Journey.open(house, Purpose.BINDING, "c.albers").passkey(passkey);

    assertThat(recovery.view.state()).isEqualTo(DENIED);
    assertThat(recovery.view.denied()).contains(Reason.PATH_ELSEWHERE);
  }

  @Test
  @Requirement("R-53-IA-12(1)")
  void privileged_people_do_not_enrol_on_a_password() {
    Journey journey = Journey.open(house, Purpose.ENROLLMENT, "c.albers")
        .password("Nordhafen-2026-c.albers")
        .send(0)
        .code("carsten.albers@posteo.example");

    assertThat(journey.view.state()).isEqualTo(PROVING);
    assertThat(journey.view.open()).containsExactly(Set.of(Method.INVITATION));
  }

  @Test
  void rt_06_the_directory_password_opens_nothing_here_once_there_is_a_passkey() {
    Journey.enrol(house, "b.hansen", OLD, MAILBOX);

    Journey again = Journey.open(house, Purpose.ENROLLMENT, "b.hansen").password(OLD);

    assertThat(again.view.refusal()).contains(Refusal.DOES_NOT_FIT);
    assertThat(again.view.proofs()).isEmpty();
  }

  @Test
  void a_step_that_is_repeated_gives_the_same_outcome_also_at_the_claim() {
    SoftPasskey passkey = Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey);
    String ticket = journey.ticket;
    int step = journey.view.step();
    journey.set(NEW);

    Optional<Recovery.Turn> again = house.recovery().setPassword(ticket, step, Secret.of("another one entirely"),
        journey.arrival);

    assertThat(house.view(again.orElseThrow()).state()).isEqualTo(COMPLETED);
    assertThat(house.binds("b.hansen", NEW)).isTrue();
    assertThat(house.database.count("select count(*) from audit_event where type = 'PasswordSet'")).isOne();
  }
}
