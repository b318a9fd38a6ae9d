package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.assurance.Requirement;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Memberships;
import regain.enrollment.port.Post;
import regain.kernel.CaseId;
import regain.policy.Method;
import regain.policy.Narrowing;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.recovery.Alerts;
import regain.recovery.Attestations;
import regain.recovery.Attestations.Asked;
import regain.recovery.Attestations.How;
import regain.recovery.Attestations.No;
import regain.recovery.Attestations.Outcome;
import regain.recovery.CaseFile;
import regain.recovery.CaseView;
import regain.recovery.Repudiation;
import regain.recovery.State;
import regain.recovery.Supervisions;
import regain.recovery.Workspace.Sight;
import regain.review.Judgement;
import regain.review.Reviews;
import regain.review.Reviews.Cause;
import regain.review.Reviews.Item;
import regain.review.Reviews.Risk;

/** Whoever lost everything comes back because others say, under their signature, that they have seen them. */
class AttestingTest {
  private static final String NAME = "b.hansen";
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String MAILBOX = "birte.hansen@posteo.example";
  private static final Map<String, String> OPEN = Map.of(
      "regain.attestations.risk-analysis", "risks/7", "regain.attestations.settled", "PT0S");
  private static final Duration LOOKING = Duration.ofMinutes(2);

  private TestHouse house;
  private SoftPasskey lost;
  private List<String> codes;
  /** Of Birte Hansen. */
  private Attester supervisor;
  /** Named for it; head of another department. */
  private Attester second;

