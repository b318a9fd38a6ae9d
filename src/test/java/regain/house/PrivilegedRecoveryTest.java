package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Invitations;
import regain.kernel.Secret;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.privileged.Approvals.Answer;
import regain.privileged.Approvals.Outcome;
import regain.privileged.Approvals;
import regain.privileged.Grant.Ending;
import regain.privileged.Grant;
import regain.privileged.Grants.Asked;
import regain.privileged.Grants.No;
import regain.privileged.Targets;
import regain.recovery.Attestations.How;
import regain.recovery.Attestations;
import regain.recovery.CaseView.Status;
import regain.recovery.CaseView.What;
import regain.recovery.Refusal;
import regain.recovery.State;
import regain.review.Judgement;
import regain.review.Reviews.Cause;

/** Somebody with privileged rights comes back: inside a grant over that very case, and around it a quarantine. */
class PrivilegedRecoveryTest extends PrivilegedHouse {
  @Requirement({"R-53-AC-3(2)", "R-ASVS-2.3.5", "R-63B-4.2.2.3-a"})
  @Test
  void rt_05_an_administrator_comes_back_inside_a_grant_to_which_others_agreed_and_only_to_what_is_ordinary() {
    UUID had = given();
    Journey journey = begun();
    assertThat(journey.view.state()).isEqualTo(State.ATTESTING);
    assertThat(trail(grant(journey))).doesNotContain("GrantAsked");

    supervisor.attest(journey, How.VIDEO_THEY_STARTED, Duration.ofMinutes(2));
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    assertThat(journey.view.sooner()).as("not in a known browser either").isFalse();
    assertThat(journey.view.agreement().orElseThrow().missing()).containsExactly("owners", "security");
    agree(journey);
    assertThat(journey.look().view.agreement().orElseThrow().missing()).isEmpty();
    assertThat(journey.look().view.state()).as("agreeing shortens nothing").isEqualTo(State.COOLING_OFF);
    house.clock.pass(HOUR.plusSeconds(1));
    assertThat(journey.resume().view.again()).as("they show once more that they are there").isTrue();
    assertThat(journey.passkey(administrator).view.state()).isEqualTo(State.READY);
    assertThat(target.there).as("nothing is taken before the claim").hasSize(1);

    journey.set(NEW);
    assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
    assertThat(house.binds(NAME, NEW)).isTrue();
    assertThat(target.there).isEmpty();
    assertThat(target.sessions).isEmpty();
    assertThat(ending(had)).isEqualTo(Ending.TAKEN_BACK);
    assertThat(ending(grant(journey))).isEqualTo(Ending.USED);
    assertThat(line(journey, What.LOCKED)).contains(Status.DONE);
    assertThat(line(journey, What.PRIVILEGE)).contains(Status.DONE);
    assertThat(line(journey, What.STANDARD)).contains(Status.WAITING);
    assertThat(isQuarantined()).isTrue();

    settle();
    assertThat(isQuarantined()).isFalse();
    assertThat(line(journey, What.STANDARD)).contains(Status.DONE);
    assertThat(SignedIn.maybe(house, administrator)).isPresent();
    assertThat(asked()).as("privilege comes back by no recovery").isEqualTo(new Asked.Refused(No.LOCKED));
    assertThat(isReviewed(grant(journey))).isTrue();
    assertThat(trail(grant(journey))).containsSubsequence(
        "CaseOpened", "Attested", "GrantAsked", "GrantAgreed", "GrantAgreed", "GrantIssued", "Quarantined",
        "PasswordIntended", "GrantRevoked", "CaseCompleted", "PasswordSet", "StandardAccess");
  }

  @Test
  void privilege_can_be_asked_for_again_once_somebody_found_it_in_order_or_the_delay_is_over() {
    Journey journey = ready().set(NEW);
    settle();
    assertThat(asked()).isEqualTo(new Asked.Refused(No.LOCKED));
    house.clock.pass(Duration.ofHours(24).minusMinutes(1));
    assertThat(asked()).isEqualTo(new Asked.Refused(No.LOCKED));
    house.clock.pass(Duration.ofMinutes(2));
    assertThat(asked()).isInstanceOf(Asked.Done.class);
    assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
  }

  private Reviewer reviewer() {
    return Reviewer.enrolled(house, "v.hartmann");
  }

