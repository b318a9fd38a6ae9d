package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Passkey;
import regain.enrollment.port.Post;
import regain.policy.Purpose;
import regain.recovery.CaseView;
import regain.recovery.Refusal;
import regain.recovery.State;
import regain.recovery.port.SessionConnector.WhenStuck;

/** Reports of a loss: one proof, and less access for everybody. */
class LossTest {
  private static final String NAME = "b.hansen";
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String MAILBOX = "birte.hansen@posteo.example";

  private final FakeConnector elsewhere = new FakeConnector(WhenStuck.PROCEED);
  private TestHouse house;
  private SoftPasskey passkey;

  @BeforeEach
  void build() {
    house = new TestHouse(elsewhere);
    passkey = Journey.enrol(house, NAME, OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Journey report(String name) {
    Journey journey = Journey.open(house, Purpose.REPORT, name);
    house.work();
    return journey.look();
  }

  private UUID only(Journey journey) {
    List<Passkey> all = house.recovery().reportable(journey.ticket);
    assertThat(all).hasSize(1);
    return all.getFirst().id();
  }

  @Test
  @Requirement({"R-63B-4.3-a", "R-63B-4.3-b", "R-63B-4.5-a"})
  void with_a_code_by_mail_alone_a_stolen_passkey_is_suspended_and_every_session_ends() {
    SignedIn thief = SignedIn.with(house, passkey);
    Journey journey = report(NAME).send(0).code(MAILBOX);
    assertThat(journey.view.state()).isEqualTo(State.READY);

    journey.reportLoss(only(journey));

    assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
    assertThat(journey.view.effects()).anyMatch(it -> it.what() == CaseView.What.SUSPENDED && it.count() == 1);
    assertThat(thief.alive()).isFalse();
    assertThat(SignedIn.maybe(house, passkey)).isEmpty();
    assertThat(elsewhere.asked).isNotEmpty();
    house.work();
    assertThat(house.newest(Post.Kind.LOSS_REPORTED, MAILBOX, "suspended")).isEqualTo("1");
    assertThat(house.database.count("select count(*) from review_item where cause = 'LOST'")).isOne();
  }

  @Test
  @Requirement("R-63B-4.3-b")
  void a_passkey_that_is_not_named_stays_and_a_report_gives_access_to_nobody() {
    Journey journey = report(NAME).passkey(passkey).reportLoss();

    assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
    assertThat(SignedIn.maybe(house, passkey)).isPresent();
    assertThat(house.recovery().askNewPasskey(journey.ticket)).isEmpty();
    assertThat(journey.set("three herons over the quay").view.state()).isEqualTo(State.COMPLETED);
    assertThat(house.binds(NAME, OLD)).isTrue();
  }

  @Test
  void open_cases_are_void_with_it() {
    Journey recovery = Journey.open(house, Purpose.BINDING, NAME).passkey(passkey);
    report(NAME).send(0).code(MAILBOX).reportLoss();

    assertThat(recovery.look().view.state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void without_a_proof_nothing_is_suspended_and_nothing_shown() {
    Journey journey = report(NAME);

    assertThat(house.recovery().reportable(journey.ticket)).isEmpty();
    assertThat(journey.reportLoss(UUID.randomUUID()).view.refusal()).contains(Refusal.OUT_OF_DATE);
    assertThat(SignedIn.maybe(house, passkey)).isPresent();
  }

  @Test
  @Requirement("R-ASVS-6.3.8")
  void an_unknown_name_gets_the_same_answers_at_every_step() {
    Journey known = report(NAME).send(0);
    Journey unknown = report("nobody.at.all").send(0);
    assertThat(unknown.view.open()).isEqualTo(known.view.open());
    assertThat(unknown.view.contacts()).isEqualTo(known.view.contacts()).isEmpty();
    assertThat(unknown.view.code()).isEqualTo(known.view.code()).isEmpty();

    known.typed("AAAA-AAAA");
    unknown.typed("AAAA-AAAA");
    assertThat(unknown.view.refusal()).isEqualTo(known.view.refusal()).contains(Refusal.CODE_WRONG);
    assertThat(unknown.view.step()).isEqualTo(known.view.step());
  }

  @Test
  void wrong_codes_in_a_report_count_against_nobody() {
    Journey journey = report(NAME).send(0);
    for (int i = 0; i < 5; i++) {
      journey.typed("AAAA-AAAA");
    }

    assertThat(house.database.count("select sum(failures) from recovery_case")).isZero();
  }

  @Test
  @Requirement("R-ASVS-6.6.2")
  void the_code_of_a_report_is_worth_nothing_in_another_case() {
    report(NAME).send(0);
    String code = house.newest(Post.Kind.CODE, MAILBOX, "code");
    Journey other = Journey.open(house, Purpose.RECOVERY, NAME).typed(code);

    assertThat(other.view.proofs()).isEmpty();
  }

  @Test
  void codes_to_one_address_stop_after_a_few_in_an_hour_whoever_asks() {
    for (int i = 0; i < 10; i++) {
      report(NAME).send(0);
    }

    assertThat(house.outbox.stream().filter(it -> it.kind() == Post.Kind.CODE && it.to().equals(MAILBOX)))
        .hasSize(3 + 1);
  }

  @Test
  void reports_of_strangers_use_up_none_of_the_codes_that_the_owner_needs() {
    String saved = SignedIn.with(house, passkey).codes().getFirst();
    for (int i = 0; i < 10; i++) {
      report(NAME).send(0);
    }

    assertThat(Journey.open(house, Purpose.RECOVERY, NAME).saved(saved).send(0).code(MAILBOX).view.state())
        .isEqualTo(State.READY);
  }

  @Test
  @Requirement("R-63B-4.5-a")
  void while_a_freeze_runs_a_code_by_mail_takes_no_passkey_away() {
    Journey.open(house, Purpose.RECOVERY, NAME);
    house.work();
    String link = house.newest(Post.Kind.CASE_OPENED, MAILBOX, "link");
    house.part(regain.recovery.Repudiation.class)
        .report(link.substring(link.lastIndexOf('/') + 1), TestHouse.arrival());
    Journey journey = report(NAME).send(0).code(MAILBOX);
    journey.reportLoss(only(journey));

    assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
    assertThat(SignedIn.maybe(house, passkey)).isPresent();
  }

  @Test
  void after_a_report_no_browser_is_known_any_more() {
    String saved = SignedIn.with(house, passkey).codes().getFirst();
    report(NAME).passkey(passkey).reportLoss();
    Journey journey = Journey.open(house, Purpose.RECOVERY, NAME).saved(saved).send(0).code(MAILBOX);

    assertThat(journey.view.state()).isEqualTo(State.COOLING_OFF);
  }

  @Test
  void privileged_people_report_here_too() {
    SoftPasskey administrator = Given.enrolledByInvitation(house, "c.albers", "Nordhafen-2026-c.albers");
    Journey journey = report("c.albers").passkey(administrator);

    journey.reportLoss(only(journey));
    assertThat(SignedIn.maybe(house, administrator)).isEmpty();
  }

  @Test
  void a_freeze_holds_no_report_up() {
    Journey waiting = report(NAME).send(0);
    house.work();
    String link = house.newest(Post.Kind.CASE_OPENED, MAILBOX, "link");
    house.part(regain.recovery.Repudiation.class)
        .report(link.substring(link.lastIndexOf('/') + 1), TestHouse.arrival());

    assertThat(waiting.look().view.state()).isEqualTo(State.CANCELLED);
    house.clock.pass(Duration.ofHours(2));
    assertThat(report(NAME).send(0).code(MAILBOX).view.state()).isEqualTo(State.READY);
  }
}
