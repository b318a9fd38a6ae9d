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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import regain.assurance.Requirement;
import regain.enrollment.port.Post;
import regain.house.SoftPasskey.Lie;
import regain.kernel.Secret;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.recovery.CaseView;
import regain.recovery.Recovery;
import regain.recovery.Recovery.Turn;
import regain.recovery.Refusal;
import regain.recovery.Repudiation;
import regain.recovery.State;

/** Moves that attackers have made, by the ids of the attack list. Each must leave the account as it was. */
class AttackTest {
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String NEW = "three herons over the quay";
  private static final String MAILBOX = "birte.hansen@posteo.example";

  private TestHouse house;
  private SoftPasskey passkey;

  @BeforeEach
  void build() {
    house = new TestHouse();
    passkey = Journey.enrol(house, "b.hansen", OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Journey binding() {
    return Journey.open(house, Purpose.BINDING, "b.hansen");
  }

  @Test
  @Requirement({"R-63B-B.3-a", "R-WA-7-type", "R-WA-7-origin", "R-WA-7-cross", "R-WA-7-up-uv", "R-WA-7-chal"})
  void rt_23_an_answer_that_is_wrong_in_any_part_proves_nothing() {
    for (Lie lie : List.of(
        Lie.NONE.unverified(),
        Lie.NONE.from("https://localhost.evil.example"),
        Lie.NONE.from("http://localhost:9081"),
        Lie.NONE.typed("webauthn.create"),
        Lie.NONE.framed(),
        Lie.NONE.withAnotherChallenge())) {
      Journey journey = binding().passkey(passkey, lie);

      assertThat(journey.view.proofs()).as(lie.toString()).isEmpty();
      assertThat(journey.view.refusal()).as(lie.toString()).contains(Refusal.DOES_NOT_FIT);
    }
    assertThat(house.database.count("select count(*) from audit_event where type = 'ProofFailed'")).isEqualTo(6);
  }

  @Test
  @Requirement({"R-WA-7-chal", "R-PCI-8.5.1"})
  void rt_23_a_challenge_is_answered_once() {
    Journey journey = binding();
    Recovery recovery = house.recovery();
    String options = recovery.askPasskey(journey.ticket).orElseThrow();
    String answer = passkey.get(options, Lie.NONE.from("http://evil.example"));
    recovery.provePasskey(journey.ticket, journey.view.step(), answer, journey.arrival);
    journey.look();

    Optional<Turn> replayed = recovery
        .provePasskey(journey.ticket, journey.view.step(), passkey.get(options), journey.arrival);

    assertThat(house.view(replayed.orElseThrow()).proofs()).isEmpty();
  }

  @Test
  @Requirement({"R-63A-3.2.1-a", "R-ASVS-6.3.8"})
  void d_3_whoever_has_proven_nothing_learns_nothing_from_later_steps() {
    for (Purpose purpose : Purpose.values()) {
      List<Journey> journeys = List.of(
          Journey.open(house, purpose, "b.hansen"), Journey.open(house, purpose, "nobody.at.all"));
      house.work();
      for (Journey each : journeys) {
        each.look().set("short");
        assertThat(each.view.refusal()).contains(Refusal.OUT_OF_DATE);
        CaseView bound = house.view(
            house.recovery().bindPasskey(each.ticket, each.view.step(), "{}", "label", each.arrival).orElseThrow());
        assertThat(bound.refusal()).contains(Refusal.OUT_OF_DATE);
        CaseView sent = house
            .view(house.recovery().sendCode(each.ticket, bound.step(), 0, each.arrival).orElseThrow());
        assertThat(sent.refusal())
            .isEqualTo(purpose == Purpose.REPORT ? Optional.empty() : Optional.of(Refusal.OUT_OF_DATE));
        assertThat(sent.code()).isEmpty();
      }
    }
  }

  @Test
  void b_1_the_ticket_from_before_a_proof_gets_no_new_one_by_repeating_the_step() {
    Journey journey = binding();
    String before = journey.ticket;
    int step = journey.view.step();
    journey.passkey(passkey);

    assertThat(house.recovery().provePasskey(before, step, "{}", journey.arrival)).isEmpty();
  }

  /** Somebody clicks twice: the browser drops the first answer, and the new ticket in it. */
  @Test
  void b_1_the_very_same_proof_sent_again_gets_the_same_ticket_for_a_minute() {
    Journey journey = binding();
    String before = journey.ticket;
    int step = journey.view.step();
    String answer = passkey.get(house.recovery().askPasskey(before).orElseThrow());
    Turn turn = house.recovery().provePasskey(before, step, answer, journey.arrival).orElseThrow();

    assertThat(house.recovery().provePasskey(before, step, answer, journey.arrival)).contains(turn);
    assertThat(house.view(turn).proofs()).hasSize(1);
    assertThat(house.database.count("select count(*) from audit_event where type = 'ProofFailed'")).isZero();

    house.clock.pass(Duration.ofMinutes(1));
    assertThat(house.recovery().provePasskey(before, step, answer, journey.arrival)).isEmpty();
  }

  @Test
  void b_1_one_guess_at_the_proof_ends_its_repetition() {
    Journey journey = Journey.open(house, Purpose.ENROLLMENT, "g.jansen");
    String before = journey.ticket;
    int step = journey.view.step();
    journey.password("Nordhafen-2026-g.jansen");

    assertThat(house.recovery().provePassword(before, step, Secret.of("a guess"), journey.arrival)).isEmpty();
    assertThat(
        house.recovery().provePassword(before, step, Secret.of("Nordhafen-2026-g.jansen"), journey.arrival))
        .isEmpty();
  }

  @Test
  @Requirement({"R-ASVS-6.6.2", "R-PCI-8.5.1", "R-WA-7-chal"})
  void rt_28_the_proof_of_one_case_is_worth_nothing_in_another() {
    Journey mine = binding();
    Journey other = binding();
    String answer = passkey.get(house.recovery().askPasskey(mine.ticket).orElseThrow());

    Optional<Turn> turn = house.recovery().provePasskey(other.ticket, other.view.step(), answer, other.arrival);

    assertThat(house.view(turn.orElseThrow()).proofs()).isEmpty();
  }

  @Test
  @Requirement({"R-ASVS-8.2.2", "R-WA-7.2-owner"})
  void b_4_a_passkey_of_ones_own_opens_no_other_name() {
    Journey journey = Journey.open(house, Purpose.BINDING, "g.jansen").passkey(passkey);

    assertThat(journey.view.proofs()).isEmpty();
    assertThat(journey.view.state()).isEqualTo(State.PROVING);
  }

  @Test
  @Requirement("R-ASVS-2.3.1")
  void a_3_the_last_step_is_refused_while_an_earlier_one_is_open() {
    Journey journey = Journey.open(house, Purpose.ENROLLMENT, "g.jansen").password("Nordhafen-2026-g.jansen");
    assertThat(journey.view.proofs()).hasSize(1);

    CaseView bound = house.view(
        house.recovery().bindPasskey(journey.ticket, journey.view.step(), "{}", "label", journey.arrival)
            .orElseThrow());

    assertThat(bound.state()).isEqualTo(State.PROVING);
    assertThat(house.database.count("select count(*) from passkey where ended_at is null")).isOne();
  }

  @Test
  @Requirement({"R-ASVS-6.4.3", "R-FIDO-rec-1"})
  void a_12_a_code_and_the_old_password_take_the_place_of_no_passkey() {
    Journey journey = binding().password(OLD).typed("AAAA-AAAA").set(NEW);

    assertThat(journey.view.proofs()).isEmpty();
    assertThat(journey.view.state()).isEqualTo(State.PROVING);
    assertThat(house.binds("b.hansen", OLD)).isTrue();
  }

  /** No knowledge, no text message, no voice and no push: there is no such thing to show. */
  @Test
  @Requirement({"R-63B-4.2.1-b", "R-63B-3.1.1-d", "R-63B-3.1.3-b", "R-63B-3.1.3.3-a", "R-ASVS-6.1.3", "R-PRIV-4"})
  void rt_11_rt_12_rt_13_these_are_all_the_things_that_can_be_shown() {
    assertThat(Method.values())
        .containsExactlyInAnyOrder(
            Method.PASSKEY,
            Method.CONTACT_CODE,
            Method.DIRECTORY_PASSWORD,
            Method.INVITATION,
            Method.RECOVERY_CODE,
            Method.MANAGED_DEVICE,
            Method.SUPERVISOR_ATTESTATION,
            Method.INDEPENDENT_ATTESTATION);
  }

  @Test
  @Requirement("R-ASVS-6.4.3")
  void a_7_the_new_password_is_refused_without_a_proof() {
    Journey journey = binding().set(NEW);

    assertThat(journey.view.state()).isEqualTo(State.PROVING);
    assertThat(house.binds("b.hansen", OLD)).isTrue();
  }

  @Test
  void a_10_a_proof_carries_a_claim_for_ten_minutes_and_no_longer() {
    Journey journey = binding().passkey(passkey);
    house.clock.pass(Duration.ofMinutes(11));

    assertThat(journey.look().view.state()).isEqualTo(State.PROVING);
    assertThat(journey.set(NEW).view.state()).isEqualTo(State.PROVING);
    assertThat(house.binds("b.hansen", OLD)).isTrue();
  }

  @Test
  @Requirement("R-ASVS-2.3.1")
  void b_1_the_ticket_from_before_a_proof_is_dead() {
    Journey journey = binding();
    String before = journey.ticket;
    journey.passkey(passkey);

    assertThat(house.recovery().look(before)).isEmpty();
    assertThat(house.recovery().setPassword(before, journey.view.step(), Secret.of(NEW), journey.arrival)).isEmpty();
    assertThat(house.binds("b.hansen", OLD)).isTrue();
  }

  @Test
  @Requirement("R-CS-FP-2")
  void b_2_siblings_die_at_the_claim_and_not_before() {
    Journey sibling = binding().passkey(passkey);
    Journey journey = binding().passkey(passkey);
    assertThat(sibling.look().view.state()).isEqualTo(State.READY);

    journey.set(NEW);

    assertThat(sibling.look().view.state()).isEqualTo(State.CANCELLED);
  }

  @Test
  @Requirement("R-ASVS-15.4.2")
  void b_3_rt_27_many_claims_at_once_are_one_claim() throws InterruptedException, ExecutionException {
    Journey journey = binding().passkey(passkey);
    List<Callable<Optional<Turn>>> claims = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String password = NEW + " number " + i;
      claims.add(
          () -> house.recovery().setPassword(journey.ticket, journey.view.step(), Secret.of(password),
              journey.arrival));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
      for (Future<Optional<Turn>> each : threads.invokeAll(claims)) {
        assertThat(each.get()).isPresent();
      }
    }
    assertThat(house.database.count("select count(*) from audit_event where type = 'PasswordSet'")).isOne();
  }

  /** Two claims of one person can come to wait for each other: then the database refuses one of them. */
  @Test
  void b_3_a_claim_that_the_database_refuses_once_is_begun_once_more() {
    Journey journey = binding().passkey(passkey);
    house.database.refusesOnceThat("select count(*) from audit_event where type = 'PasswordIntended'");

    journey.set(NEW);

    assertThat(house.database.hasRefused()).isTrue();
    assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
    assertThat(house.binds("b.hansen", NEW)).isTrue();
    assertThat(house.database.count("select count(*) from audit_event where type = 'PasswordIntended'")).isOne();
  }

  @Test
  @Requirement("R-63B-4.2.1.2-e")
  void d_4_codes_cannot_be_guessed_in_numbers() {
    Journey journey = Journey.open(house, Purpose.ENROLLMENT, "g.jansen").password("Nordhafen-2026-g.jansen").send(0);
    for (int i = 0; i < 12; i++) {
      journey.typed("AAAA-AAAA");
    }

    assertThat(journey.code("gesa.jansen@posteo.example").view.open()).isNotEmpty();
    assertThat(journey.view.state()).isEqualTo(State.PROVING);
  }

  @Test
  @Requirement("R-CS-FP-6")
  void d_9_letters_about_beginnings_stop_after_a_few_in_an_hour() {
    house.outbox.clear();
    for (int i = 0; i < 12; i++) {
      binding();
    }
    house.work();

    assertThat(house.outbox)
        .filteredOn(it -> it.to().equals(MAILBOX) && it.kind() == Post.Kind.CASE_OPENED)
        .hasSize(5);
  }

  @Test
  @Requirement({"R-63B-3.2.2-b", "R-CS-FP-2"})
  void d_10_rt_29_failing_on_purpose_does_not_shut_the_owner_out() {
    for (int i = 0; i < 12; i++) {
      Journey journey = binding();
      journey.passkey(passkey, Lie.NONE.unverified());
    }

    assertThat(binding().passkey(passkey).set(NEW).view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  @Requirement({"R-ASVS-7.2.4", "R-ASVS-7.4.2", "R-ASVS-7.4.3"})
  void e_1_sessions_die_with_the_claim() {
    SoftPasskey others = Journey.enrol(house, "g.jansen", "Nordhafen-2026-g.jansen", "gesa.jansen@posteo.example");
    Secret other = signIn(others);
    List<Secret> sessions = Stream.generate(() -> signIn(passkey)).limit(5).toList();
    assertThat(sessions).allMatch(it -> house.enrollment().holder(it).isPresent());
    Journey journey = binding().passkey(passkey);
    assertThat(sessions).as("a proof ends nothing").allMatch(it -> house.enrollment().holder(it).isPresent());

    journey.set(NEW);

    assertThat(sessions).allMatch(it -> house.enrollment().holder(it).isEmpty());
    assertThat(house.enrollment().holder(other)).as("of somebody else").isPresent();
    assertThat(journey.view.effects())
        .anyMatch(it -> it.what() == CaseView.What.SESSIONS && it.count() == 5 && it.status() == CaseView.Status.DONE);
  }

  @Test
  @Requirement({"R-63B-4.1.2.1-b", "R-63B-5.1-b", "R-CS-FP-5"})
  void e_4_a_finished_recovery_signs_nobody_in() {
    binding().passkey(passkey).set(NEW);

    assertThat(house.database.count("select count(*) from account_session where ended_at is null")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*)(uid=*", "b.hansen\u0000", "", "b.hansen)(objectClass=*"})
  void g_2_odd_names_are_names_of_nobody(String name) {
    Journey journey = Journey.open(house, Purpose.BINDING, name).passkey(passkey);
    house.work();

    assertThat(journey.view.proofs()).isEmpty();
    assertThat(journey.look().view.state()).isEqualTo(State.PROVING);
  }

  @Test
  @Requirement("R-53-IA-4-d")
  void rt_34_an_account_made_again_under_the_same_name_inherits_nothing() {
    Given.madeAgain(house, "b.hansen");

    Journey journey = binding().passkey(passkey);

    assertThat(journey.view.proofs()).isEmpty();
    assertThat(house.binds("b.hansen", OLD)).isTrue();
  }

  @Test
  @Requirement("R-53-AC-2(3)(13)")
  void rt_34_where_the_contract_ends_after_everything_was_proven_nothing_is_set() {
    SoftPasskey theirs = Given.enrolledByInvitation(house, "l.rossi", "Nordhafen-2026-l.rossi");
    Journey journey = Journey.open(house, Purpose.BINDING, "l.rossi").passkey(theirs);
    assertThat(journey.view.state()).isEqualTo(State.READY);
    Given.says(house, "l.rossi", "schacExpiryDate", "20260713000000Z");

    journey.set("three herons over the quay");

    assertThat(journey.view.denied()).contains(Reason.CONTRACT_ENDED);
    assertThat(
        house.database.count("select count(*) from audit_event where type in ('PasswordSet', 'PasswordIntended')"))
        .isZero();
  }

  @Test
  @Requirement({"R-63B-4.5-a", "R-53-AC-2(3)(13)"})
  void e_6_somebody_who_left_after_enrolling_is_refused() {
    Given.marked(house, "b.hansen", "former");

    Journey journey = binding().passkey(passkey);

    assertThat(journey.view.denied()).contains(Reason.LEFT);
  }

  @ParameterizedTest
  @EnumSource(value = Reason.class, names = {"LEFT", "DISABLED", "LOCKED", "EXPIRED"})
  @Requirement({"R-63B-4.5-a", "R-53-AC-2(3)(13)"})
  void e_6_whoever_may_not_use_the_account_any_more_is_refused_even_after_everything_was_proven(Reason why) {
    Journey journey = binding().passkey(passkey);
    assertThat(journey.view.state()).isEqualTo(State.READY);
    switch (why) {
      case LEFT -> Given.marked(house, "b.hansen", "former");
      case DISABLED -> Given.marked(house, "b.hansen", "disabled");
      case LOCKED -> Given.says(house, "b.hansen", "pwdAccountLockedTime", "000001010000Z");
      default -> {
        Given.marks(house, "b.hansen", "objectClass", "shadowAccount");
        Given.says(house, "b.hansen", "shadowExpire", "1");
      }
    }

    journey.set(NEW);

    assertThat(journey.view.denied()).contains(why);
    assertThat(
        house.database.count("select count(*) from audit_event where type in ('PasswordSet', 'PasswordIntended')"))
        .isZero();
    assertThat(house.database.count("select count(*) from audit_event where type = 'CaseDenied'")).isOne();
  }

  @Test
  @Requirement({"R-63B-4.5-a", "R-53-AC-2(3)(13)"})
  void e_6_whoever_is_gone_from_the_directory_is_refused_even_after_everything_was_proven() {
    Journey journey = binding().passkey(passkey);
    Given.gone(house, "b.hansen");

    assertThat(journey.set(NEW).view.state()).isNotEqualTo(State.COMPLETED);
    assertThat(house.database.count("select count(*) from audit_event where type = 'PasswordSet'")).isZero();
  }

  @Test
  @Requirement({"R-63A-3.2.1-b", "R-ASVS-8.1.4"})
  void rt_07_a_country_that_is_new_and_a_browser_that_nobody_knows_have_to_wait_and_prove_again() {
    house.countries.put("203.0.113.7", "DE");
    house.countries.put("198.51.100.9", "NL");
    Journey usual = Journey.open(house, Purpose.BINDING, "b.hansen", TestHouse.arrival("203.0.113.7")).passkey(passkey)
        .set(NEW);
    assertThat(usual.view.state()).isEqualTo(State.COMPLETED);
    house.clock.pass(Duration.ofDays(2));

    Journey strange = Journey.open(house, Purpose.BINDING, "b.hansen", TestHouse.arrival("198.51.100.9"))
        .passkey(passkey);
    assertThat(strange.view.state()).isEqualTo(State.COOLING_OFF);
    house.clock.pass(Duration.ofMinutes(11));

    assertThat(strange.resume().view.state()).isEqualTo(State.PROVING);
    assertThat(strange.passkey(passkey).set("nine boats under the bridge").view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  @Requirement("R-ASVS-3.5")
  void b_6_rt_25_a_link_is_fetched_as_often_as_it_likes_and_changes_nothing() {
    binding();
    house.work();
    String link = house.newest(Post.Kind.CASE_OPENED, MAILBOX, "link");
    long before = house.database.count("select count(*) from audit_event");
    for (int i = 0; i < 20; i++) {
      house.part(Repudiation.class).look(link.substring(link.lastIndexOf('/') + 1));
    }

    assertThat(house.database.count("select count(*) from audit_event")).isEqualTo(before);
    house.part(Repudiation.class).report(link.substring(link.lastIndexOf('/') + 1), TestHouse.arrival());
    assertThat(house.database.count("select count(*) from audit_event where type = 'Repudiated'"))
        .as("what a person says there still counts").isOne();
  }

  @Test
  @Requirement({"R-ASVS-16.3.1", "R-NHI-2", "R-WSTG-ATHN-09"})
  void b_10_b_12_no_secret_is_anywhere_in_the_database() {
    Journey journey = Journey.open(house, Purpose.ENROLLMENT, "g.jansen").password("Nordhafen-2026-g.jansen").send(0);
    String code = house.newest(Post.Kind.CODE, "gesa.jansen@posteo.example", "code");
    journey.typed(code);
    binding().passkey(passkey).set(NEW);
    house.work();

    String everything = house.database.everything();
    assertThat(everything).contains("b.hansen");
    assertThat(everything)
        .doesNotContain(NEW)
        .doesNotContain("Nordhafen-2026-")
        .doesNotContain(code)
        .doesNotContain(code.replace("-", ""))
        .doesNotContain(journey.ticket)
        .doesNotContain("/not-me/");
  }

  private Secret signIn(SoftPasskey passkey) {
    String options = house.enrollment().askSignIn("visit");
    return house.enrollment().signIn("visit", passkey.get(options), TestHouse.arrival()).orElseThrow();
  }
}