  @BeforeEach
  void build() {
    house = new TestHouse(1, OPEN);
    lost = Journey.enrol(house, NAME, OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    codes = SignedIn.with(house, lost).codes();
    supervisor = Attester.enrolled(house, "h.brandt");
    second = Attester.enrolled(house, "a.petersen");
    // What is new waits.
    house.clock.pass(Duration.ofDays(8));
    house.work();
    house.outbox.clear();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Journey begun() {
    return begun(NAME);
  }

  private Journey begun(String name) {
    Journey journey = Journey.open(house, Purpose.EXCEPTION, name, TestHouse.arrival("203.0.113.9"));
    house.work();
    return journey;
  }

  private static Outcome.Refused refused(No why) {
    return new Outcome.Refused(why);
  }

  @Test
  @Requirement("R-63B-4.2.1-b")
  void one_thing_of_ones_own_and_the_word_of_the_supervisor_bring_somebody_back_after_a_wait() {
    Journey journey = begun().saved(codes.getFirst());
    assertThat(journey.view.state()).isEqualTo(State.ATTESTING);
    assertThat(journey.view.open()).containsExactly(Set.of(Method.SUPERVISOR_ATTESTATION));

    assertThat(supervisor.attest(journey)).isInstanceOf(Outcome.Done.class);
    journey.resume();
    assertThat(journey.view.state()).isEqualTo(State.COOLING_OFF);
    assertThat(journey.view.sooner()).as("others can object wherever the person sits").isFalse();
    house.clock.pass(Duration.ofHours(4).minusMinutes(1));
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    house.clock.pass(Duration.ofMinutes(2));
    assertThat(journey.resume().view.again()).isTrue();
    journey.saved(codes.get(1));
    assertThat(journey.view.state()).isEqualTo(State.READY);

    var fresh = new SoftPasskey(4711);
    assertThat(journey.bind(fresh).view.state()).isEqualTo(State.COMPLETED);
    SignedIn back = SignedIn.with(house, fresh);
    assertThat(back.holder().quarantinedUntil()).as("what is new adds and removes nothing for a while").isPresent();
    assertThat(house.enrollment().addContact(back.holder(), "new@posteo.example")).isEqualTo(Change.QUARANTINED);
    assertThat(house.recovery().drawCodes(journey.ticket).orElseThrow().from())
        .isEqualTo(back.holder().quarantinedUntil());
  }

  @Test
  void while_the_exceptional_path_is_paused_nobody_comes_back_on_it() {
    SoftPasskey ruths = Given.enrolledByInvitation(house, "r.engel", "Nordhafen-2026-r.engel");
    SoftPasskey volkers = Given.enrolledByInvitation(house, "v.hartmann", "Nordhafen-2026-v.hartmann");
    Journey journey = begun().saved(codes.getFirst());
    supervisor.attest(journey);
    Given.narrowed(house, ruths, volkers, Narrowing.EXCEPTIONS_PAUSED);
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    assertThat(journey.view.narrowed()).isTrue();
    assertThat(journey.view.waitsUntil().orElseThrow()).isAfter(house.clock.instant().plus(Duration.ofHours(23)));
  }

  @Test
  void somebody_who_has_nothing_needs_two_who_have_seen_them_and_a_day() {
    Journey journey = begun();
    assertThat(supervisor.attest(journey)).isInstanceOf(Outcome.Done.class);
    assertThat(journey.resume().view.state()).isEqualTo(State.PROVING);
    assertThat(journey.view.wants(Method.INDEPENDENT_ATTESTATION)).isTrue();
    assertThat(second.attest(journey)).isInstanceOf(Outcome.Done.class);

    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    house.clock.pass(Duration.ofHours(23));
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    house.clock.pass(Duration.ofMinutes(61));
    assertThat(journey.resume().view.again()).as("nobody can tell that they are still here").isTrue();
    assertThat(supervisor.attest(journey)).isInstanceOf(Outcome.Done.class);
    assertThat(journey.resume().view.state()).isEqualTo(State.READY);
    assertThat(journey.bind(new SoftPasskey(4711)).view.state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void one_word_is_not_enough_whosever_it_is() {
    Journey journey = begun();
    second.attest(journey);
    assertThat(journey.resume().view.state()).isEqualTo(State.ATTESTING);
    second.attest(journey);
    assertThat(journey.resume().view.open()).containsExactly(Set.of(Method.SUPERVISOR_ATTESTATION));
    house.clock.pass(Duration.ofHours(20));
    assertThat(journey.resume().view.state()).isEqualTo(State.ATTESTING);
    assertThat(house.recovery().askNewPasskey(journey.ticket)).isEmpty();
  }

  @Test
  void after_a_word_a_code_by_mail_is_the_thing_of_ones_own() {
    Journey journey = begun();
    supervisor.attest(journey);
    journey.resume();
    assertThat(journey.view.contacts()).hasSize(1);
    assertThat(journey.send(0).code(MAILBOX).view.state()).isEqualTo(State.COOLING_OFF);
  }

  @Test
  void h_3_the_number_on_the_screen_is_the_only_way_to_a_case() {
    Journey journey = begun();
    Journey other = begun();
    assertThat(supervisor.barred("RG-0000-0000")).contains(No.NO_SUCH);
    assertThat(supervisor.barred("")).contains(No.NO_SUCH);
    assertThat(supervisor.desk().look(supervisor.holder(), supervisor.found(journey.view.number()).id()))
        .isInstanceOf(Attestations.Sight.Open.class);
    CaseId unseen = id(other);
    assertThat(supervisor.desk().look(supervisor.holder(), unseen))
        .isEqualTo(new Attestations.Sight.Barred(No.NO_SUCH));
    assertThat(supervisor.found(journey.view.number().toLowerCase(Locale.ROOT).replace("-", " ")).name())
        .isEqualTo(NAME);
    assertThat(supervisor.desk().waiting(supervisor.holder())).as("one line for one person").hasSize(1);
    assertThat(second.desk().waiting(second.holder())).isEmpty();
  }

  private CaseId id(Journey journey) {
    return CaseId.of(
        house.database.text("select cast(id as varchar) from recovery_case where case_number = '"
            + journey.view.number() + "'"));
  }

  @Test
  void f_7_nobody_vouches_for_themselves_or_upwards_or_without_having_to_do_with_it() {
    String own = begun("h.brandt").view.number();
    assertThat(supervisor.barred(own)).contains(No.OWN);
    String above = begun("m.thomsen").view.number();
    assertThat(supervisor.barred(above)).contains(No.OWN_SUPERVISOR);
    String elsewhere = begun("n.fischer").view.number();
    assertThat(supervisor.barred(elsewhere)).contains(No.NO_SUCH);
    assertThatThrownBy(
        () -> house.database.change(
            "insert into attestation (id, case_id, subject_id, attester_id, method, found_at) select cast('"
                + UUID.randomUUID() + "' as uuid), id, subject_id, subject_id, 'SUPERVISOR_ATTESTATION', opened_at"
                + " from recovery_case where case_number = '" + own + "'"))
        .isInstanceOf(PersistenceException.class);
  }

  @Test
  void who_reports_to_the_supervisor_is_no_second_line() {
    Given.marked(house, "l.mueller", "attester");
    Attester below = Attester.enrolled(house, "l.mueller");
    house.clock.pass(Duration.ofDays(8));
    assertThat(below.barred(begun().view.number())).contains(No.SAME_LINE);
    Given.marked(house, "m.thomsen", "attester");
    Attester above = Attester.enrolled(house, "m.thomsen");
    house.clock.pass(Duration.ofDays(8));
    assertThat(above.barred(begun().view.number())).contains(No.SAME_LINE);
  }

  @Test
  void nobody_far_above_or_far_below_is_a_second_line_however_many_are_between() {
    Given.says(house, "m.thomsen", "manager", "uid=a.petersen,ou=people,dc=nordhafen,dc=example");
    assertThat(second.barred(begun().view.number())).as("three above, and round in a circle").contains(No.SAME_LINE);

    Given.marked(house, "l.mueller", "attester");
    Attester below = Attester.enrolled(house, "l.mueller");
    house.clock.pass(Duration.ofDays(8));
    assertThat(below.barred(begun("a.petersen").view.number())).as("three below").contains(No.SAME_LINE);
  }

  @Test
  void nobody_below_the_supervisor_is_a_second_line_however_many_are_between() {
    Given.reportsTo(house, "f.yilmaz", "l.mueller");
    Given.marked(house, "f.yilmaz", "attester");
    Attester below = Attester.enrolled(house, "f.yilmaz");
    house.clock.pass(Duration.ofDays(8));

    assertThat(below.barred(begun().view.number())).contains(No.SAME_LINE);
    Given.reportsTo(house, "h.brandt", "h.brandt");
    assertThat(below.barred(begun().view.number())).as("below whoever is above everybody are all").isEmpty();
  }

  @Test
  void f_9_two_accounts_of_one_person_give_one_word() {
    Journey journey = begun();
    supervisor.attest(journey);
    String both = Given.value(house, "h.brandt", "mail");
    Given.says(house, "a.petersen", "mail", "anke.petersen@nordhafen.example", both);

    assertThat(second.barred(journey.view.number())).contains(No.OTHER_PART);
  }

  @Test
  void a_word_of_somebody_who_has_left_or_is_named_for_it_no_more_is_void() {
    Journey journey = begun();
    supervisor.attest(journey);
    second.attest(journey);
    assertThat(journey.resume().view.proofs()).hasSize(2);

    Given.says(house, "a.petersen", "employeeType", "employee");
    assertThat(journey.resume().view.proofs()).extracting(CaseView.Proof::method)
        .containsExactly(Method.SUPERVISOR_ATTESTATION);
    Given.marked(house, "a.petersen", "attester");
    assertThat(journey.resume().view.proofs()).as("void is void").hasSize(1);
    Given.says(house, "h.brandt", "employeeType", "employee", "former");
    assertThat(journey.resume().view.proofs()).isEmpty();
  }

  @Test
  void f_7_a_circle_of_five_is_a_circle() {
    second.attest(begun("l.mueller2"));
    Given.marked(house, "l.mueller", "attester");
    Attester lukas = Attester.enrolled(house, "l.mueller");
    house.clock.pass(Duration.ofDays(8));
    Journey closing = begun("a.petersen");
    assertThat(lukas.barred(closing.view.number())).isEmpty();
    UUID third = new UUID(7, 3);
    UUID fourth = new UUID(7, 4);
    vouched(house.person("l.mueller2").value(), third);
    vouched(third, fourth);
    vouched(fourth, house.person("l.mueller").value());

    assertThat(lukas.barred(closing.view.number())).contains(No.CIRCLE);
  }

  /** As if one had vouched for the other. */
  private void vouched(UUID by, UUID forWhom) {
    house.database.change(
        "insert into attestation (id, case_id, subject_id, attester_id, method, found_at, statement_id, signed_at) select cast('"
            + UUID.randomUUID() + "' as uuid), case_id, cast('" + forWhom + "' as uuid), cast('" + by
            + "' as uuid), method, found_at, statement_id, signed_at from attestation where signed_at is not null"
            + " order by signed_at limit 1");
  }

  @Test
  void f_7_nobody_vouches_in_a_circle() {
    Attester lukas = Attester.enrolled(house, "l.mueller");
    Given.marked(house, "l.mueller", "attester");
    house.clock.pass(Duration.ofDays(8));
    assertThat(second.attest(begun("l.mueller"))).isInstanceOf(Outcome.Done.class);
    assertThat(lukas.barred(begun("a.petersen").view.number())).contains(No.CIRCLE);
    house.clock.pass(Duration.ofDays(91));
    assertThat(lukas.barred(begun("a.petersen").view.number())).isEmpty();
  }

  @Test
  void f_7_of_two_words_that_close_a_circle_at_the_same_moment_one_is_refused() {
    Given.marked(house, "l.mueller", "attester");
    Attester lukas = Attester.enrolled(house, "l.mueller");
    house.clock.pass(Duration.ofDays(8));
    List<Supplier<Outcome>> words = List.of(
        written(second, begun("l.mueller")), written(lukas, begun("a.petersen")));
    var together = new CyclicBarrier(2);

    List<CompletableFuture<Outcome>> both = words.stream()
        .map(
            it -> CompletableFuture.supplyAsync(() -> {
              await(together);
              return it.get();
            }, Thread::startVirtualThread))
        .toList();

    assertThat(both).extracting(CompletableFuture::join)
        .satisfiesOnlyOnce(it -> assertThat(it).isInstanceOf(Outcome.Done.class))
        .contains(refused(No.CIRCLE));
  }

  /** All but the signature. */
  private static Supplier<Outcome> written(Attester by, Journey journey) {
    Holder holder = by.holder();
    CaseId id = by.found(journey.view.number()).id();
    assertThat(by.desk().draft(holder, id, How.IN_PERSON)).isEmpty();
    String answer = by.passkey().get(by.desk().ask(holder, id).orElseThrow());
    return () -> by.desk().attest(holder, id, answer);
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await();
    } catch (InterruptedException | BrokenBarrierException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void h_2_a_word_for_one_of_two_namesakes_names_the_account_and_says_nothing_for_the_other() {
    Journey one = begun("l.mueller");
    Journey other = begun("l.mueller2");
    Asked asked = supervisor.found(one.view.number());
    assertThat(asked.displayName()).isEqualTo(supervisor.found(other.view.number()).displayName());
    assertThat(asked.name()).isEqualTo("l.mueller");

    assertThat(supervisor.attest(one)).isInstanceOf(Outcome.Done.class);

    assertThat(house.database.text("select content from attestation where signed_at is not null"))
        .contains(asked.displayName() + " (l.mueller, " + house.person("l.mueller") + ")");
    assertThat(one.resume().view.proofs()).hasSize(1);
    assertThat(other.resume().view.proofs()).isEmpty();
  }

  @Test
  void rt_15_one_person_vouches_twenty_times_in_a_month() {
    for (int day = 0; day < 5; day++) {
      for (String name : List.of("b.hansen", "l.mueller", "l.mueller2", "t.groth")) {
        assertThat(supervisor.attest(begun(name))).isInstanceOf(Outcome.Done.class);
      }
      house.clock.pass(Duration.ofHours(25));
    }
    assertThat(supervisor.barred(begun("f.yilmaz").view.number())).contains(No.QUOTA);
    house.clock.pass(Duration.ofDays(26));
    assertThat(supervisor.barred(begun("f.yilmaz").view.number())).isEmpty();
  }

  @Test
  void rt_15_one_person_vouches_for_five_in_a_day() {
    for (String name : List.of("b.hansen", "l.mueller", "l.mueller2", "t.groth", "f.yilmaz")) {
      assertThat(supervisor.attest(begun(name))).isInstanceOf(Outcome.Done.class);
    }
    assertThat(supervisor.barred(begun("g.jansen").view.number())).contains(No.QUOTA);
    house.clock.pass(Duration.ofHours(25));
    assertThat(supervisor.barred(begun("g.jansen").view.number())).isEmpty();
  }

  @Test
  void rt_15_somebody_who_vouches_for_everybody_is_put_up_for_review_before_they_may_no_more() {
    var alerts = house.part(Alerts.class);
    for (String name : List.of("b.hansen", "l.mueller", "l.mueller2")) {
      assertThat(supervisor.attest(begun(name))).isInstanceOf(Outcome.Done.class);
    }
    assertThat(alerts.look()).isZero();

    assertThat(supervisor.attest(begun("t.groth"))).isInstanceOf(Outcome.Done.class);

    assertThat(alerts.look()).isEqualTo(1);
    assertThat(house.database.text("select series from volume_alarm")).startsWith("ATTESTATION/SUPERVISOR/");
    assertThat(house.database.count("select count(*) from review_item where cause = 'ALARM'")).isOne();
    assertThat(supervisor.barred(begun("f.yilmaz").view.number())).isEmpty();
  }

  @Test
  void a_passkey_that_is_new_or_not_witnessed_carries_no_word() {
    house.close();
    house = new TestHouse(2, Map.of("regain.attestations.risk-analysis", "risks/7"));
    Attester fresh = Attester.enrolled(house, "h.brandt");
    Journey before = begun();
    assertThat(fresh.barred(before.view.number())).contains(No.PASSKEY_TOO_NEW);
    var provisional = Attester.with(house, Journey.enrol(house, "s.oezdemir", "Nordhafen-2026-s.oezdemir",
        "selin@mailbox.example"));
    assertThat(provisional.barred(begun("b.stein").view.number())).contains(No.PASSKEY_TOO_NEW);
  }

  @Test
  void rt_14_a_supervisor_who_was_named_yesterday_says_nothing() {
    house.close();
    house = new TestHouse(2, Map.of("regain.attestations.risk-analysis", "risks/7"));
    Attester supervisor = Attester.enrolled(house, "h.brandt");
    house.clock.pass(Duration.ofDays(8));
    assertThat(supervisor.barred(begun().view.number())).contains(No.LINE_TOO_NEW);
    house.clock.pass(Duration.ofDays(8));
    assertThat(supervisor.barred(begun().view.number())).isEmpty();
    Given.reportsTo(house, NAME, "a.petersen");
    begun();
    Given.reportsTo(house, NAME, "h.brandt");
    assertThat(supervisor.barred(begun().view.number())).contains(No.LINE_TOO_NEW);
  }

  @Test
  void rt_14_somebody_who_was_the_supervisor_until_another_one_was_named_says_nothing_either() {
    house.close();
    house = new TestHouse(2, Map.of("regain.attestations.risk-analysis", "risks/7"));
    Attester supervisor = Attester.enrolled(house, "h.brandt");
    begun();
    house.clock.pass(Duration.ofDays(8));
    assertThat(supervisor.barred(begun().view.number())).as("theirs for a week").isEmpty();
    Given.reportsTo(house, NAME, "a.petersen");
    house.part(Supervisions.class).look();
    Given.reportsTo(house, NAME, "h.brandt");

    assertThat(supervisor.barred(begun().view.number())).contains(No.LINE_TOO_NEW);

    house.clock.pass(Duration.ofDays(8));
    assertThat(supervisor.barred(begun().view.number())).isEmpty();
  }

  @Test
  void a_supervisor_who_was_named_after_the_case_began_says_nothing_in_it_however_long_it_is_open() {
    house.close();
    house = new TestHouse(2, Map.of("regain.attestations.risk-analysis", "risks/7"));
    Attester supervisor = Attester.enrolled(house, "h.brandt");
    Attester before = Attester.enrolled(house, "k.lindqvist");
    Given.reportsTo(house, NAME, "k.lindqvist");
    house.part(Supervisions.class).look();
    house.clock.pass(Duration.ofDays(8));
    Journey journey = begun();
    assertThat(before.barred(journey.view.number())).as("theirs for a week").isEmpty();

    Given.reportsTo(house, NAME, "h.brandt");
    house.part(Supervisions.class).look();

    assertThat(supervisor.barred(journey.view.number())).contains(No.LINE_TOO_NEW);
    assertThat(supervisor.attest(journey)).isEqualTo(refused(No.LINE_TOO_NEW));
    house.clock.pass(Duration.ofHours(23));
    assertThat(supervisor.barred(journey.view.number())).contains(No.LINE_TOO_NEW);
    house.clock.pass(Duration.ofDays(8));
    assertThat(supervisor.barred(begun().view.number())).as("in a case that begins later").isEmpty();
  }

  @Test
  void what_counts_is_for_how_long_they_were_the_supervisor_when_the_case_began() {
    house.close();
    house = new TestHouse(
        2, Map.of("regain.attestations.risk-analysis", "risks/7", "regain.attestations.settled", "PT6H"));
    Attester supervisor = Attester.enrolled(house, "h.brandt");
    house.clock.pass(Duration.ofDays(8));
    Given.reportsTo(house, NAME, "a.petersen");
    Journey journey = begun();
    Given.reportsTo(house, NAME, "h.brandt");
    house.part(Supervisions.class).look();

    house.clock.pass(Duration.ofHours(12));

    assertThat(supervisor.barred(journey.view.number())).contains(No.LINE_TOO_NEW);
    assertThat(supervisor.barred(begun().view.number())).as("in a case that begins now").isEmpty();
  }

  @Test
  void while_the_directory_does_not_say_who_was_changed_the_next_look_asks_from_the_same_moment() {
    house.part(Supervisions.class).look();
    house.directory.away = true;
    house.clock.pass(Duration.ofHours(5));
    assertThat(house.part(Supervisions.class).look()).isZero();
    house.directory.away = false;

    assertThat(house.part(Supervisions.class).look()).isPositive();
    assertThat(house.database.text("select cast(done_until as varchar(40)) from turn where name = 'SUPERVISORS'"))
        .startsWith(house.clock.instant().toString().substring(0, 10));
  }

  @Test
  void who_came_back_lately_does_not_bring_others_back() {
    var again = new SoftPasskey(99);
    String mailbox = "jude.okafor@posteo.example";
    SoftPasskey before = Given.enrolledByInvitation(house, "j.okafor", "Nordhafen-2026-j.okafor");
    SignedIn judes = SignedIn.with(house, before);
    List<String> sheet = judes.codes();
    house.enrollment().addContact(judes.holder(), mailbox);
    house.work();
    String code = house.newest(Post.Kind.CODE, mailbox, "code");
    assertThat(house.enrollment().confirmContact(judes.holder(), code, TestHouse.arrival())).isEqualTo(Change.DONE);
    house.clock.pass(Duration.ofDays(8));
    Journey.open(house, Purpose.RECOVERY, "j.okafor").saved(sheet.getFirst()).send(0)
        .code(mailbox).bind(again);
    house.clock.pass(Duration.ofDays(8));
    Attester back = Attester.with(house, again);
    assertThat(back.barred(begun("x.chen").view.number())).contains(No.RECOVERED_LATELY);
    house.clock.pass(Duration.ofDays(30));
    assertThat(back.barred(begun("x.chen").view.number())).isEmpty();
  }

  @Test
  void what_was_signed_counts_only_while_it_is_so() {
    Journey journey = begun().saved(codes.getFirst());
    supervisor.attest(journey);
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    Given.reportsTo(house, NAME, "a.petersen");
    assertThat(journey.resume().view.state()).isEqualTo(State.ATTESTING);
    Given.reportsTo(house, NAME, "h.brandt");
    assertThat(journey.resume().view.state()).as("what was void once stays void").isEqualTo(State.ATTESTING);
    supervisor.attest(journey);
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    Given.says(house, NAME, "displayName", "Birte Hansen-Groth");
    assertThat(journey.resume().view.state()).isEqualTo(State.ATTESTING);
  }

  @Test
  void whoever_is_asked_is_handed_who_what_and_from_where_and_nothing_of_what_the_person_has() {
    Journey journey = begun().saved(codes.getFirst());
    second.attest(journey);
    journey.resume().send(0);

    Asked asked = supervisor.found(journey.view.number());

    assertThat(asked).isEqualTo(
        new Asked(
            id(journey), house.person(NAME), "Birte Hansen", NAME, Method.SUPERVISOR_ATTESTATION, Purpose.EXCEPTION,
            journey.view.openedAt(), "203.0.113.9", "JUnit", false, List.of(), Optional.empty(), Optional.empty()));
    assertThat(supervisor.desk().waiting(supervisor.holder()))
        .containsExactly(new Attestations.Waiting("Birte Hansen", NAME, journey.view.openedAt()));
  }

  @Test
  void what_is_signed_says_who_which_case_since_when_from_where_and_how_they_were_seen_and_nothing_else() {
    Journey journey = begun();
    CaseId id = supervisor.found(journey.view.number()).id();
    supervisor.desk().draft(supervisor.holder(), id, How.VIDEO_THEY_STARTED);

    assertThat(supervisor.found(journey.view.number()).text()).contains(
        "Fall " + journey.view.number() + " (" + id + "), begonnen " + journey.view.openedAt() + ", 203.0.113.9.\n"
            + "Er betrifft Birte Hansen (b.hansen, " + house.person(NAME) + ").\n"
            + "Dieser Mensch möchte einen neuen Passkey anstelle von allem, was verloren ist, und sagt, dass zu wenig übrig"
            + " ist, um allein zurückzukommen.\n"
            + "Dieser Mensch berichtet an mich.\n"
            + "Ich habe diesen Menschen in einem Videoanruf gesehen, den ich selbst auf einem bekannten Weg begonnen"
            + " habe.\n"
            + "Die Nummer des Falls habe ich von seinem Bildschirm. Niemand hat mich dazu angerufen oder gedrängt.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "attestation set how = 'VIDEO_THEY_STARTED'",
      "attestation set content = replace(content, 'selbst', 'fast')",
      "attestation set content = null",
      "attestation set language = 'en'",
      "attestation set reasons = 'BROWSER'",
      "attestation set method = 'INDEPENDENT_ATTESTATION'",
      "attestation set passkey_id = null",
      "attestation set signed_at = found_at",
      "recovery_case set opened_from = '203.0.113.10'",
      "recovery_case set opened_at = opened_at - interval '1' minute",
      "signed_statement set domain = 'regain/review/v1'",
      "signed_statement set nonce = authenticator_data",
      "signed_statement set person_id = id",
      "signed_statement set content = replace(content, 'selbst', 'fast')"})
  void a_word_of_which_anything_was_changed_afterwards_counts_no_more(String change) {
    Journey journey = begun().saved(codes.getFirst());
    supervisor.attest(journey);
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);

    house.database.change("update " + change);

    assertThat(journey.resume().view.state()).isEqualTo(State.ATTESTING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"attestation", "attestation,signed_statement"})
  void nobody_makes_a_signed_word_say_something_else_also_where_all_that_is_stored_fits(String where) {
    Journey journey = begun().saved(codes.getFirst());
    CaseId id = supervisor.found(journey.view.number()).id();
    supervisor.desk().draft(supervisor.holder(), id, How.VIDEO_THEY_STARTED);
    String other = supervisor.found(journey.view.number()).text().orElseThrow();
    supervisor.attest(journey);
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);

    house.database.change("update attestation set how = 'VIDEO_THEY_STARTED'");
    for (String each : where.split(",", -1)) {
      house.database.change("update " + each + " set content = '" + other + "' where id in"
          + " (select id from attestation union select statement_id from attestation)");
    }

    assertThat(journey.resume().view.state()).isEqualTo(State.ATTESTING);
    assertThat(supervisor.desk().given(supervisor.holder())).as("void, and not only not counted").isEmpty();
  }

  @Test
  void an_attester_can_take_it_back_while_the_case_is_open() {
    Journey journey = begun().saved(codes.getFirst());
    supervisor.attest(journey);
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    assertThat(supervisor.desk().given(supervisor.holder())).hasSize(1);
    assertThat(second.desk().withdraw(second.holder(), id(journey))).isFalse();
    assertThat(supervisor.desk().withdraw(supervisor.holder(), id(journey))).isTrue();
    assertThat(journey.resume().view.state()).isEqualTo(State.ATTESTING);
    assertThat(supervisor.desk().given(supervisor.holder())).isEmpty();
    assertThat(house.database.count("select count(*) from audit_event where type = 'AttestationWithdrawn'"))
        .isEqualTo(1);
  }

  @Test
  void a_word_that_was_taken_back_has_waited_for_nothing() {
    Journey journey = begun().saved(codes.getFirst());
    supervisor.attest(journey);
    supervisor.desk().withdraw(supervisor.holder(), id(journey));
    house.clock.pass(Duration.ofHours(5));
    supervisor.attest(journey);
    assertThat(journey.resume().view.state()).isEqualTo(State.COOLING_OFF);
    house.work();
    assertThat(house.outbox.stream().filter(it -> it.kind() == Post.Kind.ATTESTED && it.to().equals(MAILBOX)))
        .as("a letter for each word").hasSize(2);
  }

  @Test
  void the_word_of_somebody_whose_passkey_is_gone_counts_no_more() {
    Journey journey = begun().saved(codes.getFirst());
    supervisor.attest(journey);
    house.database.change(
        "update passkey set ended_at = made_at where person_id = '" + house.person("h.brandt") + "'");
    assertThat(journey.resume().view.state()).isEqualTo(State.ATTESTING);
  }

  @Test
  void nobody_is_the_supervisor_and_of_another_line() {
    Given.marked(house, "h.brandt", "attester");
    Given.reportsTo(house, NAME, "k.lindqvist");
    Journey journey = begun();
    assertThat(supervisor.attest(journey)).isInstanceOf(Outcome.Done.class);
    Given.reportsTo(house, NAME, "h.brandt");
    assertThat(supervisor.attest(journey)).isInstanceOf(Outcome.Done.class);
    assertThat(journey.resume().view.proofs().stream().map(it -> it.method()))
        .containsExactly(Method.SUPERVISOR_ATTESTATION);
    assertThat(journey.view.state()).isEqualTo(State.PROVING);
  }

  @Test
  void where_something_of_ones_own_was_shown_it_is_shown_again_at_the_end() {
    Journey journey = begun().saved(codes.getFirst());
    supervisor.attest(journey);
    journey.resume();
    house.clock.pass(Duration.ofHours(4).plusMinutes(1));
    assertThat(journey.resume().view.wants(Method.SUPERVISOR_ATTESTATION)).isFalse();
    supervisor.attest(journey);
    assertThat(journey.resume().view.again()).isTrue();
  }

  @Test
  void everybody_concerned_is_told_and_can_object() {
    Journey journey = begun();
    assertThat(house.outbox).anyMatch(
        it -> it.kind() == Post.Kind.ATTESTATION_ASKED && it.to().startsWith("h.brandt@"));
    second.attest(journey);
    house.work();
    assertThat(house.outbox.stream().filter(it -> it.kind() == Post.Kind.ATTESTED).map(Post.Letter::to))
        .contains(MAILBOX);
    assertThat(house.outbox.stream().filter(it -> it.kind() == Post.Kind.ATTESTED_BY).map(Post.Letter::to))
        .anyMatch(it -> it.startsWith("a.petersen@")).anyMatch(it -> it.startsWith("h.brandt@"));

    String link = house.newest(Post.Kind.ATTESTED, MAILBOX, "link");
    house.part(Repudiation.class).report(link.substring(link.lastIndexOf('/') + 1), TestHouse.arrival());
    assertThat(journey.look().view.state()).isEqualTo(State.CANCELLED);
    assertThat(supervisor.barred(journey.view.number())).contains(No.NO_SUCH);
  }

  @Test
  void whoever_is_asked_to_vouch_can_stop_it_without_signing_in_and_the_person_is_told() {
    Journey journey = begun();
    String asked = token(Post.Kind.ATTESTATION_ASKED);
    journey.saved(codes.getFirst());
    supervisor.attest(journey);
    house.work();
    assertThat(token(Post.Kind.ATTESTED_BY)).as("the same link, to the same mailbox").isEqualTo(asked);
    assertThat(house.part(Repudiation.class).look(asked).orElseThrow().other()).isTrue();

    house.part(Repudiation.class).report(asked, TestHouse.arrival());
    house.work();

    assertThat(journey.look().view.state()).isEqualTo(State.CANCELLED);
    assertThat(house.database.count("select count(*) from audit_event where type = 'StoppedByOther'")).isOne();
    assertThat(house.database.count("select count(*) from audit_event where type = 'Repudiated'")).isZero();
    assertThat(house.database.count("select count(*) from review_item where cause = 'REPUDIATED'")).isOne();
    assertThat(house.newest(Post.Kind.STOPPED, MAILBOX, "when")).isNotBlank();
    assertThat(begun().saved(codes.get(1)).view.denied()).contains(Reason.FROZEN);
  }

  @Test
  void while_it_waits_the_supervisor_is_told_until_when_and_can_stop_it() {
    Journey journey = begun().saved(codes.getFirst());
    supervisor.attest(journey);
    journey.resume();
    house.work();
    assertThat(house.outbox).filteredOn(it -> it.kind() == Post.Kind.RECOVERY_WAITING).extracting(Post.Letter::to)
        .contains(MAILBOX);
    assertThat(house.newest(Post.Kind.WAITING_FOR_OTHER, "h.brandt@nordhafen.example", "until"))
        .isEqualTo(journey.view.waitsUntil().orElseThrow().toString());

    house.part(Repudiation.class).report(token(Post.Kind.WAITING_FOR_OTHER), TestHouse.arrival());
    assertThat(journey.look().view.state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void whoever_was_named_for_it_a_day_ago_vouches_for_nobody_yet() {
    house.close();
    var settings = new HashMap<>(OPEN);
    settings.put("regain.attestations.settled", "P7D");
    house = new TestHouse(1, settings);
    SoftPasskey ruths = Given.enrolledByInvitation(house, "r.engel", "Nordhafen-2026-r.engel");
    var memberships = house.part(Memberships.class);
    memberships.look();
    house.clock.pass(Duration.ofDays(8));
    Given.marked(house, "r.engel", "attester");
    memberships.look();
    house.clock.pass(Duration.ofDays(1));
    assertThat(Attester.with(house, ruths).barred(begun().view.number())).contains(No.GROUP_TOO_NEW);

    house.clock.pass(Duration.ofDays(7));
    memberships.look();

    assertThat(Attester.with(house, ruths).barred(begun().view.number())).as("a week is enough").isEmpty();
  }

  @Test
  void when_the_wait_gets_shorter_everybody_is_told_again_until_when() {
    Journey journey = begun();
    supervisor.attest(journey);
    second.attest(journey);
    journey.resume();
    house.work();
    Instant first = journey.view.waitsUntil().orElseThrow();
    assertThat(house.newest(Post.Kind.RECOVERY_WAITING, MAILBOX, "until")).isEqualTo(first.toString());
    house.clock.pass(Duration.ofHours(1));

    assertThat(journey.look().view.open()).as("what would make it shorter")
        .containsExactly(Set.of(Method.RECOVERY_CODE, Method.CONTACT_CODE));
    Instant promised = journey.view.shorter().orElseThrow();
    Instant sooner = journey.saved(codes.getFirst()).view.waitsUntil().orElseThrow();
    house.work();

    assertThat(sooner).isBetween(promised, promised.plusSeconds(1));
    assertThat(journey.view.shorter()).as("nothing more would").isEmpty();

    assertThat(sooner).isBefore(first.minus(Duration.ofHours(12)));
    assertThat(house.newest(Post.Kind.RECOVERY_WAITING, MAILBOX, "until")).isEqualTo(sooner.toString());
    assertThat(house.newest(Post.Kind.WAITING_FOR_OTHER, "h.brandt@nordhafen.example", "until"))
        .isEqualTo(sooner.toString());
  }

  private String token(Post.Kind kind) {
    String link = house.newest(kind, "h.brandt@nordhafen.example", "stop");
    return link.substring(link.lastIndexOf('/') + 1);
  }

  @Test
  void somebody_looks_at_it_soon_and_neither_an_attester_nor_whoever_reports_to_one() {
    Given.marked(house, "r.engel", "attester");
    SoftPasskey ruths = Given.enrolledByInvitation(house, "r.engel", "Nordhafen-2026-r.engel");
    house.clock.pass(Duration.ofDays(8));
    Journey journey = begun("k.tanaka");
    Attester boss = Attester.enrolled(house, "s.oezdemir");
    house.clock.pass(Duration.ofMinutes(1));
    Attester attesting = Attester.with(house, ruths);
    assertThat(attesting.barred(journey.view.number())).contains(No.SAME_LINE);
    assertThat(boss.attest(journey)).isInstanceOf(Outcome.Done.class);
    second.attest(journey);
    journey.resume();
    house.clock.pass(Duration.ofHours(24).plusMinutes(1));
    boss.attest(journey);
    assertThat(journey.resume().bind(new SoftPasskey(4711)).view.state()).isEqualTo(State.COMPLETED);
    house.work();

    Reviewer report = Reviewer.signedIn(house, ruths);
    UUID item = report.item(Cause.ATTESTED, "k.tanaka");
    assertThat(report.look(item))
        .as("Ruth Engel reports to Selin Özdemir, who has vouched")
        .isEqualTo(new Sight.Barred(Reviews.No.OWN_SUPERVISOR));
    Reviewer reviewer = Reviewer.enrolled(house, "v.hartmann");
    assertThat(reviewer.file(item).item().cause().risk()).isEqualTo(Risk.HIGH);
    assertThat(reviewer.file(item).told().orElseThrow().evidence().stream().map(CaseFile.Shown::method))
        .contains(Method.SUPERVISOR_ATTESTATION, Method.INDEPENDENT_ATTESTATION);
    Given.marked(house, "a.petersen", "security");
    Reviewer attester = Reviewer.signedIn(house, second.passkey());
    assertThat(attester.look(item)).isEqualTo(new Sight.Barred(Reviews.No.OTHER_PART));
  }

  @Test
  void rt_15_fast_and_frequent_words_are_marked() {
    assertThat(supervisor.attest(begun("l.mueller"), How.IN_PERSON, Duration.ofSeconds(19)))
        .isInstanceOf(Outcome.Done.class);
    assertThat(flags("l.mueller")).isEqualTo("FAST");
    supervisor.attest(begun("l.mueller2"), How.VIDEO_THEY_STARTED, LOOKING);
    assertThat(flags("l.mueller2")).isEmpty();
    supervisor.attest(begun("t.groth"));
    assertThat(flags("t.groth")).isEqualTo("FREQUENT");
    house.clock.pass(Duration.ofDays(2));
    supervisor.attest(begun("l.mueller2"));
    assertThat(flags("l.mueller2")).isEqualTo("PAIR");
    CaseId fast = attested("l.mueller");
    house.database.run(() -> house.part(Reviews.class).open(fast, house.person("l.mueller"), Cause.ATTESTED));
    Reviewer reviewer = Reviewer.enrolled(house, "v.hartmann");
    CaseFile shown = reviewer.file(reviewer.item(Cause.ATTESTED, "l.mueller"));
    assertThat(shown.told().orElseThrow().vouched()).singleElement().satisfies(
        it -> assertThat(it.unusual()).containsExactly(CaseFile.Unusual.FAST));
  }

  private CaseId attested(String name) {
    return CaseId.of(
        house.database.text(
            "select cast(case_id as varchar) from attestation where subject_id = '" + house.person(name) + "'"));
  }

  private String flags(String name) {
    return house.database.text(
        "select flags from attestation where subject_id = '" + house.person(name)
            + "' and signed_at is not null order by signed_at desc fetch first 1 row only");
  }

  @Test
  void what_has_an_attester_or_a_supervisor_in_common_with_abuse_is_shown_and_looked_at() {
    SoftPasskey lukas = Journey.enrol(house, "l.mueller", "Nordhafen-2026-l.mueller", "lukas.mueller@posteo.example");
    house.clock.pass(Duration.ofHours(73));
    String saved = SignedIn.with(house, lukas).codes().getFirst();
    house.clock.pass(Duration.ofDays(8));
    Journey journey = begun().saved(codes.getFirst());
    supervisor.attest(journey);
    second.attest(journey);
    second.attest(from("k.tanaka", "203.0.113.10"));
    from("t.groth", "203.0.113.11");
    Journey colleague = Journey.open(house, Purpose.RECOVERY, "l.mueller", TestHouse.arrival("203.0.113.12"));
    assertThat(colleague.saved(saved).send(0).code("lukas.mueller@posteo.example").view.state())
        .isEqualTo(State.COOLING_OFF);
    CaseId abused = id(journey);
    house.database.run(() -> house.part(Reviews.class).open(abused, house.person(NAME), Cause.ATTESTED));
    Reviewer reviewer = Reviewer.enrolled(house, "v.hartmann");
    UUID item = reviewer.item(Cause.ATTESTED, NAME);
    assertThat(reviewer.file(item).related())
        .filteredOn(it -> !it.name().equals(NAME))
        .extracting(CaseFile.Related::name, CaseFile.Related::common)
        .containsExactlyInAnyOrder(
            tuple("k.tanaka", Set.of(CaseFile.Common.ATTESTER)),
            tuple("l.mueller", Set.of(CaseFile.Common.SUPERVISOR)));

    reviewer.judge(item, Judgement.ABUSE);
    house.work();

    assertThat(reviewer.queue().stream().map(CaseFile.Line::item))
        .extracting(Item::cause, it -> it.subject().orElseThrow())
        .contains(tuple(Cause.LINKED, house.person("k.tanaka")), tuple(Cause.RELATED, house.person("l.mueller")))
        .doesNotContain(tuple(Cause.RELATED, house.person("k.tanaka")));
  }

  @Test
  void what_a_colleague_came_back_with_weeks_ago_is_shown_though_nothing_has_been_since() {
    SoftPasskey lukas = Journey.enrol(house, "l.mueller", "Nordhafen-2026-l.mueller", "lukas.mueller@posteo.example");
    house.clock.pass(Duration.ofHours(73));
    List<String> saved = SignedIn.with(house, lukas).codes();
    house.clock.pass(Duration.ofDays(8));
    Journey colleague = Journey.open(house, Purpose.RECOVERY, "l.mueller", TestHouse.arrival("203.0.113.12"));
    colleague.saved(saved.getFirst()).send(0).code("lukas.mueller@posteo.example");
    house.clock.pass(Duration.ofHours(5));
    colleague.resume().saved(saved.get(1));
    assertThat(colleague.bind(new SoftPasskey(4712)).view.state()).isEqualTo(State.COMPLETED);
    house.clock.pass(Duration.ofDays(21));
    CaseId mine = id(begun());
    house.database.run(() -> house.part(Reviews.class).open(mine, house.person(NAME), Cause.ATTESTED));

    Reviewer reviewer = Reviewer.enrolled(house, "v.hartmann");
    assertThat(reviewer.file(reviewer.item(Cause.ATTESTED, NAME)).related())
        .filteredOn(it -> it.name().equals("l.mueller"))
        .extracting(CaseFile.Related::common)
        .containsExactly(Set.of(CaseFile.Common.SUPERVISOR));
  }

  private Journey from(String name, String address) {
    Journey journey = Journey.open(house, Purpose.EXCEPTION, name, TestHouse.arrival(address));
    house.work();
    return journey;
  }

  @Test
  void a_signature_over_another_text_does_not_count() {
    Journey journey = begun();
    Holder holder = supervisor.holder();
    CaseId id = supervisor.found(journey.view.number()).id();
    assertThat(supervisor.desk().ask(holder, id)).as("nothing was written down").isEmpty();
    supervisor.desk().draft(holder, id, How.IN_PERSON);
    String options = supervisor.desk().ask(holder, id).orElseThrow();
    supervisor.desk().draft(holder, id, How.VIDEO_THEY_STARTED);
    assertThat(supervisor.desk().attest(holder, id, supervisor.passkey().get(options)))
        .isEqualTo(new Outcome.NotSigned());
    assertThat(supervisor.desk().attest(holder, id, lost.get(supervisor.desk().ask(holder, id).orElseThrow())))
        .isEqualTo(new Outcome.NotSigned());
    Given.says(house, NAME, "displayName", "Birte Hansen-Groth");
    assertThat(supervisor.sign(holder, id)).isEqualTo(refused(No.NO_SUCH));
    assertThat(house.database.count("select count(*) from case_evidence where method like '%ATTESTATION'")).isZero();
  }

  @Test
  void privileged_people_are_told_that_their_way_is_another() {
    Journey journey = begun("c.albers");
    Attester boss = Attester.enrolled(house, "s.oezdemir");
    house.clock.pass(Duration.ofMinutes(1));
    assertThat(boss.attest(journey)).isInstanceOf(Outcome.Done.class);
    assertThat(journey.resume().view.state()).isEqualTo(State.DENIED);
    assertThat(journey.view.denied()).contains(Reason.PATH_ELSEWHERE);
  }

  @Test
  void an_unknown_name_looks_the_same_until_somebody_has_vouched() {
    Journey known = begun();
    Journey unknown = begun("nobody.at.all");
    for (Journey each : List.of(known, unknown)) {
      each.resume();
      each.saved("AAAA-AAAA-AAAA");
      each.send(0);
    }
    assertThat(shown(known)).isEqualTo(shown(unknown));
  }

  private static Map<String, Object> shown(Journey journey) {
    var shown = new HashMap<String, Object>();
    shown.put("state", journey.view.state());
    shown.put("open", journey.view.open());
    shown.put("proofs", journey.view.proofs());
    shown.put("refusal", journey.view.refusal());
    shown.put("contacts", journey.view.contacts());
    shown.put("step", journey.view.step());
    shown.put("denied", journey.view.denied());
    return shown;
  }

  @Test
  void a_directory_that_does_not_answer_takes_no_word() {
    Journey journey = begun();
    Holder holder = supervisor.holder();
    house.directory.away = true;
    assertThat(supervisor.desk().find(holder, journey.view.number()))
        .isEqualTo(new Attestations.Sight.Barred(No.TRY_LATER));
  }
}
