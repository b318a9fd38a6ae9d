package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static regain.recovery.State.COMPLETED;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.policy.Purpose;
import regain.recovery.CaseView.Effect;
import regain.recovery.CaseView.Status;
import regain.recovery.CaseView.What;
import regain.recovery.NewFactor;

/** Somebody who lost their passkey has lost what another system holds as well: it is replaced, and never merely removed. */
class SecondFactorTest {
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String MAILBOX = "birte.hansen@posteo.example";

  private final FakeFactors elsewhere = new FakeFactors();
  private TestHouse house;
  private SoftPasskey passkey;
  private String code;

  @BeforeEach
  void build() {
    house = new TestHouse(elsewhere);
    passkey = Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    code = SignedIn.with(house, passkey).codes().getFirst();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void after_a_recovery_the_old_ones_are_gone_and_nobody_has_the_key_of_what_is_there() {
    Journey journey = recovered();

    assertThat(line(journey).status()).isEqualTo(Status.DONE);
    assertThat(line(journey).count()).isEqualTo(2);
    assertThat(elsewhere.keys).hasSize(1);
    String key = elsewhere.keys.getFirst();
    assertThat(house.database.count("select count(*) from duty where details like '%" + key + "%'")).isZero();
    assertThat(house.database.count("select count(*) from audit_event where leaf like '%" + key + "%'")).isZero();
  }

  @Test
  void a_new_one_is_drawn_from_the_receipt_once() {
    Journey journey = recovered();
    assertThat(journey.view.newFactor()).contains("elsewhere");

    NewFactor drawn = house.recovery().drawFactor(journey.ticket).orElseThrow();

    assertThat(drawn.system()).isEqualTo("elsewhere");
    assertThat(drawn.key().<String>open(String::new)).isEqualTo(elsewhere.keys.getLast()).hasSize(26);
    assertThat(house.recovery().drawFactor(journey.ticket)).isEmpty();
    assertThat(journey.look().view.newFactor()).isEmpty();
    assertThat(elsewhere.keys).hasSize(2);
  }

  @Test
  void a_system_that_does_not_confirm_can_be_asked_again_from_the_receipt() {
    Journey journey = recovered();
    elsewhere.answers = false;
    assertThat(house.recovery().drawFactor(journey.ticket)).isEmpty();

    elsewhere.answers = true;
    assertThat(house.recovery().drawFactor(journey.ticket)).isPresent();
  }

  @Test
  void after_an_hour_nothing_is_drawn() {
    Journey journey = recovered();
    house.clock.pass(Duration.ofMinutes(61));

    assertThat(house.recovery().drawFactor(journey.ticket)).isEmpty();
  }

  @Test
  void what_is_not_confirmed_stays_on_the_receipt_is_tried_again_and_offers_nothing() {
    elsewhere.answers = false;
    Journey journey = recovered();
    assertThat(line(journey).status()).isEqualTo(Status.NOT_CONFIRMED);
    assertThat(journey.view.newFactor()).isEmpty();

    elsewhere.answers = true;
    house.clock.pass(Duration.ofMinutes(6));
    house.work();

    assertThat(line(journey.look()).status()).isEqualTo(Status.DONE);
    assertThat(journey.view.newFactor()).contains("elsewhere");
  }

  @Test
  void somebody_who_had_none_is_offered_none() {
    elsewhere.held = 0;
    Journey journey = recovered();

    assertThat(line(journey).count()).isZero();
    assertThat(journey.view.newFactor()).isEmpty();
    assertThat(house.recovery().drawFactor(journey.ticket)).isEmpty();
  }

  @Test
  void a_new_password_leaves_second_factors_alone() {
    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey)
        .set("three herons over the quay");
    house.work();

    assertThat(journey.view.state()).isEqualTo(COMPLETED);
    assertThat(elsewhere.keys).isEmpty();
    assertThat(journey.look().view.effects()).extracting(Effect::what).doesNotContain(What.FACTORS);
    assertThat(house.recovery().drawFactor(journey.ticket)).isEmpty();
  }

  private Journey recovered() {
    Journey journey = Journey.open(house, Purpose.RECOVERY, "b.hansen").saved(code).send(0).code(MAILBOX)
        .bind(new SoftPasskey(77));
    assertThat(journey.view.state()).isEqualTo(COMPLETED);
    return journey;
  }

  private static Effect line(Journey journey) {
    return journey.view.effects().stream().filter(it -> it.what() == What.FACTORS).findFirst().orElseThrow();
  }
}
