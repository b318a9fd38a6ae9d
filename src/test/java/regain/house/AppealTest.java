package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Post;
import regain.kernel.Arrival;
import regain.kernel.CaseId;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.policy.Signal;
import regain.recovery.Attestations;
import regain.recovery.Attestations.How;
import regain.recovery.Attestations.No;
import regain.recovery.Attestations.Outcome;
import regain.recovery.CaseFile;
import regain.recovery.Repudiation;
import regain.recovery.State;
import regain.recovery.Workspace.Sight;
import regain.review.Reviews;
import regain.review.Reviews.Cause;
import regain.review.Reviews.Risk;

/** A rule refuses because of risk: two people of different lines who know why can say that it is the person all the same. */
class AppealTest {
  private static final String NAME = "b.hansen";
  private static final String MAILBOX = "birte.hansen@posteo.example";
  private static final Map<String, String> OPEN = Map.of(
      "regain.attestations.risk-analysis", "risks/7", "regain.attestations.settled", "PT0S");
  private static final Arrival ABROAD = TestHouse.arrival("203.0.113.9");
  private static final Duration OBJECTING = Duration.ofHours(4);

  private TestHouse house;
  private SoftPasskey own;
  private List<String> codes;
  private Attester supervisor;
  /** Named for it; head of another department. */
  private Attester second;

  @BeforeEach
  void build() {
    build(OPEN);
  }

