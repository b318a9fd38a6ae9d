package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static regain.recovery.State.COMPLETED;
import static regain.recovery.State.PROVING;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.kernel.Transactions;
import regain.policy.Purpose;
import regain.recovery.CaseView.Effect;
import regain.recovery.CaseView.Status;
import regain.recovery.CaseView.What;
import regain.recovery.Refusal;
import regain.recovery.port.CredentialTarget.Outcome;
import regain.recovery.port.CredentialTarget.Why;
import regain.review.Reviews;

/** A password that two systems hold: the directory decides, and what the other one did is on record and on the receipt. */
class SecondTargetTest {
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String NEW = "three herons over the quay";
  private static final String AGAIN = "nine boats under the bridge";

  private final FakeTarget elsewhere = new FakeTarget();
  private TestHouse house;
  private SoftPasskey passkey;
  private Journey journey;

  @BeforeEach
  void build() {
    house = new TestHouse(elsewhere);
    passkey = Journey.enrol(house, "b.hansen", OLD, "birte.hansen@posteo.example");
    house.clock.pass(Duration.ofHours(73));
    journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void both_are_set_and_the_receipt_has_a_line_for_each() {
    journey.set(NEW);

    assertThat(journey.view.state()).isEqualTo(COMPLETED);
    assertThat(house.binds("b.hansen", NEW)).isTrue();
    assertThat(elsewhere.password).isEqualTo(NEW);
    assertThat(elsewhere.asked).containsExactly(house.person("b.hansen"));
    assertThat(lines()).extracting(Effect::about, Effect::status)
        .containsExactly(tuple("directory", Status.DONE), tuple("elsewhere", Status.DONE));
    assertThat(causes()).doesNotContain(Reviews.Cause.UNEVEN);
  }

  @Test
  void when_the_directory_refuses_nobody_else_sees_the_password() {
    journey.set(NEW);
    elsewhere.asked.clear();

    Journey second = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey).set(NEW);

    assertThat(second.view.refusal()).contains(Refusal.PASSWORD_IN_HISTORY);
    assertThat(elsewhere.asked).isEmpty();
  }

  @Test
  void when_the_directory_does_not_answer_nobody_else_sees_the_password() {
    house.directory.isNotAnswered();
    journey.set(NEW);

    assertThat(journey.view.state()).isEqualTo(PROVING);
    assertThat(journey.view.refusal()).contains(Refusal.UNCLEAR);
    assertThat(elsewhere.asked).isEmpty();
  }

  @Test
  void when_the_other_one_refuses_the_case_completes_and_says_so_and_somebody_looks() {
    elsewhere.answer = () -> new Outcome.Refused(Why.POOR_QUALITY);
    journey.set(NEW);

    assertThat(journey.view.state()).isEqualTo(COMPLETED);
    assertThat(lines()).extracting(Effect::about, Effect::status)
        .containsExactly(tuple("directory", Status.DONE), tuple("elsewhere", Status.NOT_CONFIRMED));
    assertThat(journey.view.effects()).extracting(Effect::what).contains(What.REVIEW);
    assertThat(causes()).contains(Reviews.Cause.UNEVEN);
    assertThat(events("PasswordRefused")).isOne();
  }

  @Test
  void when_the_other_one_does_not_answer_it_is_the_same() {
    elsewhere.answer = Outcome.Unclear::new;
    journey.set(NEW);

    assertThat(lines()).extracting(Effect::status).containsExactly(Status.DONE, Status.NOT_CONFIRMED);
    assertThat(causes()).contains(Reviews.Cause.UNEVEN);
    assertThat(events("PasswordUnclear")).isOne();
  }

  @Test
  void when_the_other_one_fails_it_is_on_record_that_the_directory_has_taken_it() {
    elsewhere.answer = () -> {
      throw new IllegalStateException("the test's own");
    };
    journey.set(NEW);

    assertThat(journey.view.state()).isEqualTo(COMPLETED);
    assertThat(lines()).extracting(Effect::status).containsExactly(Status.DONE, Status.NOT_CONFIRMED);
  }

  @Test
  void starting_again_sets_it_there_too() {
    elsewhere.answer = Outcome.Unclear::new;
    journey.set(NEW);
    elsewhere.answer = Outcome.Set::new;

    Journey second = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey).set(AGAIN);

    assertThat(second.view.effects()).filteredOn(it -> it.what() == What.PASSWORD).extracting(Effect::status)
        .containsExactly(Status.DONE, Status.DONE);
    assertThat(elsewhere.password).isEqualTo(AGAIN);
  }

  @Test
  void nothing_of_the_password_is_stored_or_tried_again() {
    elsewhere.answer = Outcome.Unclear::new;
    journey.set(NEW);
    house.clock.pass(Duration.ofHours(1));
    house.work();

    assertThat(elsewhere.asked).hasSize(1);
    assertThat(house.database.count("select count(*) from duty where details like '%herons%'")).isZero();
    assertThat(house.database.count("select count(*) from recovery_case where facts like '%herons%'")).isZero();
  }

  private List<Effect> lines() {
    return journey.view.effects().stream().filter(it -> it.what() == What.PASSWORD).toList();
  }

  private List<Reviews.Cause> causes() {
    return house.part(Transactions.class).begin(() -> house.part(Reviews.class).waiting(Reviews.Wanted.all(), 50))
        .stream()
        .map(Reviews.Item::cause).toList();
  }

  private long events(String kind) {
    return house.database.count("select count(*) from audit_event where type = '" + kind + "'");
  }
}
