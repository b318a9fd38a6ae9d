package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.enrollment.port.Directory;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.recovery.Attestations.Outcome;
import regain.recovery.Readiness;
import regain.recovery.State;
import regain.review.Reviews.Cause;

/** Regulated people, and agents of an outsourced desk: somebody always vouches, and somebody always looks afterwards. */
class PopulationsTest {
  private static final String REGULATED = "v.papadaki";
  private static final String OTHER_REGULATED = "c.meier";
  private static final String AGENT = "w.schroeder";

  private TestHouse house;

  @BeforeEach
  void build() {
    house = new TestHouse(
        1, Map.of("regain.attestations.risk-analysis", "risks/7", "regain.attestations.settled", "PT0S"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private SoftPasskey enrolled(String name) {
    SoftPasskey passkey = Given.enrolledByInvitation(house, name, "Nordhafen-2026-" + name);
    house.clock.pass(Duration.ofDays(8));
    return passkey;
  }

  private Journey begun(Purpose purpose, String name) {
    Journey journey = Journey.open(house, purpose, name, TestHouse.arrival("203.0.113.9"));
    house.work();
    return journey;
  }

  private long items(Cause cause) {
    return house.database.count("select count(*) from review_item where cause = '" + cause + "'");
  }

  @Test
  void two_proofs_of_their_own_do_not_bring_regulated_people_back() {
    var codes = SignedIn.with(house, enrolled(REGULATED)).codes();
    Journey journey = begun(Purpose.RECOVERY, REGULATED);
    assertThat(journey.view.denied()).as("told to nobody who has shown nothing").isEmpty();
    journey.saved(codes.getFirst());
    assertThat(journey.view.state()).isEqualTo(State.DENIED);
    assertThat(journey.view.denied()).contains(Reason.VOUCHED_ONLY);
  }

  @Test
  void one_of_their_own_and_the_word_of_the_supervisor_do_after_half_a_day() {
    var codes = SignedIn.with(house, enrolled(REGULATED)).codes();
    Attester supervisor = Attester.enrolled(house, "j.okafor");
    house.clock.pass(Duration.ofDays(8));
    Journey journey = begun(Purpose.EXCEPTION, REGULATED).saved(codes.getFirst());
    assertThat(journey.view.open()).containsExactly(Set.of(Method.SUPERVISOR_ATTESTATION));
    assertThat(supervisor.attest(journey)).isInstanceOf(Outcome.Done.class);
    house.clock.pass(Duration.ofHours(12).minusMinutes(1));
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    house.clock.pass(Duration.ofMinutes(2));
    journey.resume().saved(codes.get(1));
    assertThat(journey.bind(new SoftPasskey(4711)).view.state()).isEqualTo(State.COMPLETED);
    assertThat(items(Cause.ATTESTED)).isOne();
  }

  @Test
  void an_agent_of_an_outsourced_desk_waits_a_whole_day() {
    var codes = SignedIn.with(house, enrolled(AGENT)).codes();
    Attester supervisor = Attester.enrolled(house, "k.lindqvist");
    house.clock.pass(Duration.ofDays(8));
    Journey journey = begun(Purpose.EXCEPTION, AGENT).saved(codes.getFirst());
    assertThat(supervisor.attest(journey)).isInstanceOf(Outcome.Done.class);
    house.clock.pass(Duration.ofHours(24).minusMinutes(1));
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    house.clock.pass(Duration.ofMinutes(2));
    assertThat(journey.resume().saved(codes.get(1)).view.state()).isEqualTo(State.READY);
  }

  @Test
  void whatever_they_do_is_looked_at_and_they_are_told_so() {
    SoftPasskey passkey = enrolled(REGULATED);
    assertThat(items(Cause.UNUSUAL)).as("a first passkey, in a browser that nobody knows").isOne();
    Journey journey = Journey.open(house, Purpose.BINDING, REGULATED).passkey(passkey)
        .set("a long sentence about the harbour");
    assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
    assertThat(house.database.count("select count(*) from recovery_case where reviewed and purpose = 'BINDING'"))
        .isOne();
    assertThat(items(Cause.FOLLOW_UP)).isOne();
    assertThat(items(Cause.UNUSUAL)).isOne();
    assertThat(items(Cause.SAMPLED)).isZero();
  }

  @Test
  void a_password_is_no_way_to_a_first_passkey() {
    Journey journey = begun(Purpose.ENROLLMENT, OTHER_REGULATED).password("Nordhafen-2026-" + OTHER_REGULATED);
    assertThat(journey.view.open()).containsExactly(Set.of(Method.INVITATION));
  }

  @Test
  void they_are_ready_when_they_hold_one_proof_and_the_directory_names_a_supervisor() {
    SignedIn agent = SignedIn.with(house, enrolled(AGENT));
    assertThat(way(AGENT).missing()).containsExactlyInAnyOrder(Method.RECOVERY_CODE, Method.CONTACT_CODE);
    agent.codes();
    house.clock.pass(Duration.ofDays(8));
    assertThat(way(AGENT).ready()).isTrue();
    assertThat(way(AGENT).vouched()).isTrue();
    Given.says(house, AGENT, "manager");
    assertThat(way(AGENT).missing()).containsExactly(Method.SUPERVISOR_ATTESTATION);
  }

  private Readiness.Way way(String name) {
    return house.part(Readiness.class)
        .of(house.part(Directory.class).named(name).known().orElseThrow().orElseThrow())
        .passkey();
  }
}