  private void build(Map<String, String> settings) {
    house = new TestHouse(1, settings);
    house.countries.put("127.0.0.1", "DE");
    house.countries.put("203.0.113.9", "NL");
    own = Journey.enrol(house, NAME, "Nordhafen-2026-b.hansen", MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    codes = new ArrayList<>(SignedIn.with(house, own).codes());
    supervisor = Attester.enrolled(house, "h.brandt");
    second = Attester.enrolled(house, "a.petersen");
    // What is new waits.
    house.clock.pass(Duration.ofDays(8));
    house.work();
    house.outbox.clear();
  }

  private void rebuilt(Map<String, String> more) {
    house.close();
    var settings = new HashMap<>(OPEN);
    settings.putAll(more);
    build(settings);
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** Somebody who knows the name does that, and needs nothing else for it. */
  private void manyFail() {
    for (int each = 0; each < 2; each++) {
      Journey journey = Journey.open(house, Purpose.BINDING, NAME, TestHouse.arrival("198.51.100.4"));
      house.work();
      for (int tries = 0; tries < 5; tries++) {
        journey.passkey(new SoftPasskey(99));
      }
    }
    house.outbox.clear();
  }

  private Journey both(Arrival arrival) {
    return Journey.open(house, Purpose.RECOVERY, NAME, arrival).saved(codes.removeFirst()).send(0).code(MAILBOX);
  }

  private Journey refused() {
    manyFail();
    Journey journey = both(ABROAD);
    assertThat(journey.view.state()).isEqualTo(State.ATTESTING);
    return journey;
  }

  private Journey met() {
    Journey journey = refused();
    assertThat(supervisor.attest(journey)).isInstanceOf(Outcome.Done.class);
    assertThat(second.attest(journey)).isInstanceOf(Outcome.Done.class);
    journey.resume();
    assertThat(journey.view.state()).isEqualTo(State.COOLING_OFF);
    return journey;
  }

  private Journey done() {
    Journey journey = met();
    house.clock.pass(OBJECTING);
    journey.resume().saved(codes.removeFirst()).bind(new SoftPasskey(4711));
    assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
    return journey;
  }

  private void assertWaitsFromNow(Journey journey) {
    assertThat(journey.view.waitsUntil().orElseThrow())
        .isCloseTo(house.clock.instant().plus(OBJECTING), within(1, ChronoUnit.SECONDS));
  }

  private static List<Method> missing(Journey journey) {
    return journey.view.appeal().orElseThrow().missing().stream().sorted().toList();
  }

  @Test
  @Requirement({"R-63-3.6-a", "R-PRIV-2", "R-AI-MS-3.3"})
  void what_looks_too_much_like_an_attack_goes_on_after_two_words_and_a_wait() {
    Journey journey = refused();
    assertThat(journey.view.appeal().orElseThrow().because()).containsExactly(Signal.values());
    assertThat(journey.view.appeal().orElseThrow().open()).isTrue();
    assertThat(journey.view.expiresAt()).as("people have to be found").isAfter(house.clock.instant().plus(
        Duration.ofHours(23)));

    supervisor.attest(journey);
    second.attest(journey);
    journey.resume();
    assertWaitsFromNow(journey);
    house.clock.pass(OBJECTING.minusMinutes(1));
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    house.clock.pass(Duration.ofMinutes(2));
    assertThat(journey.resume().view.again()).as("a word does not say that the person is still here").isTrue();
    journey.saved(codes.removeFirst());
    assertThat(journey.view.state()).isEqualTo(State.READY);
    assertThat(journey.bind(new SoftPasskey(4711)).view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void one_attester_is_not_enough_however_often_they_say_it() {
    Journey journey = refused();
    supervisor.attest(journey);
    assertThat(missing(journey.resume())).containsExactly(Method.INDEPENDENT_ATTESTATION);
    supervisor.attest(journey);
    assertThat(missing(journey.resume())).containsExactly(Method.INDEPENDENT_ATTESTATION);
    assertThat(house.recovery().askNewPasskey(journey.ticket)).isEmpty();
  }

  @Test
  void two_of_one_line_are_not_two() {
    Given.marked(house, "m.thomsen", "attester");
    Attester above = Attester.enrolled(house, "m.thomsen");
    house.clock.pass(Duration.ofDays(8));
    Journey journey = refused();
    supervisor.attest(journey);
    assertThat(above.attest(journey)).isEqualTo(new Outcome.Refused(No.SAME_LINE));
    assertThat(journey.resume().view.state()).isEqualTo(State.ATTESTING);
  }

  @Test
  void nobody_vouches_for_themselves() {
    Given.marked(house, NAME, "attester");
    Journey journey = refused();
    assertThat(Attester.with(house, own).barred(journey.view.number())).contains(No.OWN);
  }

  @Test
  void nothing_appeals_the_floor() {
    Journey journey = met();
    Given.locked(house, NAME);
    house.clock.pass(OBJECTING);
    assertThat(journey.resume().view.state()).isEqualTo(State.DENIED);
    assertThat(journey.view.denied()).contains(Reason.LOCKED);
  }

  @Test
  void while_somebody_is_frozen_nothing_is_appealed() {
    Journey journey = met();
    house.work();
    String link = house.newest(Post.Kind.APPEAL_MET, MAILBOX, "link");
    house.part(Repudiation.class).report(link.substring(link.lastIndexOf('/') + 1), TestHouse.arrival());
    assertThat(journey.look().view.state()).isEqualTo(State.CANCELLED);
    assertThat(supervisor.barred(journey.view.number())).contains(No.NO_SUCH);
    Journey again = Journey.open(house, Purpose.RECOVERY, NAME, ABROAD).saved(codes.removeFirst());
    assertThat(again.view.denied()).contains(Reason.FROZEN);
  }

  @Test
  void the_word_of_somebody_who_is_frozen_counts_no_more() {
    Journey journey = met();
    house.database.change(
        "insert into account_freeze (act, person_id, contact, began_at, frozen_until) select id, cast('"
            + house.person("h.brandt") + "' as uuid), 'x', opened_at, expires_at from recovery_case"
            + " where case_number = '" + journey.view.number() + "'");
    assertThat(missing(journey.resume())).containsExactly(Method.SUPERVISOR_ATTESTATION);
  }

  @Test
  void a_word_that_is_not_so_any_more_counts_no_more_and_the_wait_begins_anew() {
    Journey journey = met();
    house.clock.pass(Duration.ofHours(3));
    Given.reportsTo(house, NAME, "k.lindqvist");
    assertThat(missing(journey.resume())).containsExactly(Method.SUPERVISOR_ATTESTATION);
    Given.reportsTo(house, NAME, "h.brandt");
    assertThat(missing(journey.resume())).as("what was void once stays void").hasSize(1);
    supervisor.attest(journey);
    assertWaitsFromNow(journey.resume());
    house.work();
    assertThat(house.outbox.stream().filter(it -> it.kind() == Post.Kind.APPEAL_MET && it.to().equals(MAILBOX)))
        .as("a letter each time").hasSize(2);
  }

  @Test
  void a_word_that_was_taken_back_counts_no_more() {
    Journey journey = met();
    assertThat(second.desk().withdraw(second.holder(), id(journey))).isTrue();
    assertThat(missing(journey.resume())).containsExactly(Method.INDEPENDENT_ATTESTATION);
  }

  private CaseId id(Journey journey) {
    return CaseId.of(
        house.database.text("select cast(id as varchar) from recovery_case where case_number = '"
            + journey.view.number() + "'"));
  }

  @Test
  void where_nobody_can_vouch_it_stays_refused_and_the_page_says_so() {
    rebuilt(Map.of("regain.attestations.risk-analysis", "", "regain.risk.refusal", "on"));
    Journey journey = refused();
    assertThat(journey.view.appeal().orElseThrow().open()).isFalse();
    assertThat(supervisor.barred(journey.view.number())).contains(No.NO_SUCH);
    assertThat(house.recovery().askNewPasskey(journey.ticket)).isEmpty();
  }

  @Test
  void words_of_before_count_for_nothing_once_nobody_can_vouch_any_more() {
    Journey journey = met();
    house.clock.pass(OBJECTING);
    TestHouse closed = house.beside(Map.of("regain.risk.refusal", "on"));
    closed.countries.putAll(house.countries);
    assertThat(journey.with(closed).resume().view.appeal().orElseThrow().open()).isFalse();
    closed.leave();
  }

  @Test
  void a_house_without_that_rule_refuses_nobody_for_it() {
    rebuilt(Map.of("regain.risk.refusal", "off"));
    manyFail();
    assertThat(both(ABROAD).view.state()).isEqualTo(State.COOLING_OFF);
  }

  @Test
  void d_10_rt_29_failing_on_purpose_refuses_nobody_in_their_usual_place() {
    manyFail();
    Journey atHome = both(TestHouse.arrival());
    assertThat(atHome.view.state()).isEqualTo(State.COOLING_OFF);
    assertThat(atHome.view.appeal()).isEmpty();
    house.clock.pass(Duration.ofMinutes(16));
    assertThat(atHome.resume().saved(codes.removeFirst()).view.state()).isEqualTo(State.READY);
  }

  @Test
  void d_10_rt_29_a_passkey_is_refused_nowhere() {
    manyFail();
    Journey journey = Journey.open(house, Purpose.BINDING, NAME, ABROAD).passkey(own);
    assertThat(journey.view.state()).as("an unknown browser in an unknown country").isEqualTo(State.COOLING_OFF);
    house.clock.pass(Duration.ofMinutes(11));
    assertThat(journey.passkey(own).view.state()).isEqualTo(State.READY);
  }

  @Test
  void whoever_has_not_proven_everything_else_is_told_nothing_of_it() {
    manyFail();
    Journey journey = Journey.open(house, Purpose.RECOVERY, NAME, ABROAD).saved(codes.removeFirst());
    assertThat(journey.view.state()).isEqualTo(State.PROVING);
    assertThat(journey.view.appeal()).isEmpty();
    assertThat(journey.view.wants(Method.SUPERVISOR_ATTESTATION)).isFalse();
  }

  @Test
  void attesters_see_the_reasons_and_what_they_sign_names_them() {
    Journey journey = refused();
    assertThat(supervisor.found(journey.view.number()).reasons()).containsExactly(Signal.values());
    supervisor.attest(journey);
    assertThat(house.database.text("select content from attestation where signed_at is not null"))
        .contains("Das ist ein Einspruch", "- der Browser", "- das Netz", "- das Land", "gescheitert");
    assertThat(supervisor.desk().waiting(supervisor.holder())).hasSize(1);
  }

  @Test
  void what_was_written_down_before_the_refusal_is_not_signed_after_it() {
    manyFail();
    Journey journey = Journey.open(house, Purpose.EXCEPTION, NAME, ABROAD);
    house.work();
    Holder holder = supervisor.holder();
    CaseId id = supervisor.found(journey.view.number()).id();
    supervisor.desk().draft(holder, id, How.IN_PERSON);
    journey.saved(codes.removeFirst());
    assertThat(supervisor.sign(holder, id)).isEqualTo(new Outcome.Refused(No.NO_SUCH));
  }

  @Test
  void a_word_from_before_the_refusal_meets_the_path_and_not_the_appeal() {
    manyFail();
    Journey journey = Journey.open(house, Purpose.EXCEPTION, NAME, ABROAD);
    house.work();
    assertThat(supervisor.found(journey.view.number()).reasons()).as("nothing was decided yet").isEmpty();
    supervisor.attest(journey);
    journey.saved(codes.removeFirst());
    assertThat(missing(journey)).hasSize(2);
    supervisor.attest(journey);
    assertThat(missing(journey.resume())).containsExactly(Method.INDEPENDENT_ATTESTATION);
    second.attest(journey);
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
  }

  @Test
  void where_people_vouch_anyway_a_word_over_the_appeal_says_both() {
    manyFail();
    Journey journey = Journey.open(house, Purpose.EXCEPTION, NAME, ABROAD);
    house.work();
    journey.saved(codes.removeFirst());
    assertThat(journey.view.wants(Method.SUPERVISOR_ATTESTATION)).isTrue();
    supervisor.attest(journey);
    second.attest(journey);
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    supervisor.desk().withdraw(supervisor.holder(), id(journey));
    assertThat(missing(journey.resume())).containsExactly(Method.SUPERVISOR_ATTESTATION);
    assertThat(journey.view.wants(Method.SUPERVISOR_ATTESTATION)).as("taken back in both senses").isTrue();
  }

  @Test
  void the_owner_is_told_when_it_is_refused_and_when_two_have_vouched() {
    Journey journey = refused();
    house.work();
    assertThat(told(Post.Kind.REFUSED_BY_RISK)).contains(MAILBOX);
    journey.resume();
    house.work();
    assertThat(told(Post.Kind.REFUSED_BY_RISK).stream().filter(MAILBOX::equals)).as("once").hasSize(1);
    String link = house.newest(Post.Kind.REFUSED_BY_RISK, MAILBOX, "link");

    supervisor.attest(journey);
    assertThat(told(Post.Kind.APPEAL_MET)).isEmpty();
    second.attest(journey);
    journey.resume();
    house.work();
    assertThat(told(Post.Kind.APPEAL_MET)).contains(MAILBOX);
    assertThat(house.newest(Post.Kind.APPEAL_MET, MAILBOX, "until"))
        .isEqualTo(journey.view.waitsUntil().orElseThrow().toString());
    assertThat(house.database.count("select count(*) from audit_event where type = 'RefusedByRisk'")).isOne();
    assertThat(house.database.count("select count(*) from audit_event where type = 'AppealMet'")).isOne();

    house.part(Repudiation.class).report(link.substring(link.lastIndexOf('/') + 1), TestHouse.arrival());
    assertThat(journey.look().view.state()).isEqualTo(State.CANCELLED);
  }

  private List<String> told(Post.Kind kind) {
    return house.outbox.stream().filter(it -> it.kind() == kind).map(Post.Letter::to).toList();
  }

  @Test
  void somebody_always_looks_at_it_soon_and_nobody_who_has_vouched() {
    done();
    house.work();
    Reviewer reviewer = Reviewer.enrolled(house, "v.hartmann");
    UUID item = reviewer.item(Cause.APPEAL, NAME);
    CaseFile file = reviewer.file(item);
    assertThat(file.item().cause().risk()).isEqualTo(Risk.HIGH);
    CaseFile.Told told = file.told().orElseThrow();
    assertThat(told.risk()).containsExactly(Signal.values());
    assertThat(told.vouched()).hasSize(2).allMatch(it -> it.overAppeal() && it.counted());
    assertThat(told.vouched().stream().map(it -> file.names().get(it.by())))
        .containsExactlyInAnyOrder("Henrik Brandt", second.holder().account().displayName());

    Given.marked(house, "a.petersen", "security");
    Reviewer attester = Reviewer.signedIn(house, second.passkey());
    assertThat(attester.look(item)).isEqualTo(new Sight.Barred(Reviews.No.OTHER_PART));
  }

  @Test
  void somebody_looks_at_it_also_when_what_was_against_it_is_so_no_more() {
    manyFail();
    house.clock.pass(Duration.ofHours(1));
    Journey journey = both(ABROAD);
    house.clock.pass(Duration.ofHours(23).plusMinutes(30));
    journey.resume();
    assertThat(journey.view.again()).as("the failures were yesterday").isTrue();
    journey.saved(codes.removeFirst()).bind(new SoftPasskey(4711));
    house.work();
    assertThat(Reviewer.enrolled(house, "v.hartmann").item(Cause.APPEAL, NAME)).isNotNull();
  }

  @Test
  void the_number_is_still_the_only_way_to_the_case() {
    Journey journey = refused();
    Journey other = both(ABROAD);
    assertThat(supervisor.found(journey.view.number()).name()).isEqualTo(NAME);
    assertThat(supervisor.desk().look(supervisor.holder(), id(other)))
        .isEqualTo(new Attestations.Sight.Barred(No.NO_SUCH));
  }

  @Test
  void a_recovery_that_nothing_refuses_is_found_by_nobody() {
    assertThat(supervisor.barred(both(TestHouse.arrival()).view.number())).contains(No.NO_SUCH);
  }
}