  @Test
  void a_verdict_that_it_was_in_order_ends_the_delay() {
    ready().set(NEW);
    settle();
    Reviewer reviewer = reviewer();
    reviewer.judge(reviewer.item(Cause.PRIVILEGED, NAME), Judgement.LEGITIMATE);
    assertThat(asked()).isInstanceOf(Asked.Done.class);
  }

  @Test
  void a_verdict_of_abuse_keeps_it_locked_for_longer_than_any_delay_until_somebody_lifts_it() {
    ready().set(NEW);
    settle();
    Reviewer reviewer = reviewer();
    reviewer.judge(reviewer.item(Cause.PRIVILEGED, NAME), Judgement.ABUSE);
    house.clock.pass(Duration.ofDays(40));
    house.work();
    assertThat(isLocked()).isTrue();
    assertThat(lift()).isTrue();
    assertThat(isLocked()).isFalse();
  }

  private boolean lift() {
    var session = house.signedIn(analyst);
    return locks().lift(session, locks().all(session).getFirst().id());
  }

  @Test
  void a_target_that_does_not_let_go_keeps_the_lock_and_the_password_until_it_does() {
    given();
    Journey journey = ready();
    target.holdsOn = true;
    journey.set(NEW);
    assertThat(journey.view.refusal()).contains(Refusal.CONNECTOR_HOLDS);
    assertThat(house.binds(NAME, NEW)).isFalse();
    assertThat(isQuarantined()).isTrue();
    assertThat(line(journey, What.LOCKED)).contains(Status.DONE);
    assertThat(line(journey, What.PRIVILEGE)).contains(Status.WAITING);
    assertThat(line(journey, What.SESSIONS)).contains(Status.DONE);

    for (int i = 0; i < 8; i++) {
      house.clock.pass(Duration.ofMinutes(8));
      house.work();
    }
    assertThat(line(journey, What.PRIVILEGE)).as("stuck").contains(Status.NOT_CONFIRMED);
    assertThat(journey.passkey(administrator).set(NEW).view.refusal()).contains(Refusal.CONNECTOR_HOLDS);

    target.holdsOn = false;
    assertThat(journey.set(NEW).view.state()).isEqualTo(State.COMPLETED);
    assertThat(house.binds(NAME, NEW)).isTrue();
    settle();
    assertThat(isQuarantined()).isFalse();
  }

