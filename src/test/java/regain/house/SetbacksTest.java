package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.kernel.Secret;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.recovery.CaseView;
import regain.recovery.Recovery.Turn;
import regain.recovery.Refusal;
import regain.recovery.State;

/** What goes wrong on the way, and that there is always a next step. */
class SetbacksTest {
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String NEW = "three herons over the quay";

  private TestHouse house;
  private SoftPasskey passkey;

  @BeforeEach
  void build() {
    house = new TestHouse();
    passkey = Journey.enrol(house, "b.hansen", OLD, "birte.hansen@posteo.example");
    house.clock.pass(Duration.ofHours(73));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Journey ready() {
    return Journey.open(house, Purpose.BINDING, "b.hansen").passkey(passkey);
  }

  /** Something that a page can offer: a proof that is not there yet, a wait with its end, or the claim. */
  private static boolean goesOn(CaseView view) {
    return switch (view.state()) {
      case PROVING -> view.open().stream()
          .flatMap(it -> it.stream())
          .anyMatch(method -> view.proofs().stream().noneMatch(it -> it.method() == method));
      case COOLING_OFF -> view.waitsUntil().isPresent();
      case READY -> true;
      case ATTESTING, AWAITING_GRANT, EXECUTING, COMPLETED, DENIED, CANCELLED, EXPIRED -> false;
    };
  }

  @Test
  void a_directory_that_goes_away_at_the_claim_leaves_a_page_that_goes_on() {
    Journey journey = ready();
    house.directory.away = true;

    journey.set(NEW);

    assertThat(goesOn(journey.look().view)).isTrue();
    assertThat(journey.view.state()).isEqualTo(State.COOLING_OFF);
    house.directory.away = false;
    house.clock.pass(Duration.ofSeconds(61));
    assertThat(journey.resume().set(NEW).view.state()).isEqualTo(State.COMPLETED);
    assertThat(house.binds("b.hansen", NEW)).isTrue();
  }

  @Test
  @Requirement("R-ASVS-16.5.3")
  void a_directory_that_is_away_at_the_proof_leaves_a_page_that_goes_on() {
    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen");
    house.directory.away = true;

    journey.passkey(passkey);

    assertThat(journey.view.refusal()).contains(Refusal.TRY_LATER);
    assertThat(goesOn(journey.look().view)).isTrue();
    house.directory.away = false;
    assertThat(journey.passkey(passkey).view.state()).isEqualTo(State.READY);
  }

  @Test
  void a_proof_that_is_shown_again_and_again_breaks_nothing() {
    Journey journey = ready();
    for (int i = 0; i < 14; i++) {
      assertThat(journey.passkey(passkey).view.state()).isEqualTo(State.READY);
    }
    house.clock.pass(Duration.ofMinutes(55));
    journey.look();
    house.recovery().extend(journey.ticket, journey.view.step());
    house.clock.pass(Duration.ofMinutes(4));
    journey.look();
    house.clock.pass(Duration.ofMinutes(1));
    for (int i = 0; i < 15; i++) {
      journey.passkey(passkey);
    }

    assertThat(journey.view.proofs()).extracting(CaseView.Proof::method).containsExactly(Method.PASSKEY);
    assertThat(house.database.count("select max(length(facts)) from recovery_case")).isLessThan(2000);
    assertThat(journey.set(NEW).view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void a_second_click_on_a_refused_claim_says_why_it_was_refused() {
    ready().set(NEW);
    Journey journey = ready();
    String ticket = journey.ticket;
    int step = journey.view.step();
    assertThat(journey.set(NEW).view.refusal()).contains(Refusal.PASSWORD_IN_HISTORY);

    Optional<Turn> again = house.recovery().setPassword(ticket, step, Secret.of(NEW), journey.arrival);

    assertThat(house.view(again.orElseThrow()).refusal()).contains(Refusal.PASSWORD_IN_HISTORY);
    assertThat(journey.look().view.refusal()).contains(Refusal.PASSWORD_IN_HISTORY);
  }

  @Test
  void a_second_click_on_a_password_that_is_too_common_says_so_again() {
    Journey journey = ready();
    String ticket = journey.ticket;
    int step = journey.view.step();
    journey.set("passwordpassword");

    Optional<Turn> again = house.recovery()
        .setPassword(ticket, step, Secret.of("passwordpassword"), journey.arrival);

    assertThat(house.view(again.orElseThrow()).refusal()).contains(Refusal.PASSWORD_COMMON);
  }

  @Test
  void a_page_that_is_older_than_the_last_step_says_that_it_is_out_of_date() {
    Journey journey = ready();
    int old = journey.view.step() - 1;

    Optional<Turn> turn = house.recovery().setPassword(journey.ticket, old - 1, Secret.of(NEW), journey.arrival);

    assertThat(house.view(turn.orElseThrow()).refusal()).contains(Refusal.OUT_OF_DATE);
    assertThat(house.binds("b.hansen", OLD)).isTrue();
  }
}
