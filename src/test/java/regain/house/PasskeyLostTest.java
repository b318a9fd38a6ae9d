package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.port.Post;
import regain.kernel.Arrival;
import regain.kernel.Secret;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.recovery.CaseView;
import regain.recovery.NewCodes;
import regain.recovery.Refusal;
import regain.recovery.Repudiation;
import regain.recovery.State;
import regain.recovery.port.SessionConnector.WhenStuck;

/** Coming back without a passkey: two independent proofs, perhaps a wait, a new passkey that waits for old sessions to die. */
class PasskeyLostTest {
  private static final String NAME = "b.hansen";
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String MAILBOX = "birte.hansen@posteo.example";
  private static final Arrival STRANGE = TestHouse.arrival("203.0.113.9");

  private final FakeConnector elsewhere = new FakeConnector(WhenStuck.HOLD);
  private final SoftPasskey replacement = new SoftPasskey(4711);
  private TestHouse house;
  private SoftPasskey passkey;
  private List<String> codes;

  @BeforeEach
  void build() {
    house = new TestHouse(elsewhere);
    passkey = Journey.enrol(house, NAME, OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    codes = SignedIn.with(house, passkey).codes();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Journey opened(Arrival arrival) {
    return Journey.open(house, Purpose.RECOVERY, NAME, arrival);
  }

  /** Both proofs, in a browser that nobody knows. */
  private Journey waiting() {
    return opened(STRANGE).saved(codes.getFirst()).send(0).code(MAILBOX);
  }

  @Test
  void in_a_known_browser_two_proofs_carry_a_new_passkey_at_once() {
    SignedIn before = SignedIn.with(house, passkey);
    Journey journey = opened(TestHouse.arrival()).saved(codes.getFirst()).send(0).code(MAILBOX);
    assertThat(journey.view.state()).isEqualTo(State.READY);

    journey.bind(replacement);

    assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
    assertThat(before.alive()).isFalse();
    assertThat(SignedIn.maybe(house, replacement)).isPresent();
  }

  @Test
  @Requirement("R-63B-4.2-a")
  void rt_19_in_an_unknown_browser_the_owner_has_half_an_hour_to_object_and_is_told_so() {
    Journey journey = waiting();
    assertThat(journey.view.state()).isEqualTo(State.COOLING_OFF);
    assertThat(journey.view.waitsUntil().orElseThrow())
        .isCloseTo(house.clock.instant().plus(Duration.ofMinutes(30)), within(1, ChronoUnit.SECONDS));
    house.work();
    assertThat(house.newest(Post.Kind.RECOVERY_WAITING, MAILBOX, "until"))
        .isEqualTo(journey.view.waitsUntil().orElseThrow().toString());

    house.clock.pass(Duration.ofMinutes(29));
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
  }

  @Test
  void after_the_wait_one_proof_is_shown_again_and_not_both() {
    Journey journey = waiting();
    house.clock.pass(Duration.ofMinutes(31));

    journey.resume();
    assertThat(journey.view.state()).isEqualTo(State.PROVING);
    assertThat(journey.view.again()).isTrue();
    assertThat(journey.view.open()).containsExactly(Set.of(Method.CONTACT_CODE, Method.RECOVERY_CODE));

    journey.send(0).code(MAILBOX);
    assertThat(journey.view.state()).isEqualTo(State.READY);
    assertThat(journey.bind(replacement).view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void without_a_fresh_proof_nothing_is_bound_after_the_wait() {
    Journey journey = waiting();
    house.clock.pass(Duration.ofMinutes(31));

    assertThat(house.recovery().askNewPasskey(journey.ticket)).isEmpty();
    Optional<regain.recovery.Recovery.Turn> turn = house.recovery()
        .bindPasskey(journey.ticket, journey.view.step(), "{}", "label", STRANGE);

    assertThat(house.view(turn.orElseThrow()).state()).isEqualTo(State.PROVING);
    assertThat(passkeys()).isOne();
  }

  @Test
  void a_case_that_waits_stays_open_over_night() {
    Journey journey = waiting();
    house.clock.pass(Duration.ofHours(20));

    assertThat(journey.resume().view.again()).isTrue();
    assertThat(journey.send(0).code(MAILBOX).view.state()).isEqualTo(State.READY);
  }

  @Test
  @Requirement("R-63A-3.9-a")
  void a_continuation_code_moves_the_case_to_a_known_browser_once_and_kills_the_ticket_before() {
    Journey there = waiting();
    String code = house.recovery().continuation(there.ticket, there.view.step()).orElseThrow().open(String::new);

    Journey here = there.goOn(code.toLowerCase(java.util.Locale.ROOT), TestHouse.arrival());

    assertThat(house.recovery().look(there.ticket)).isEmpty();
    assertThat(house.recovery().goOn(Secret.of(code), STRANGE)).isEmpty();
    assertThat(here.resume().view.state()).isEqualTo(State.READY);
  }

  @Test
  void only_a_case_that_waits_hands_out_a_continuation_code() {
    Journey journey = opened(STRANGE).saved(codes.getFirst());

    assertThat(house.recovery().continuation(journey.ticket, journey.view.step())).isEmpty();
    assertThat(house.recovery().goOn(Secret.of("0000-0000-0000-0000-0000-0000"), STRANGE)).isEmpty();
  }

  @Test
  void the_new_passkey_opens_nothing_until_a_system_that_holds_has_confirmed() {
    elsewhere.answers = false;
    Journey journey = opened(TestHouse.arrival()).saved(codes.getFirst()).send(0).code(MAILBOX).bind(replacement);

    assertThat(journey.view.state()).isEqualTo(State.EXECUTING);
    assertThat(SignedIn.maybe(house, replacement)).isEmpty();
    Journey other = Journey.open(house, Purpose.BINDING, NAME).passkey(replacement);
    assertThat(other.view.proofs()).isEmpty();

    elsewhere.answers = true;
    house.clock.pass(Duration.ofMinutes(6));
    house.work();
    assertThat(journey.look().view.state()).isEqualTo(State.COMPLETED);
    assertThat(SignedIn.maybe(house, replacement)).isPresent();
  }

  @Test
  void a_system_that_does_not_hold_is_not_waited_for_and_stays_on_the_receipt() {
    var proceeds = new FakeConnector(WhenStuck.PROCEED);
    try (var other = new TestHouse(proceeds)) {
      proceeds.answers = false;
      SoftPasskey first = Journey.enrol(other, NAME, OLD, MAILBOX);
      other.clock.pass(Duration.ofHours(73));
      String code = SignedIn.with(other, first).codes().getFirst();
      Journey journey = Journey.open(other, Purpose.RECOVERY, NAME).saved(code).send(0).code(MAILBOX)
          .bind(replacement);

      assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
      assertThat(journey.view.effects())
          .anyMatch(it -> it.about().equals("elsewhere") && it.status() == CaseView.Status.NOT_CONFIRMED);
    }
  }

  @Test
  void a_pending_passkey_of_a_case_that_was_stopped_is_taken_away() {
    elsewhere.answers = false;
    Journey journey = opened(TestHouse.arrival()).saved(codes.getFirst()).send(0).code(MAILBOX).bind(replacement);
    house.work();
    repudiate(house.newest(Post.Kind.RECOVERY_CODE_USED, MAILBOX, "link"));

    elsewhere.answers = true;
    house.clock.pass(Duration.ofMinutes(6));
    house.work();
    assertThat(journey.look().view.state()).isEqualTo(State.CANCELLED);
    assertThat(SignedIn.maybe(house, replacement)).isEmpty();
  }

  @Test
  void somebody_who_left_meanwhile_gets_no_passkey() {
    elsewhere.answers = false;
    Journey journey = opened(TestHouse.arrival()).saved(codes.getFirst()).send(0).code(MAILBOX).bind(replacement);
    Given.marked(house, NAME, "former");
    elsewhere.answers = true;
    house.clock.pass(Duration.ofMinutes(6));
    house.work();

    assertThat(journey.look().view.state()).isEqualTo(State.CANCELLED);
    assertThat(house.database.count("select count(*) from passkey where pending = true")).isZero();
  }

  @Test
  void not_me_during_the_wait_ends_it_and_forgets_the_browser() {
    Journey journey = waiting();
    house.work();
    Repudiation.Report report = repudiate(house.newest(Post.Kind.RECOVERY_WAITING, MAILBOX, "link"));

    assertThat(report.state()).contains(State.CANCELLED);
    assertThat(journey.look().view.state()).isEqualTo(State.CANCELLED);
    Journey again = opened(STRANGE).saved(codes.get(1));
    assertThat(again.view.denied()).contains(Reason.FROZEN);
    assertThat(Journey.open(house, Purpose.BINDING, NAME).passkey(passkey).view.state()).isEqualTo(State.READY);
  }

  private Repudiation.Report repudiate(String link) {
    String token = link.substring(link.lastIndexOf('/') + 1);
    return house.part(Repudiation.class).report(token, TestHouse.arrival()).orElseThrow();
  }

  @Test
  void after_not_me_no_codes_are_drawn_from_the_receipt() {
    Journey journey = opened(TestHouse.arrival()).saved(codes.getFirst()).send(0).code(MAILBOX).bind(replacement);
    house.work();
    repudiate(house.newest(Post.Kind.PASSKEY_ADDED, MAILBOX, "link"));

    assertThat(house.recovery().drawCodes(journey.ticket)).isEmpty();
  }

  @Test
  void not_me_takes_back_what_the_act_bound_after_the_first_report_too() {
    Journey journey = opened(TestHouse.arrival()).saved(codes.getFirst()).send(0).code(MAILBOX).bind(replacement);
    List<Secret> drawn = house.recovery().drawCodes(journey.ticket).orElseThrow().codes();
    house.work();
    repudiate(house.newest(Post.Kind.RECOVERY_CODES_MADE, MAILBOX, "link"));
    house.clock.pass(Duration.ofHours(73));

    assertThat(opened(STRANGE).saved(drawn.getFirst().open(String::new)).view.proofs()).isEmpty();
    assertThat(SignedIn.maybe(house, replacement)).isEmpty();
  }

  @Test
  void a_sheet_that_was_replaced_meanwhile_carries_a_waiting_case_no_longer() {
    Journey journey = waiting();
    SignedIn.with(house, passkey).codes();
    house.clock.pass(Duration.ofMinutes(31));

    journey.resume().send(0).code(MAILBOX);
    assertThat(journey.view.state()).isEqualTo(State.PROVING);
    assertThat(house.recovery().askNewPasskey(journey.ticket)).isEmpty();
  }

  @Test
  void a_passkey_that_still_waits_is_not_activated_into_a_freeze() {
    elsewhere.answers = false;
    Journey journey = opened(TestHouse.arrival()).saved(codes.getFirst()).send(0).code(MAILBOX).bind(replacement);
    Journey.open(house, Purpose.BINDING, NAME, STRANGE);
    house.work();
    repudiate(house.newest(Post.Kind.CASE_OPENED, MAILBOX, "link"));
    elsewhere.answers = true;
    house.clock.pass(Duration.ofMinutes(6));
    house.work();

    assertThat(journey.look().view.state()).isEqualTo(State.CANCELLED);
    assertThat(SignedIn.maybe(house, replacement)).isEmpty();
  }

  @Test
  void the_owners_own_claim_ends_a_case_whose_passkey_still_waits() {
    elsewhere.answers = false;
    Journey journey = opened(TestHouse.arrival()).saved(codes.getFirst()).send(0).code(MAILBOX).bind(replacement);
    elsewhere.answers = true;
    Journey own = Journey.open(house, Purpose.BINDING, NAME).passkey(passkey).set("three herons over the quay");

    assertThat(own.view.state()).isEqualTo(State.COMPLETED);
    assertThat(journey.look().view.state()).isEqualTo(State.CANCELLED);
    house.clock.pass(Duration.ofMinutes(6));
    house.work();
    assertThat(SignedIn.maybe(house, replacement)).isEmpty();
  }

  @Test
  void a_recovered_passkey_takes_no_older_one_away_by_a_report() {
    opened(TestHouse.arrival()).saved(codes.getFirst()).send(0).code(MAILBOX).bind(replacement);
    Journey report = Journey.open(house, Purpose.REPORT, NAME).passkey(replacement);
    report.reportLoss(house.recovery().reportable(report.ticket).getFirst().id());

    assertThat(report.view.state()).isEqualTo(State.COMPLETED);
    assertThat(SignedIn.maybe(house, passkey)).isPresent();
  }

  @Test
  void a_passkey_from_before_takes_a_recovered_one_away_by_a_report() {
    opened(TestHouse.arrival()).saved(codes.getFirst()).send(0).code(MAILBOX).bind(replacement);
    Journey report = Journey.open(house, Purpose.REPORT, NAME).passkey(passkey);
    report.reportLoss(house.recovery().reportable(report.ticket).getLast().id());

    assertThat(SignedIn.maybe(house, replacement)).isEmpty();
    assertThat(SignedIn.maybe(house, passkey)).isPresent();
  }

  @Test
  void a_new_passkey_does_not_freshen_the_session_of_an_older_one() {
    SignedIn owner = SignedIn.with(house, passkey);
    opened(STRANGE).saved(codes.getFirst());
    house.clock.pass(Duration.ofMinutes(6));
    SoftPasskey added = new SoftPasskey(99);
    SignedIn fresh = SignedIn.with(house, passkey);
    house.enrollment().addPasskey(
        fresh.holder(), added.create(house.enrollment().askPasskey(fresh.holder()).orElseThrow()), "New",
        TestHouse.arrival());

    assertThat(house.enrollment().prove(owner.holder(), added.get(house.enrollment().askProof(owner.holder()))))
        .isFalse();
    assertThat(house.enrollment().prove(owner.holder(), passkey.get(house.enrollment().askProof(owner.holder()))))
        .isTrue();
  }

  @Test
  void what_a_stranger_sends_to_the_wrong_place_counts_against_nobody() {
    Journey journey = opened(STRANGE);
    for (int i = 0; i < 6; i++) {
      journey.typed("AAAA-AAAA").password("wrong wrong wrong wrong");
    }

    assertThat(house.database.count("select sum(failures) from recovery_case")).isZero();
  }

  @Test
  @Requirement("R-63B-4.2.2.2-a")
  void two_codes_of_one_sheet_are_one_proof() {
    Journey journey = opened(TestHouse.arrival()).saved(codes.get(0)).saved(codes.get(1));

    assertThat(journey.view.state()).isEqualTo(State.PROVING);
    assertThat(journey.view.open()).containsExactly(Set.of(Method.CONTACT_CODE));
  }

  @Test
  @Requirement({"R-63B-4.2.1.1-d", "R-63B-4.2.1.1-e", "R-63B-4.2.3-a", "R-63B-3.1.2-c", "R-WSTG-ATHN-10/11"})
  void a_code_is_good_once_and_everybody_is_told_when_it_was_used() {
    opened(STRANGE).saved(codes.getFirst());
    house.work();
    assertThat(house.newest(Post.Kind.RECOVERY_CODE_USED, MAILBOX, "left")).isEqualTo("9");

    Journey again = opened(STRANGE).saved(codes.getFirst());
    assertThat(again.view.proofs()).isEmpty();
    assertThat(again.view.refusal()).contains(Refusal.RECOVERY_CODE_WRONG);
  }

  @Test
  void codes_that_nobody_has_are_counted_against_nobody() {
    Journey journey = opened(STRANGE);
    for (int i = 0; i < 12; i++) {
      journey.saved("ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-Z" + i % 10);
    }

    assertThat(house.database.count("select sum(failures) from recovery_case")).isZero();
  }

  @Test
  @Requirement({"R-63B-4.2.1.1-e", "R-63B-3.2.2-a", "R-WSTG-ATHN-10/11"})
  void a_code_that_was_guessed_at_five_times_is_dead_and_the_others_are_not() {
    String selector = codes.getFirst().substring(0, 4);
    for (int i = 0; i < 5; i++) {
      opened(STRANGE).saved(selector + "0000-0000-0000-0000-0000-0000-0" + i);
    }

    assertThat(opened(TestHouse.arrival()).saved(codes.getFirst()).view.proofs()).isEmpty();
    assertThat(opened(TestHouse.arrival()).saved(codes.get(1)).view.proofs()).hasSize(1);
  }

  @Test
  void a_mailbox_that_the_account_opens_gets_no_code() {
    Journey journey = opened(TestHouse.arrival()).saved(codes.getFirst());

    assertThat(journey.view.contacts()).hasSize(1).allMatch(it -> it.startsWith("bi•••@po•••"));
  }

  @Test
  @Requirement("R-63B-4.2.1.1-d")
  void the_old_codes_die_with_the_recovery_and_new_ones_are_drawn_once() {
    Journey journey = opened(TestHouse.arrival()).saved(codes.getFirst()).send(0).code(MAILBOX).bind(replacement);
    assertThat(journey.view.newCodes()).isTrue();

    List<Secret> drawn = house.recovery().drawCodes(journey.ticket).orElseThrow().codes();
    assertThat(drawn).hasSize(10);
    assertThat(house.recovery().drawCodes(journey.ticket)).isEmpty();

    house.clock.pass(Duration.ofHours(73));
    assertThat(opened(TestHouse.arrival()).saved(codes.get(1)).view.proofs()).isEmpty();
    assertThat(opened(TestHouse.arrival()).saved(drawn.getFirst().open(String::new)).view.proofs()).hasSize(1);
  }

  @Test
  @Requirement("R-63B-4.1.2.1-b")
  void new_codes_from_the_receipt_lead_to_no_other_passkey_before_the_quarantine_of_the_new_one_is_over() {
    Journey journey = opened(TestHouse.arrival()).saved(codes.getFirst()).send(0).code(MAILBOX).bind(replacement);
    NewCodes drawn = house.recovery().drawCodes(journey.ticket).orElseThrow();
    String code = drawn.codes().getFirst().open(String::new);
    Instant quarantined = SignedIn.with(house, replacement).holder().quarantinedUntil().orElseThrow();

    assertThat(drawn.from()).contains(quarantined);
    assertThat(opened(TestHouse.arrival()).saved(code).view.proofs()).isEmpty();
    SignedIn somebody = SignedIn.with(house, replacement);
    assertThat(house.enrollment().overview(somebody.holder()).codes().orElseThrow().heldUntil()).contains(quarantined);

    house.clock.pass(Duration.ofHours(73));
    assertThat(opened(TestHouse.arrival()).saved(code).view.proofs()).hasSize(1);
  }

  @Test
  @Requirement({"R-63B-4.2.1.1-a", "R-63B-4.2.1.1-e"})
  void the_receipt_of_an_enrolment_offers_recovery_codes_once() {
    String mailbox = "gesa.jansen@posteo.example";
    Journey enrolled = Journey.open(house, Purpose.ENROLLMENT, "g.jansen").password("Nordhafen-2026-g.jansen");
    enrolled.send(0).code(mailbox).bind(new SoftPasskey(1));
    assertThat(enrolled.view.newCodes()).isTrue();

    NewCodes drawn = house.recovery().drawCodes(enrolled.ticket).orElseThrow();
    assertThat(drawn.from()).isEmpty();
    String code = drawn.codes().getFirst().open(String::new);
    assertThat(house.recovery().drawCodes(enrolled.ticket)).isEmpty();
    house.work();
    assertThat(house.newest(Post.Kind.RECOVERY_CODES_MADE, mailbox, "link")).contains("/not-me/");
    assertThat(Journey.open(house, Purpose.RECOVERY, "g.jansen").saved(code).view.proofs()).hasSize(1);
  }

  @Test
  void codes_that_were_drawn_and_not_kept_open_nothing_and_leave_the_old_ones_as_they_are() {
    SignedIn somebody = SignedIn.with(house, passkey);
    String drawn = house.enrollment().drawCodes(somebody.holder()).orElseThrow().getFirst().open(String::new);

    assertThat(opened(TestHouse.arrival()).saved(drawn).view.proofs()).isEmpty();
    assertThat(opened(TestHouse.arrival()).saved(codes.getFirst()).view.proofs()).hasSize(1);
  }

  @Test
  @Requirement({"R-63B-4.1.2.1-b", "R-CS-MFA-1"})
  void e_5_rt_03_for_three_days_the_new_passkey_can_neither_add_nor_remove_anything() {
    opened(TestHouse.arrival()).saved(codes.getFirst()).send(0).code(MAILBOX).bind(replacement);
    SignedIn recovered = SignedIn.with(house, replacement);
    var lost = house.enrollment().overview(recovered.holder()).passkeys().getFirst();

    assertThat(house.enrollment().askPasskey(recovered.holder())).isEmpty();
    assertThat(house.enrollment().drawCodes(recovered.holder())).isEmpty();
    assertThat(house.enrollment().addContact(recovered.holder(), "new@posteo.example")).isEqualTo(Change.QUARANTINED);
    assertThat(house.enrollment().removePasskey(recovered.holder(), lost.id(), TestHouse.arrival()))
        .isEqualTo(Change.QUARANTINED);

    house.clock.pass(Duration.ofHours(73));
    SignedIn later = SignedIn.with(house, replacement);
    assertThat(house.enrollment().removePasskey(later.holder(), lost.id(), TestHouse.arrival())).isEqualTo(Change.DONE);
  }

  @Test
  @Requirement("R-ASVS-6.4.4")
  void a_passkey_that_nobody_witnessed_is_replaced_by_one_that_nobody_witnessed() {
    opened(TestHouse.arrival()).saved(codes.getFirst()).send(0).code(MAILBOX).bind(replacement);

    SignedIn replaced = SignedIn.with(house, replacement);
    assertThat(replaced.holder().provisionalUntil()).isPresent();
    assertThat(house.enrollment().overview(replaced.holder()).passkeys())
        .allMatch(it -> it.provisionalUntil().isPresent());
  }

  @Test
  @Requirement("R-ASVS-6.4.4")
  void a_passkey_that_was_witnessed_is_replaced_by_one_that_counts_as_such() {
    SoftPasskey witnessed = Given.enrolledByInvitation(house, "g.jansen", "Nordhafen-2026-g.jansen");
    String mailbox = "gesa.jansen@posteo.example";
    SignedIn somebody = SignedIn.with(house, witnessed);
    house.enrollment().addContact(somebody.holder(), mailbox);
    house.work();
    house.enrollment().confirmContact(
        somebody.holder(), house.newest(Post.Kind.CODE, mailbox, "code"), TestHouse.arrival());
    house.clock.pass(Duration.ofHours(73));
    String code = SignedIn.with(house, witnessed).codes().getFirst();
    Journey journey = Journey.open(house, Purpose.RECOVERY, "g.jansen", STRANGE).saved(code).send(0).code(mailbox);
    house.clock.pass(Duration.ofMinutes(31));
    journey.resume().send(0).code(mailbox).bind(replacement);

    assertThat(SignedIn.with(house, replacement).holder().provisionalUntil()).isEmpty();
  }

  @Test
  @Requirement({"R-53-AC-2(12)", "R-53-AU-6"})
  void every_recovery_without_a_passkey_is_reviewed() {
    opened(TestHouse.arrival()).saved(codes.getFirst()).send(0).code(MAILBOX).bind(replacement);

    assertThat(house.database.count("select count(*) from review_item where cause = 'RECOVERED'")).isOne();
  }

  @Test
  void an_unknown_name_gets_the_same_answers() {
    Journey known = opened(STRANGE).saved("ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZ");
    Journey unknown = Journey.open(house, Purpose.RECOVERY, "nobody.at.all", STRANGE)
        .saved("ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZ");

    assertThat(unknown.view.refusal()).isEqualTo(known.view.refusal());
    assertThat(unknown.view.open()).isEqualTo(known.view.open());
    assertThat(unknown.view.contacts()).isEqualTo(known.view.contacts());
  }

  @Test
  @Requirement("R-63B-4.2-a")
  void a_passkey_is_no_proof_in_a_case_of_somebody_who_lost_it_and_a_saved_code_none_in_another() {
    Journey lost = opened(TestHouse.arrival());
    String answer = passkey.get(house.recovery().askPasskey(lost.ticket).orElseThrow());
    var turn = house.recovery().provePasskey(lost.ticket, lost.view.step(), answer, lost.arrival).orElseThrow();
    assertThat(house.view(turn).proofs()).isEmpty();

    Journey binding = Journey.open(house, Purpose.BINDING, NAME).saved(codes.getFirst());
    assertThat(binding.view.proofs()).isEmpty();
  }

  @Test
  @Requirement("R-63B-4.2.1-b")
  void whoever_lost_everything_has_a_case_with_a_number_and_no_way_through() {
    Journey journey = Journey.open(house, Purpose.EXCEPTION, NAME);
    house.work();

    assertThat(journey.look().view.state()).isEqualTo(State.ATTESTING);
    assertThat(journey.view.number()).startsWith("RG-");
    assertThat(house.newest(Post.Kind.CASE_OPENED, MAILBOX, "purpose")).isEqualTo("EXCEPTION");
    assertThat(journey.saved(codes.getFirst()).view.proofs()).isEmpty();
    assertThat(house.recovery().askNewPasskey(journey.ticket)).isEmpty();
    assertThat(journey.resume().view.state()).isEqualTo(State.ATTESTING);
  }

  private long passkeys() {
    return house.database.count("select count(*) from passkey where ended_at is null");
  }
}