  @Test
  void a_system_that_does_not_confirm_holds_too_also_one_that_holds_nobody_else() {
    Journey journey = ready();
    elsewhere.answers = false;
    assertThat(journey.set(NEW).view.refusal()).contains(Refusal.CONNECTOR_HOLDS);
    assertThat(house.binds(NAME, NEW)).isFalse();
    elsewhere.answers = true;
    assertThat(journey.set(NEW).view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void what_is_ordinary_comes_back_only_when_the_sessions_of_meanwhile_have_ended_too() {
    Journey journey = ready();
    house.directory.then(() -> elsewhere.answers = false);
    journey.set(NEW);
    house.work();
    assertThat(journey.look().view.state()).isEqualTo(State.COMPLETED);
    assertThat(isQuarantined()).isTrue();
    elsewhere.answers = true;
    house.clock.pass(HOUR);
    house.work();
    assertThat(isQuarantined()).isFalse();
  }

  @Test
  void a_password_that_is_refused_costs_a_fresh_proof_and_no_second_wait() {
    ready().set(NEW);
    house.clock.pass(Duration.ofDays(2));
    house.work();
    Journey journey = ready().set(NEW);
    assertThat(journey.view.refusal()).contains(Refusal.PASSWORD_IN_HISTORY);
    assertThat(journey.view.state()).isEqualTo(State.PROVING);
    assertThat(journey.view.again()).isTrue();
    assertThat(journey.passkey(administrator).set("nine boats under the bridge").view.state())
        .isEqualTo(State.COMPLETED);
  }

  @Test
  void one_who_refuses_ends_the_case() {
    Journey journey = waiting();
    assertThat(answers(owner, grant(journey), Answer.REFUSE)).isEqualTo(Outcome.REFUSED);
    house.clock.pass(HOUR.plusSeconds(1));
    assertThat(journey.resume().view.denied()).contains(Reason.GRANT_REFUSED);
    assertThat(isLocked()).isFalse();
  }

  @Test
  void when_not_everybody_answers_in_time_the_case_is_over_and_those_were_told_more_than_once() {
    Journey journey = waiting();
    answers(owner, grant(journey), Answer.AGREE);
    for (int i = 0; i < 4; i++) {
      house.clock.pass(HOUR.plusSeconds(1));
      house.work();
    }
    assertThat(ending(grant(journey))).isEqualTo(Ending.UNANSWERED);
    assertThat(journey.resume().view.denied()).contains(Reason.GRANT_REFUSED);
    assertThat(trail(grant(journey))).contains("GrantEscalated");
  }

  @Test
  void somebody_who_waits_for_the_grant_alone_is_told_so() {
    Journey journey = waiting();
    house.clock.pass(HOUR.plusSeconds(1));
    assertThat(journey.resume().view.state()).isEqualTo(State.AWAITING_GRANT);
    agree(journey);
    assertThat(journey.resume().view.again()).isTrue();
    assertThat(journey.passkey(administrator).view.state()).isEqualTo(State.READY);
  }

  @Requirement("R-53-AC-5")
  @Test
  void f_7_whoever_vouches_has_no_say_and_whoever_agrees_cannot_vouch() {
    Journey journey = waiting();
    assertThat(barred(supervisor.passkey(), grant(journey))).isEqualTo(Approvals.No.OTHER_PART);
    assertThat(barred(administrator, grant(journey))).isEqualTo(Approvals.No.OWN);

    SoftPasskey officer = enrolled("v.hartmann");
    answers(officer, grant(journey), Answer.AGREE);
    Given.marked(house, "v.hartmann", "attester");
    assertThat(Attester.with(house, officer).barred(journey.view.number())).contains(Attestations.No.OTHER_PART);
  }

  @Test
  void pam_15_whoever_may_not_any_more_at_the_claim_has_not_agreed() {
    Journey journey = ready();
    Given.says(house, "r.engel", "employeeType", "employee");
    assertThat(journey.set(NEW).view.denied()).contains(Reason.GRANT_REFUSED);
    assertThat(house.binds(NAME, NEW)).isFalse();
    assertThat(isLocked()).as("nothing was begun").isFalse();
  }

  @Test
  void while_it_cannot_be_told_whether_they_still_may_nothing_is_claimed() {
    Journey journey = ready();
    house.directory.away = true;
    journey.set(NEW);
    house.directory.away = false;
    assertThat(journey.look().view.state()).isNotEqualTo(State.COMPLETED);
    assertThat(isLocked()).isFalse();
  }

  @Test
  void pam_14_a_grant_that_was_changed_after_they_agreed_carries_nothing() {
    Journey journey = ready();
    house.database.change(
        "update privilege_grant set request = replace(request, 'lasts: PT2H', 'lasts: PT9H') where target = 'regain'");
    assertThat(journey.set(NEW).view.denied()).contains(Reason.GRANT_REFUSED);
  }

  @Test
  void pam_6_the_grant_of_one_case_carries_no_other() {
    Journey first = waiting();
    agree(first);
    Journey second = begun();
    supervisor.attest(second);
    house.clock.pass(HOUR.plusSeconds(1));
    second.resume();
    house.clock.pass(HOUR.plusSeconds(1));
    assertThat(second.resume().view.state()).isEqualTo(State.AWAITING_GRANT);
    assertThat(second.passkey(administrator).view.state()).isEqualTo(State.AWAITING_GRANT);
  }

  @Test
  void a_grant_whose_time_is_over_carries_no_further_try() {
    Journey journey = ready();
    elsewhere.answers = false;
    journey.set(NEW);
    house.clock.pass(HOUR.multipliedBy(2).plusSeconds(1));
    house.work();
    elsewhere.answers = true;
    assertThat(journey.passkey(administrator).view.denied()).contains(Reason.GRANT_REFUSED);
    assertThat(house.binds(NAME, NEW)).isFalse();
    assertThat(isReviewed(grant(journey))).as("somebody looks at what was broken off").isTrue();
  }

  @Test
  void a_passkey_that_can_be_copied_shows_nothing_of_somebody_privileged() {
    house.database.change(
        "update passkey set backup_eligible = true where person_id = '" + house.person(NAME) + "'");
    Journey journey = Journey.open(house, Purpose.BINDING, NAME)
        .passkey(administrator, SoftPasskey.Lie.NONE.eligibleForBackup());
    assertThat(journey.view.refusal()).contains(Refusal.PASSKEY_SYNCED);
    assertThat(journey.view.state()).isEqualTo(State.PROVING);
    assertThat(supervisor.barred(journey.view.number())).isPresent();
  }

  @Test
  void one_that_turned_out_to_be_copyable_after_it_was_shown_carries_nothing() {
    Journey journey = ready();
    house.database.change(
        "update passkey set backup_eligible = true where person_id = '" + house.person(NAME) + "'");
    assertThat(journey.set(NEW).view.state()).isEqualTo(State.PROVING);
    assertThat(house.binds(NAME, NEW)).isFalse();
  }

  @Test
  void rt_06_what_administrators_keep_brings_them_back_on_no_other_way() {
    List<String> codes = SignedIn.with(house, administrator).codes();
    Journey journey = Journey.open(house, Purpose.RECOVERY, NAME).saved(codes.getFirst());
    assertThat(journey.view.denied()).contains(Reason.VOUCHED_ONLY);
  }

  private Journey lost() {
    Journey journey = Journey.open(house, Purpose.EXCEPTION, NAME);
    house.work();
    return journey;
  }

  @Requirement("R-63B-4.2.2.3-a")
  @Test
  void rt_06_whoever_has_lost_everything_is_seen_by_two_in_person_and_gets_a_new_key_after_all_was_taken_back() {
    given();
    Attester second = Attester.enrolled(house, "a.petersen");
    Journey journey = lost();
    assertThat(supervisor.attest(journey, How.VIDEO_THEY_STARTED, Duration.ofMinutes(2)))
        .isEqualTo(new Attestations.Outcome.Refused(Attestations.No.IN_PERSON_ONLY));
    supervisor.attest(journey);
    assertThat(journey.resume().view.wants(Method.INDEPENDENT_ATTESTATION)).isTrue();
    second.attest(journey);
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    agree(journey);
    house.clock.pass(HOUR.multipliedBy(24).plusSeconds(1));
    journey.resume();
    supervisor.attest(journey);
    assertThat(journey.resume().view.state()).isEqualTo(State.READY);

    target.holdsOn = true;
    var fresh = new SoftPasskey(4711);
    assertThat(journey.bind(fresh).view.state()).isEqualTo(State.EXECUTING);
    assertThat(SignedIn.maybe(house, fresh)).isEmpty();
    assertThat(line(journey, What.PRIVILEGE)).contains(Status.WAITING);
    target.holdsOn = false;
    house.clock.pass(HOUR);
    house.work();
    assertThat(journey.look().view.state()).isEqualTo(State.COMPLETED);
    assertThat(SignedIn.maybe(house, fresh)).isPresent();
    assertThat(target.there).isEmpty();
    house.clock.pass(HOUR);
    house.work();
    assertThat(isQuarantined()).isFalse();
    assertThat(isLocked()).isTrue();
  }

  @Test
  void a_case_that_is_broken_off_leaves_the_lock_to_the_security_team_once_nothing_is_left_on_a_target() {
    given();
    Journey journey = ready();
    target.holdsOn = true;
    journey.set(NEW);
    assertThat(lift()).as("while it runs").isFalse();
    house.recovery().cancel(journey.ticket, journey.view.step());
    assertThat(isQuarantined()).isTrue();
    assertThat(isReviewed(grant(journey))).isTrue();
    assertThat(lift()).as("while a target has something of theirs").isFalse();
    target.holdsOn = false;
    house.clock.pass(HOUR);
    house.work();
    assertThat(lift()).isTrue();
    assertThat(isQuarantined()).isFalse();
  }

  @Test
  void nobody_lifts_what_a_completed_recovery_has_locked_before_its_time() {
    ready().set(NEW);
    assertThat(lift()).isFalse();
    house.work();
    assertThat(lift()).isFalse();
    assertThat(asked()).isEqualTo(new Asked.Refused(No.LOCKED));
  }

  @Test
  void whoever_the_security_team_has_locked_does_not_come_back() {
    UUID had = given();
    Journey journey = ready();
    locks().lockHolder(house.signedIn(analyst), had);
    assertThat(journey.set(NEW).view.denied()).contains(Reason.GRANT_REFUSED);
  }

  @Test
  void governance_people_come_back_on_the_same_way_and_no_other() {
    Journey journey = Journey.open(house, Purpose.BINDING, "r.engel").passkey(analyst);
    assertThat(journey.view.state()).isEqualTo(State.ATTESTING);
    supervisor.attest(journey);
    assertThat(journey.resume().view.agreement()).isPresent();
  }

  @Test
  void what_was_agreed_to_is_on_its_holders_page_and_they_can_end_it() {
    Journey journey = waiting();
    List<Grant> open = grants().mine(house.signedIn(administrator)).open();
    assertThat(open).extracting(Grant::entitlement).containsExactly("recovery");
    assertThat(grants().end(house.signedIn(administrator), open.getFirst().id())).isTrue();
    assertThat(journey.resume().view.denied()).contains(Reason.GRANT_REFUSED);
  }

  private Journey executing(SoftPasskey fresh) {
    given();
    Attester second = Attester.enrolled(house, "a.petersen");
    Journey journey = lost();
    supervisor.attest(journey);
    second.attest(journey);
    journey.resume();
    agree(journey);
    house.clock.pass(HOUR.multipliedBy(24).plusSeconds(1));
    journey.resume();
    supervisor.attest(journey);
    target.holdsOn = true;
    assertThat(journey.resume().bind(fresh).view.state()).isEqualTo(State.EXECUTING);
    return journey;
  }

  private void comesToNothing(Journey journey, SoftPasskey fresh) {
    target.holdsOn = false;
    house.clock.pass(HOUR);
    // The target is seen without it first, and then whoever waits for that looks once more.
    house.work();
    house.clock.pass(Duration.ofMinutes(6));
    house.work();
    assertThat(journey.look().view.state()).isEqualTo(State.CANCELLED);
    assertThat(SignedIn.maybe(house, fresh)).isEmpty();
    assertThat(isQuarantined()).isTrue();
    assertThat(isReviewed(grant(journey))).isTrue();
  }

  @Test
  void a_new_key_that_waits_for_a_target_is_not_made_usable_after_the_time_of_the_grant() {
    var fresh = new SoftPasskey(4711);
    Journey journey = executing(fresh);
    house.clock.pass(HOUR.multipliedBy(2).plusSeconds(1));
    house.work();
    comesToNothing(journey, fresh);
  }

  @Test
  void nor_after_the_grant_was_taken_back() {
    var fresh = new SoftPasskey(4711);
    Journey journey = executing(fresh);
    assertThat(house.part(Targets.class).takeBack(house.signedIn(analyst), grant(journey))).isTrue();
    house.work();
    comesToNothing(journey, fresh);
  }

  @Test
  void nor_after_the_security_team_has_locked_the_person() {
    var fresh = new SoftPasskey(4711);
    Journey journey = executing(fresh);
    assertThat(locks().lockHolder(house.signedIn(analyst), grant(journey))).isTrue();
    comesToNothing(journey, fresh);
  }

  @Test
  void a_password_is_not_set_when_the_grant_was_taken_back_while_systems_were_waited_for() {
    Journey journey = ready();
    elsewhere.then = () -> house.part(Targets.class).takeBack(house.signedIn(analyst), grant(journey));
    journey.set(NEW);
    assertThat(house.binds(NAME, NEW)).isFalse();
    assertThat(journey.view.state()).isNotEqualTo(State.COMPLETED);
    assertThat(isQuarantined()).isTrue();
  }

  @Test
  void to_be_taken_out_of_the_group_meanwhile_gets_nobody_out_of_the_grant_or_the_lock() {
    given();
    Journey journey = ready();
    target.holdsOn = true;
    journey.set(NEW);
    Given.says(house, NAME, "employeeType", "employee");
    assertThat(journey.set(NEW).view.state()).isNotEqualTo(State.COMPLETED);
    assertThat(house.binds(NAME, NEW)).isFalse();

    Journey another = Journey.open(house, Purpose.BINDING, NAME).passkey(administrator);
    assertThat(another.view.state()).as("an employee's way").isEqualTo(State.READY);
    assertThat(another.set(NEW).view.refusal()).contains(Refusal.CONNECTOR_HOLDS);
    assertThat(house.binds(NAME, NEW)).isFalse();
    assertThat(isQuarantined()).isTrue();
  }

  @Test
  void nor_does_it_keep_anybody_out_who_has_done_all_of_it() {
    Journey journey = ready();
    Given.says(house, NAME, "employeeType", "employee");
    assertThat(journey.set(NEW).view.state()).isEqualTo(State.COMPLETED);
    settle();

    assertThat(isQuarantined()).isFalse();
    assertThat(isReviewed(grant(journey))).isTrue();
    assertThat(ending(grant(journey))).isEqualTo(Ending.USED);
  }

  @Test
  void to_be_taken_out_between_the_last_word_and_the_last_proof_neither() {
    Journey journey = waiting();
    agree(journey);
    Given.says(house, NAME, "employeeType", "employee");
    house.clock.pass(HOUR.plusSeconds(1));

    assertThat(journey.resume().passkey(administrator).set(NEW).view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void a_case_that_waits_for_a_grant_dies_with_the_others_at_a_claim_and_at_a_report_of_a_loss() {
    Journey second = waiting();
    house.clock.pass(HOUR.plusSeconds(1));
    assertThat(second.resume().view.state()).isEqualTo(State.AWAITING_GRANT);
    ready().set(NEW);
    assertThat(second.look().view.state()).isEqualTo(State.CANCELLED);
    assertThat(ending(grant(second))).isEqualTo(Ending.WITHDRAWN);
  }

  @Test
  void f_7_f_9_two_accounts_of_one_person_have_one_part() {
    String theirs = Given.value(house, NAME, "mail");
    Given.says(house, "s.oezdemir", "mail", "selin.oezdemir@nordhafen.example", theirs);
    Journey own = begun();
    assertThat(supervisor.attest(own)).isEqualTo(new Attestations.Outcome.Refused(Attestations.No.OWN));

    Given.says(house, "s.oezdemir", "mail", "selin.oezdemir@nordhafen.example", "both@nordhafen.example");
    Journey journey = waiting();
    Given.says(house, "e.santos", "mail", "elena.santos@nordhafen.example", "both@nordhafen.example");
    assertThat(barred(owner, grant(journey))).isEqualTo(Approvals.No.OTHER_PART);
    Given.says(house, "e.santos", "mail", "elena.santos@nordhafen.example");
    agree(journey);
    Given.says(house, "e.santos", "mail", "elena.santos@nordhafen.example", "both@nordhafen.example");
    assertThat(journey.resume().view.denied()).contains(Reason.GRANT_REFUSED);
  }

  @Test
  void f_7_while_it_cannot_be_told_who_somebody_else_is_nobody_takes_a_further_part() {
    Attester named = Attester.enrolled(house, "a.petersen");
    Journey journey = waiting();
    assertThat(answers(owner, grant(journey), Answer.AGREE)).isEqualTo(Outcome.AGREED);
    house.directory.silentOn = Optional.of(house.person("e.santos").toString());
    assertThat(named.barred(journey.view.number())).contains(Attestations.No.TRY_LATER);
    house.directory.silentOn = Optional.empty();
    assertThat(named.barred(journey.view.number())).isEmpty();
  }

  @Test
  void the_release_of_one_case_opens_no_lock_of_another_that_is_under_way() {
    Journey first = ready();
    house.directory.then(() -> elsewhere.answers = false);
    first.set(NEW);
    Journey second = ready();
    assertThat(second.set("nine boats under the bridge").view.refusal()).contains(Refusal.CONNECTOR_HOLDS);
    elsewhere.answers = true;
    house.clock.pass(HOUR);
    house.work();
    assertThat(isQuarantined()).isTrue();
    second.passkey(administrator).set("nine boats under the bridge");
    assertThat(second.view.state()).isEqualTo(State.COMPLETED);
    settle();
    assertThat(isQuarantined()).isFalse();
  }

  @Test
  void a_passkey_that_was_added_a_moment_ago_shows_nothing_of_somebody_privileged() {
    var fresh = new SoftPasskey(4712);
    Holder holder = house.signedIn(administrator);
    String answer = fresh.create(house.enrollment().askPasskey(holder).orElseThrow());
    assertThat(house.enrollment().addPasskey(holder, answer, "Key", TestHouse.arrival())).isEqualTo(Change.DONE);
    Journey journey = Journey.open(house, Purpose.BINDING, NAME).passkey(fresh);
    assertThat(journey.view.refusal()).contains(Refusal.PASSKEY_TOO_NEW);
    assertThat(journey.view.state()).isEqualTo(State.PROVING);
    house.clock.pass(Duration.ofHours(25));
    assertThat(Journey.open(house, Purpose.BINDING, NAME).passkey(fresh).view.state()).isEqualTo(State.ATTESTING);
  }

  @Test
  void whoever_is_locked_vouches_for_nobody_and_what_they_had_said_counts_no_more() {
    UUID own = ((Asked.Done) grants().ask(
        house.signedIn(supervisor.passkey()), "orders-leads", HOUR, "Orders hang.", Map.of())).grant();
    Journey journey = waiting();
    locks().lockHolder(house.signedIn(analyst), own);
    assertThat(journey.resume().view.state()).isEqualTo(State.ATTESTING);
    assertThat(supervisor.attest(journey)).isEqualTo(new Attestations.Outcome.Refused(Attestations.No.LOCKED));
  }

  @Test
  void somebody_looks_at_a_claim_that_nobody_came_back_to() {
    Journey journey = ready();
    elsewhere.answers = false;
    journey.set(NEW);
    house.clock.pass(Duration.ofDays(3));
    house.work();
    assertThat(isQuarantined()).isTrue();
    assertThat(isReviewed(grant(journey))).isTrue();
  }

  @Test
  void what_all_agreed_to_waits_for_its_claim_for_four_days_and_no_longer() {
    Journey journey = waiting();
    agree(journey);
    for (int i = 0; i < 2; i++) {
      house.clock.pass(HOUR.multipliedBy(47));
      supervisor.attest(journey);
      assertThat(journey.resume().view.denied()).isEmpty();
    }
    house.clock.pass(HOUR.multipliedBy(6));
    assertThat(journey.resume().view.denied()).contains(Reason.GRANT_REFUSED);
  }

  @Test
  void rt_08_whoever_has_just_come_back_has_no_part_in_what_others_do_until_somebody_has_looked() {
    SoftPasskey officer = enrolled("v.hartmann");
    Journey journey = Journey.open(house, Purpose.BINDING, "r.engel").passkey(analyst);
    supervisor.attest(journey);
    journey.resume();
    UUID grant = grant(journey);
    assertThat(answers(officer, grant, Answer.AGREE)).isEqualTo(Outcome.AGREED);
    assertThat(answers(enrolled("t.abebe"), grant, Answer.AGREE)).isEqualTo(Outcome.COMPLETE);
    house.clock.pass(HOUR.plusSeconds(1));
    assertThat(journey.resume().passkey(analyst).set(NEW).view.state()).isEqualTo(State.COMPLETED);
    settle();

    assertThat(locks().isQuarantined(house.person("r.engel"))).isFalse();
    assertThat(locks().isLocked(house.person("r.engel"))).as("no page of a role").isTrue();
    assertThat(barred(analyst, grant(waiting()))).isEqualTo(Approvals.No.LOCKED);
  }

  @Test
  void nor_after_somebody_who_agreed_or_vouched_was_locked() {
    var fresh = new SoftPasskey(4711);
    UUID own = ((Asked.Done) grants().ask(
        house.signedIn(supervisor.passkey()), "orders-leads", HOUR, "Orders hang.", Map.of())).grant();
    Journey journey = executing(fresh);
    locks().lockHolder(house.signedIn(analyst), own);
    comesToNothing(journey, fresh);
  }

  @Test
  void nothing_else_is_bound_while_somebody_is_coming_back() {
    given();
    Journey journey = ready();
    target.holdsOn = true;
    journey.set(NEW);
    house.database.change("update passkey set ended_at = made_at where person_id = '" + house.person(NAME) + "'");
    Secret code = house.inside(() -> house.part(Invitations.class).found(house.person(NAME)));
    Journey enrolling = Journey.open(house, Purpose.ENROLLMENT, NAME).invitation(code.open(String::new)).send(1)
        .code("carsten.albers@posteo.example");
    assertThat(enrolling.view.state()).isEqualTo(State.READY);
    assertThat(enrolling.bind(new SoftPasskey(9)).view.refusal()).contains(Refusal.CONNECTOR_HOLDS);
    assertThat(isQuarantined()).isTrue();
  }
}
