package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import regain.assurance.Requirement;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Post;
import regain.policy.Method;
import regain.policy.Narrowing;
import regain.policy.Purpose;
import regain.recovery.Attestations;
import regain.recovery.Changes;
import regain.recovery.Changes.Outcome;
import regain.recovery.Desk;
import regain.recovery.Postures;
import regain.recovery.State;

/** During an attack two people narrow what everybody may do by themselves. */
class PostureTest {
  private static final String NAME = "b.hansen";
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String MAILBOX = "birte.hansen@posteo.example";
  private static final String BECAUSE = "Calls to the desk since noon";

  private static final Map<String, String> PEOPLE_VOUCH = Map.of(
      "regain.attestations.risk-analysis", "risks/7", "regain.attestations.settled", "PT0S", "regain.risk.refusal",
      "off");

  private TestHouse house;
  private SoftPasskey passkey;
  private List<String> codes;
  private SoftPasskey ruths;
  private SoftPasskey volkers;
  private SoftPasskey agents;
  private Attester supervisor;

  @BeforeEach
  void build() {
    house = new TestHouse(1, PEOPLE_VOUCH);
    passkey = Journey.enrol(house, NAME, OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    codes = new ArrayList<>(SignedIn.with(house, passkey).codes());
    ruths = Given.enrolledByInvitation(house, "r.engel", "Nordhafen-2026-r.engel");
    volkers = Given.enrolledByInvitation(house, "v.hartmann", "Nordhafen-2026-v.hartmann");
    agents = Given.enrolledByInvitation(house, "w.schroeder", "Nordhafen-2026-w.schroeder");
    supervisor = Attester.enrolled(house, "h.brandt");
    house.work();
    house.outbox.clear();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Postures postures() {
    return house.part(Postures.class);
  }

  private UUID drafted(SoftPasskey by, Narrowing... narrows) {
    return postures().draft(SignedIn.with(house, by).holder(), Set.of(narrows), Duration.ofHours(24), BECAUSE);
  }

  private Outcome sign(SoftPasskey by, UUID change) {
    return Given.signed(house, by, change);
  }

  private void elevated(Narrowing... narrows) {
    Given.narrowed(house, ruths, volkers, narrows);
  }

  private Journey enrolling() {
    return Journey.open(house, Purpose.ENROLLMENT, "o.kowalski").password("Nordhafen-2026-o.kowalski").send(0)
        .code("oskar.kowalski@poczta.example");
  }

  private Journey recovery() {
    return Journey.open(house, Purpose.RECOVERY, NAME).saved(codes.removeFirst()).send(0).code(MAILBOX);
  }

  @Test
  void nobody_signs_it_with_a_passkey_that_was_added_a_moment_ago_and_they_do_with_the_older_one() {
    UUID change = drafted(ruths, Narrowing.PASSKEYS_ONLY);
    Holder ruth = SignedIn.with(house, ruths).holder();
    SoftPasskey added = Given.added(house, ruth);
    Changes changes = house.part(Changes.class);

    assertThat(changes.sign(ruth, change, added.get(changes.ask(ruth, change).orElseThrow())))
        .isEqualTo(Outcome.NOT_SIGNED);
    assertThat(sign(ruths, change)).isEqualTo(Outcome.PROPOSED);
  }

  @Requirement({"R-53-AC-3(2)", "R-ASVS-2.3.5"})
  @Test
  void it_takes_two_people_and_everybody_in_the_team_is_told() {
    UUID change = drafted(ruths, Narrowing.PASSKEYS_ONLY);
    assertThat(sign(volkers, change)).as("nobody has proposed it").isEqualTo(Outcome.GONE);
    assertThat(sign(ruths, change)).isEqualTo(Outcome.PROPOSED);
    assertThat(sign(ruths, change)).as("nobody confirms their own").isEqualTo(Outcome.GONE);
    assertThat(recovery().view.state()).isEqualTo(State.READY);

    assertThat(sign(volkers, change)).isEqualTo(Outcome.CONFIRMED);
    house.work();
    assertThat(house.outbox.stream().filter(it -> it.kind() == Post.Kind.POSTURE_ELEVATED).map(Post.Letter::to))
        .contains("r.engel@nordhafen.example", "v.hartmann@nordhafen.example", "t.abebe@nordhafen.example");
    assertThat(house.database.count("select count(*) from audit_event where type = 'PostureChanged'")).isEqualTo(1);
    var state = postures().look(SignedIn.with(house, ruths).holder());
    assertThat(state.inForce().orElseThrow().narrows()).containsExactly(Narrowing.PASSKEYS_ONLY);
    assertThat(state.inForce().orElseThrow().because()).isEqualTo(BECAUSE);
    assertThat(state.waiting()).isEmpty();
  }

  @Test
  void two_accounts_of_one_person_are_not_two_people() {
    UUID change = drafted(ruths, Narrowing.PASSKEYS_ONLY);
    assertThat(sign(ruths, change)).isEqualTo(Outcome.PROPOSED);
    Given.says(house, "r.engel", "mail", "ruth.engel@nordhafen.example");
    Given.says(house, "v.hartmann", "mail", "Ruth.Engel@nordhafen.example");
    assertThat(sign(volkers, change)).isEqualTo(Outcome.GONE);
    assertThat(recovery().view.state()).isEqualTo(State.READY);

    Given.says(house, "v.hartmann", "mail", "volker.hartmann@nordhafen.example");
    assertThat(sign(volkers, change)).isEqualTo(Outcome.CONFIRMED);
  }

  @Test
  void whoever_is_no_reviewer_any_more_has_proposed_nothing() {
    UUID change = drafted(ruths, Narrowing.PASSKEYS_ONLY);
    assertThat(sign(ruths, change)).isEqualTo(Outcome.PROPOSED);
    Given.marked(house, "r.engel", "former");
    assertThat(sign(volkers, change)).isEqualTo(Outcome.GONE);
  }

  @Test
  void the_database_knows_that_it_takes_two() {
    UUID change = drafted(ruths, Narrowing.PASSKEYS_ONLY);
    assertThat(sign(ruths, change)).isEqualTo(Outcome.PROPOSED);
    assertThatThrownBy(
        () -> house.database.change("update dual_change set confirmed_by = drafted_by where id = '" + change + "'"))
        .isInstanceOf(PersistenceException.class);
  }

  @Test
  void without_a_passkey_nobody_comes_back_while_it_lasts_and_with_one_everybody_does() {
    elevated(Narrowing.PASSKEYS_ONLY);
    Journey journey = recovery();
    assertThat(journey.view.state()).isEqualTo(State.COOLING_OFF);
    assertThat(journey.view.narrowed()).isTrue();
    assertThat(house.recovery().askNewPasskey(journey.ticket)).isEmpty();
    Journey binding = Journey.open(house, Purpose.BINDING, NAME).passkey(passkey);
    assertThat(binding.view.state()).isEqualTo(State.READY);

    house.clock.pass(Duration.ofHours(24));
    journey.resume();
    assertThat(journey.view.again()).isTrue();
    assertThat(journey.saved(codes.removeFirst()).view.state()).isEqualTo(State.READY);
  }

  @Test
  void a_case_that_was_ready_before_is_held_up_at_its_last_step() {
    Journey journey = recovery();
    assertThat(journey.view.state()).isEqualTo(State.READY);
    var fresh = new SoftPasskey(4711);
    String options = house.recovery().askNewPasskey(journey.ticket).orElseThrow();
    elevated(Narrowing.PASSKEYS_ONLY);
    var turn = house.recovery()
        .bindPasskey(journey.ticket, journey.view.step(), fresh.create(options), "New", journey.arrival)
        .orElseThrow();
    assertThat(house.view(turn).state()).isEqualTo(State.COOLING_OFF);
    assertThat(SignedIn.maybe(house, fresh)).isEmpty();
  }

  @Test
  void waits_last_a_day_from_the_beginning_in_every_browser() {
    elevated(Narrowing.DAY_LONG_WAITS);
    Journey journey = recovery();
    assertThat(journey.view.state()).isEqualTo(State.COOLING_OFF);
    assertThat(journey.view.waitsUntil()).contains(journey.view.openedAt().plus(Duration.ofHours(24)));
    assertThat(journey.view.sooner()).isFalse();
  }

  @Test
  void a_first_passkey_wants_an_invitation() {
    elevated(Narrowing.WITNESSED_ENROLLMENT);
    Journey journey = enrolling();
    assertThat(journey.view.state()).isEqualTo(State.PROVING);
    assertThat(journey.view.open()).containsExactly(Set.of(Method.INVITATION));
    assertThat(house.recovery().askNewPasskey(journey.ticket)).isEmpty();
  }

  @Test
  void whoever_has_no_passkey_yet_does_not_come_back_round_the_invitation_either() {
    Journey without = Journey.open(house, Purpose.EXCEPTION, "l.mueller");
    house.work();
    supervisor.attest(without);
    Attester.enrolled(house, "a.petersen").attest(without);
    assertThat(without.resume().view.state()).isEqualTo(State.COOLING_OFF);
    assertThat(without.view.narrowed()).isFalse();

    elevated(Narrowing.WITNESSED_ENROLLMENT);

    assertThat(without.resume().view.narrowed()).isTrue();
    assertThat(vouchedFor().view.narrowed()).as("whoever has one does").isFalse();
  }

  @Test
  void the_desk_is_paused_like_a_channel_and_nothing_else_is() {
    Desk desk = house.part(Desk.class);
    elevated(Narrowing.DESK_PAUSED);
    assertThat(desk.helpStart(SignedIn.with(house, agents).holder(), NAME)).isEqualTo(Desk.Answer.PAUSED);
    house.work();
    assertThat(house.outbox).noneMatch(it -> it.kind() == Post.Kind.START_HERE);
    Journey journey = recovery();
    assertThat(journey.view.state()).isEqualTo(State.READY);
    assertThat(desk.progress(SignedIn.with(house, agents).holder(), journey.view.number()).stage())
        .isEqualTo(Desk.Stage.READY);

    house.clock.pass(Duration.ofHours(24));
    assertThat(desk.helpStart(SignedIn.with(house, agents).holder(), NAME)).isEqualTo(Desk.Answer.TAKEN);
  }

  /** What there will be besides has no branch here, and does not compile before it has one. */
  @ParameterizedTest
  @EnumSource
  void every_brake_that_there_is_holds_up_what_it_is_for(Narrowing brake) {
    assertThat(isHeldUp(brake)).as("before").isFalse();
    elevated(brake);
    assertThat(isHeldUp(brake)).isTrue();
  }

  private boolean isHeldUp(Narrowing brake) {
    return switch (brake) {
      case WITNESSED_ENROLLMENT -> enrolling().view.state() != State.READY;
      case DAY_LONG_WAITS -> {
        Journey journey = recovery();
        yield journey.view.waitsUntil().filter(journey.view.openedAt().plus(Duration.ofHours(24))::equals).isPresent();
      }
      case PASSKEYS_ONLY -> recovery().view.state() != State.READY;
      case EXCEPTIONS_PAUSED -> vouchedFor().view.narrowed();
      case DESK_PAUSED ->
        house.part(Desk.class).helpStart(SignedIn.with(house, agents).holder(), NAME) == Desk.Answer.PAUSED;
    };
  }

  /** They wait, and everybody who has to has vouched for them. */
  private Journey vouchedFor() {
    Journey journey = Journey.open(house, Purpose.EXCEPTION, NAME).saved(codes.removeFirst());
    assertThat(supervisor.attest(journey)).isInstanceOf(Attestations.Outcome.Done.class);
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    return journey;
  }

  @Test
  void two_people_end_it_before_its_time_as_well() {
    elevated(Narrowing.PASSKEYS_ONLY);
    Journey journey = recovery();
    UUID end = postures().draft(SignedIn.with(house, volkers).holder(), Set.of(), Duration.ZERO, "It was a drill");
    assertThat(sign(volkers, end)).isEqualTo(Outcome.PROPOSED);
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    assertThat(sign(ruths, end)).isEqualTo(Outcome.CONFIRMED);
    assertThat(journey.resume().view.state()).isEqualTo(State.READY);
  }

  @Test
  void less_does_not_take_the_place_of_more() {
    UUID less = postures().draft(
        SignedIn.with(house, ruths).holder(), Set.of(Narrowing.WITNESSED_ENROLLMENT), Duration.ofHours(1), BECAUSE);
    assertThat(sign(ruths, less)).isEqualTo(Outcome.PROPOSED);
    elevated(Narrowing.PASSKEYS_ONLY);
    assertThat(sign(volkers, less)).isEqualTo(Outcome.CONFIRMED);
    assertThat(postures().look(SignedIn.with(house, ruths).holder()).inForce().orElseThrow().narrows())
        .containsExactlyInAnyOrder(Narrowing.PASSKEYS_ONLY, Narrowing.WITNESSED_ENROLLMENT);
    assertThat(recovery().view.state()).isEqualTo(State.COOLING_OFF);
  }

  @Test
  void a_proposal_that_nobody_confirms_within_an_hour_is_none() {
    UUID change = drafted(ruths, Narrowing.PASSKEYS_ONLY);
    assertThat(sign(ruths, change)).isEqualTo(Outcome.PROPOSED);
    house.clock.pass(Duration.ofMinutes(61));
    assertThat(sign(volkers, change)).isEqualTo(Outcome.GONE);
    assertThat(postures().look(SignedIn.with(house, volkers).holder()).waiting()).isEmpty();
  }

  @Test
  void nobody_else_comes_to_the_switch_and_nothing_lasts_for_ever() {
    var holder = SignedIn.with(house, passkey).holder();
    assertThatThrownBy(() -> postures().look(holder)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> drafted(passkey, Narrowing.PASSKEYS_ONLY)).isInstanceOf(IllegalArgumentException.class);
    UUID change = drafted(ruths, Narrowing.PASSKEYS_ONLY);
    assertThatThrownBy(() -> sign(passkey, change)).isInstanceOf(IllegalArgumentException.class);
    var reviewer = SignedIn.with(house, ruths).holder();
    assertThatThrownBy(
        () -> postures().draft(reviewer, Set.of(Narrowing.PASSKEYS_ONLY), Duration.ofHours(73), BECAUSE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> postures().draft(reviewer, Set.of(), Duration.ZERO, " "))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
