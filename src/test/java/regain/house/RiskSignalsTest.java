package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import regain.assurance.Requirement;
import regain.enrollment.port.Post;
import regain.policy.Population;
import regain.policy.Purpose;
import regain.recovery.Alerts;
import regain.recovery.Changes;
import regain.recovery.Changes.Outcome;
import regain.recovery.RiskSignals;
import regain.recovery.State;
import regain.review.Judgement;
import regain.signals.Dial;

/** The risk signals have an owner, numbers that two people change, a switch, and a count of the honest people they hold up. */
class RiskSignalsTest {
  private static final String NAME = "b.hansen";
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String MAILBOX = "birte.hansen@posteo.example";
  private static final String BECAUSE = "Too many alarms about the harbour";

  private TestHouse house;
  private SoftPasskey passkey;
  private SoftPasskey ruths;
  private SoftPasskey volkers;

  @BeforeEach
  void build() {
    house = new TestHouse();
    passkey = Journey.enrol(house, NAME, OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    ruths = Given.enrolledByInvitation(house, "r.engel", "Nordhafen-2026-r.engel");
    volkers = Given.enrolledByInvitation(house, "v.hartmann", "Nordhafen-2026-v.hartmann");
    house.work();
    house.outbox.clear();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private RiskSignals signals() {
    return house.part(RiskSignals.class);
  }

  private RiskSignals.Card card() {
    return signals().look(SignedIn.with(house, ruths).holder());
  }

  private UUID drafted(SoftPasskey by, boolean on, Map<Dial, Double> turned) {
    return signals().draft(SignedIn.with(house, by).holder(), on, turned, BECAUSE);
  }

  private Outcome sign(SoftPasskey by, UUID change) {
    var holder = SignedIn.with(house, by).holder();
    Changes changes = house.part(Changes.class);
    return changes.ask(holder, change).map(it -> changes.sign(holder, change, by.get(it))).orElse(Outcome.GONE);
  }

  private void agreed(boolean on, Map<Dial, Double> turned) {
    UUID change = drafted(ruths, on, turned);
    assertThat(sign(ruths, change)).isEqualTo(Outcome.PROPOSED);
    assertThat(sign(volkers, change)).isEqualTo(Outcome.CONFIRMED);
  }

  /** Wrong codes from one network, one case after the other. */
  private void spray(int times) {
    for (int i = 0; i < times; i++) {
      Journey.open(house, Purpose.RECOVERY, "somebody." + i, TestHouse.arrival("203.0.113." + i))
          .saved("AAAA-AAAA-AAAA");
    }
  }

  @Test
  @Requirement("R-AI-MP-1.5")
  void a_threshold_is_changed_by_two_people_with_an_event_and_a_letter_and_it_counts_from_then_on() {
    spray(21);
    assertThat(house.part(Alerts.class).look()).isZero();
    UUID change = drafted(ruths, true, Map.of(Dial.NETWORK_FAILURES, 20.0));
    assertThat(sign(volkers, change)).as("nobody has proposed it").isEqualTo(Outcome.GONE);
    assertThat(sign(ruths, change)).isEqualTo(Outcome.PROPOSED);
    assertThat(sign(ruths, change)).as("nobody confirms their own").isEqualTo(Outcome.GONE);
    assertThat(card().now().version()).isEqualTo(1);
    assertThat(card().waiting()).singleElement().satisfies(
        it -> assertThat(it.draft().turns()).singleElement().satisfies(turn -> {
          assertThat(turn.from()).isEqualTo(60);
          assertThat(turn.to()).isEqualTo(20);
        }));

    assertThat(sign(volkers, change)).isEqualTo(Outcome.CONFIRMED);
    assertThat(card().now().version()).isEqualTo(2);
    assertThat(card().history().getFirst().approval().orElseThrow().because()).isEqualTo(BECAUSE);
    assertThat(card().history().getLast().approval()).isEmpty();
    assertThat(house.database.count("select count(*) from audit_event where type = 'CalibrationChanged'")).isEqualTo(1);
    house.work();
    assertThat(house.outbox.stream().map(Post.Letter::kind)).contains(Post.Kind.CALIBRATION_CHANGED);
    spray(1);
    assertThat(house.part(Alerts.class).look()).isEqualTo(1);
  }

  @Test
  @Requirement("R-AI-GV-1.6")
  void off_no_alarm_is_raised_and_on_again_it_is() {
    agreed(false, Map.of());
    house.work();
    assertThat(house.outbox.stream().map(Post.Letter::kind)).contains(Post.Kind.ALARMS_OFF);
    spray(61);
    assertThat(house.part(Alerts.class).look()).isZero();
    assertThat(house.part(Alerts.class).picture(SignedIn.with(house, ruths).holder()).inForce().on()).isFalse();

    agreed(true, Map.of());
    spray(1);
    assertThat(house.part(Alerts.class).look()).as("what was counted meanwhile counts").isEqualTo(1);
  }

  @Test
  void a_proposal_for_numbers_that_no_longer_hold_is_none() {
    UUID late = drafted(volkers, true, Map.of(Dial.FLOOR, 4.0));
    assertThat(sign(volkers, late)).isEqualTo(Outcome.PROPOSED);
    agreed(true, Map.of(Dial.FLOOR, 6.0));
    assertThat(sign(ruths, late)).isEqualTo(Outcome.GONE);
    assertThat(card().waiting()).isEmpty();
    assertThat(card().now().thresholds().floor()).isEqualTo(6);
  }

  @Test
  void nothing_is_turned_too_far_or_for_nothing_and_nobody_else_comes_near() {
    assertThatThrownBy(() -> drafted(ruths, true, Map.of(Dial.FLOOR, 51.0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> drafted(ruths, true, Map.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> drafted(ruths, true, Map.of(Dial.FLOOR, 5.0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(house.database.count("select count(*) from dual_change")).as("all or nothing").isZero();
    assertThatThrownBy(() -> drafted(passkey, false, Map.of())).isInstanceOf(IllegalArgumentException.class);
    var holder = SignedIn.with(house, passkey).holder();
    assertThatThrownBy(() -> signals().look(holder)).isInstanceOf(IllegalArgumentException.class);
  }

  private RiskSignals.Friction friction() {
    return card().friction().stream().filter(it -> it.population() == Population.EMPLOYEE).findFirst().orElseThrow();
  }

  @Test
  @Requirement("R-AI-MS-2.11")
  void whom_the_signals_held_up_is_counted_by_population() {
    house.countries.put("203.0.113.7", "DE");
    house.countries.put("198.51.100.9", "NL");
    assertThat(bound("203.0.113.7").set("nine boats under the bridge").view.state()).isEqualTo(State.COMPLETED);
    house.clock.pass(Duration.ofDays(2));
    RiskSignals.Friction before = friction();
    assertThat(before.completed()).isPositive();
    assertThat(before.slowed()).isZero();

    Journey slowed = bound("198.51.100.9");
    Journey given = bound("198.51.100.9");
    assertThat(slowed.view.state()).isEqualTo(State.COOLING_OFF);
    house.clock.pass(Duration.ofMinutes(11));
    assertThat(slowed.resume().passkey(passkey).set("ten boats under the bridge").view.state())
        .isEqualTo(State.COMPLETED);
    assertThat(given.resume().view.state()).isEqualTo(State.CANCELLED);

    assertThat(friction())
        .isEqualTo(new RiskSignals.Friction(Population.EMPLOYEE, before.completed() + 1, 1, before.unfinished() + 1));
  }

  @ParameterizedTest
  @EnumSource
  void a_case_that_was_found_to_be_abuse_is_left_out_of_whom_they_held_up_and_any_other_is_not(Judgement judgement) {
    house.countries.put("203.0.113.7", "DE");
    house.countries.put("198.51.100.9", "NL");
    assertThat(bound("203.0.113.7").set("nine boats under the bridge").view.state()).isEqualTo(State.COMPLETED);
    house.clock.pass(Duration.ofDays(2));
    RiskSignals.Friction before = friction();
    Journey slowed = bound("198.51.100.9");
    house.clock.pass(Duration.ofMinutes(11));
    assertThat(slowed.resume().passkey(passkey).set("ten boats under the bridge").view.state())
        .isEqualTo(State.COMPLETED);
    house.work();
    var counted = new RiskSignals.Friction(
        Population.EMPLOYEE, before.completed() + 1, before.slowed() + 1, before.unfinished());
    assertThat(friction()).isEqualTo(counted);

    Reviewer reviewer = Reviewer.signedIn(house, ruths);
    UUID item = reviewer.workspace().numbered(reviewer.holder(), slowed.view.number()).orElseThrow();
    reviewer.judge(item, judgement);
    house.work();

    assertThat(friction()).isEqualTo(judgement == Judgement.ABUSE ? before : counted);
  }

  private Journey bound(String from) {
    return Journey.open(house, Purpose.BINDING, NAME, TestHouse.arrival(from)).passkey(passkey);
  }
}
