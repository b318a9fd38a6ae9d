package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Post;
import regain.kernel.Secret;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.recovery.Recovery.Turn;
import regain.recovery.Refusal;

/** What is limited, whom it is counted for, and that nobody uses up what somebody else needs. */
class BudgetTest {
  private static final String WRONG = "not the password of anybody";
  private static final String RIGHT = "Nordhafen-2026-g.jansen";
  private static final String MAILBOX = "gesa.jansen@posteo.example";

  private TestHouse house;

  @BeforeEach
  void build() {
    house = new TestHouse();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Journey enrolling(String name) {
    return Journey.open(house, Purpose.ENROLLMENT, name);
  }

  private long codesTo(String address) {
    return house.outbox.stream().filter(it -> it.kind() == Post.Kind.CODE && it.to().equals(address)).count();
  }

  private SoftPasskey enrolled() {
    return Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", "birte.hansen@posteo.example");
  }

  @Test
  @Requirement("R-CS-FP-6")
  void d_10_strangers_who_have_proven_nothing_use_up_no_code_of_anybody() {
    for (int i = 0; i < 12; i++) {
      Journey stranger = enrolling("g.jansen");
      house.work();
      assertThat(stranger.send(0).view.refusal()).contains(Refusal.OUT_OF_DATE);
    }

    assertThat(enrolling("g.jansen").password(RIGHT).send(0).code(MAILBOX).view.open()).isEmpty();
  }

  @Test
  void asking_again_too_soon_sends_nothing_and_uses_nothing_up() {
    Journey journey = enrolling("g.jansen").password(RIGHT).send(0);
    for (int i = 0; i < 8; i++) {
      assertThat(journey.send(0).view.refusal()).contains(Refusal.OUT_OF_DATE);
    }
    house.clock.pass(Duration.ofSeconds(61));

    assertThat(journey.send(0).view.refusal()).isEmpty();
    assertThat(codesTo(MAILBOX)).isEqualTo(2);
  }

  @Test
  @Requirement("R-CS-FP-6")
  void d_9_codes_to_one_address_stop_after_six_in_an_hour_whoever_asks() {
    for (int i = 0; i < 6; i++) {
      assertThat(enrolling("g.jansen").password(RIGHT).send(0).view.refusal()).isEmpty();
      house.clock.pass(Duration.ofMinutes(4));
    }

    assertThat(enrolling("g.jansen").password(RIGHT).send(0).view.refusal()).contains(Refusal.TOO_MANY_TRIES);
    assertThat(codesTo(MAILBOX)).isEqualTo(6);
  }

  @Test
  @Requirement({"R-63B-3.2.2-a", "R-PCI-8.3.4"})
  void wrong_passwords_are_counted_for_the_person_however_the_name_is_written() {
    List<String> spellings = List.of("g.jansen", "G.Jansen", "g.jansen@nordhafen.example",
        "G.JANSEN@nordhafen.example");
    for (int i = 0; i < 5; i++) {
      house.clock.pass(Duration.ofSeconds(1));
      assertThat(enrolling(spellings.get(i % 4)).password(WRONG).view.refusal()).contains(Refusal.DOES_NOT_FIT);
    }

    for (String spelling : spellings) {
      assertThat(enrolling(spelling).password(RIGHT).view.refusal()).as(spelling).contains(Refusal.TOO_MANY_TRIES);
    }
  }

  @Test
  @Requirement({"R-63B-4.2.1.2-e", "R-63B-3.2.2-a", "R-ASVS-15.4.2", "R-PCI-8.3.4"})
  void d_5_codes_that_are_guessed_in_parallel_are_counted_before_they_are_compared()
      throws InterruptedException, ExecutionException {
    Journey journey = enrolling("g.jansen").password(RIGHT).send(0);
    List<Callable<Optional<Turn>>> guesses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String guess = "AAAA-AA%02d".formatted(i);
      guesses.add(
          () -> house.recovery().proveCode(journey.ticket, journey.view.step(), Secret.of(guess), journey.arrival));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      for (Future<Optional<Turn>> each : threads.invokeAll(guesses)) {
        assertThat(house.view(each.get().orElseThrow()).proofs()).hasSize(1);
      }
    }

    assertThat(house.database.count("select failures from contact_code")).isBetween(1L, 10L);
    for (int i = 0; i < 10; i++) {
      journey.look().typed("AAAA-AAAA");
    }
    assertThat(journey.code(MAILBOX).view.wants(Method.CONTACT_CODE)).isTrue();
    assertThat(house.database.count("select failures from contact_code")).isLessThanOrEqualTo(10);
  }

  @Test
  @Requirement("R-63B-4.2.1.2-e")
  void a_case_in_which_no_code_fits_any_more_sends_none() {
    Journey journey = enrolling("g.jansen").password(RIGHT).send(0);
    for (int i = 0; i < 10; i++) {
      journey.typed("AAAA-AAAA");
    }
    house.clock.pass(Duration.ofSeconds(61));

    assertThat(journey.send(0).view.refusal()).contains(Refusal.TOO_MANY_TRIES);
    assertThat(codesTo(MAILBOX)).isOne();
  }

  @Test
  void a_code_that_fits_is_no_failure() {
    Journey journey = enrolling("g.jansen").password(RIGHT).send(0).code(MAILBOX);

    assertThat(journey.view.wants(Method.CONTACT_CODE)).isFalse();
    assertThat(house.database.count("select failures from contact_code")).isZero();
  }

  @Test
  void d_9_a_new_contact_gets_three_codes_in_an_hour_whoever_asks() {
    SoftPasskey passkey = enrolled();
    for (int i = 0; i < 3; i++) {
      assertThat(add(house.signedIn(passkey), "Somebody@elsewhere.example")).isEqualTo(Change.DONE);
    }

    assertThat(add(house.signedIn(passkey), "somebody@ELSEWHERE.example")).isEqualTo(Change.TOO_MANY);
    house.work();
    assertThat(house.outbox).filteredOn(it -> it.to().equalsIgnoreCase("somebody@elsewhere.example")).hasSize(3);
  }

  @Test
  void d_9_one_person_has_ten_codes_in_an_hour_for_all_new_contacts_together() {
    SoftPasskey passkey = enrolled();
    for (int i = 0; i < 10; i++) {
      assertThat(add(house.signedIn(passkey), "number" + i + "@elsewhere.example")).isEqualTo(Change.DONE);
    }

    assertThat(add(house.signedIn(passkey), "number10@elsewhere.example")).isEqualTo(Change.TOO_MANY);
    house.clock.pass(Duration.ofHours(1));
    assertThat(add(house.signedIn(passkey), "number10@elsewhere.example")).isEqualTo(Change.DONE);
  }

  @Test
  void a_further_code_to_a_new_contact_waits_for_a_minute() {
    Holder holder = house.signedIn(enrolled());
    assertThat(add(holder, "one@elsewhere.example")).isEqualTo(Change.DONE);

    assertThat(add(holder, "two@elsewhere.example")).isEqualTo(Change.TOO_SOON);
    house.clock.pass(Duration.ofSeconds(61));
    assertThat(add(holder, "two@elsewhere.example")).isEqualTo(Change.DONE);
  }

  @Test
  void ten_wrong_codes_for_a_new_contact_end_it_in_this_session_and_not_for_ever() {
    SoftPasskey passkey = enrolled();
    Holder holder = house.signedIn(passkey);
    add(holder, "one@elsewhere.example");
    house.work();
    for (int i = 0; i < 10; i++) {
      confirm(holder, "AAAA-AAAA");
    }
    house.clock.pass(Duration.ofSeconds(61));

    assertThat(add(holder, "two@elsewhere.example")).isEqualTo(Change.TOO_MANY);
    Holder later = house.signedIn(passkey);
    assertThat(add(later, "two@elsewhere.example")).isEqualTo(Change.DONE);
    house.work();
    assertThat(confirm(later, house.newest(Post.Kind.CODE, "two@elsewhere.example", "code"))).isEqualTo(Change.DONE);
  }

  private Change add(Holder holder, String address) {
    return house.enrollment().addContact(holder, address);
  }

  private Change confirm(Holder holder, String code) {
    return house.enrollment().confirmContact(holder, code, TestHouse.arrival());
  }
}
