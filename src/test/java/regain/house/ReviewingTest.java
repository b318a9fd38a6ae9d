package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.persistence.PersistenceException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import regain.assurance.Requirement;
import regain.enrollment.Contacts;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Draft;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Account;
import regain.enrollment.port.Post;
import regain.kernel.CaseId;
import regain.kernel.Digest;
import regain.kernel.Keyring;
import regain.kernel.PersonId;
import regain.policy.Purpose;
import regain.recovery.CaseFile;
import regain.recovery.CaseView;
import regain.recovery.CaseView.Status;
import regain.recovery.Deadlines;
import regain.recovery.Repudiation;
import regain.recovery.State;
import regain.recovery.Workspace.Judged;
import regain.recovery.Workspace.Sight;
import regain.recovery.port.CredentialTarget.Outcome;
import regain.recovery.port.CredentialTarget.Why;
import regain.recovery.port.SessionConnector.WhenStuck;
import regain.review.Judgement;
import regain.review.Reviews;
import regain.review.Reviews.Cause;
import regain.review.Reviews.No;
import regain.review.Reviews.Item;
import regain.review.Reviews.Place;
import regain.review.Reviews.Wanted;

/** Reviewers look at what happened, say what they found, and what they find to be abuse is contained. */
class ReviewingTest {
  private static final String NAME = "b.hansen";
  private static final String OLD = "Nordhafen-2026-b.hansen";
  private static final String STOLEN = "seven gulls on the crane";
  private static final String MAILBOX = "birte.hansen@posteo.example";

  private final FakeTarget elsewhere = new FakeTarget();
  private TestHouse house;
  private SoftPasskey passkey;
  /** Lies in a drawer. */
  private SoftPasskey second;
  private Reviewer reviewer;

  @BeforeEach
  void build() {
    house = new TestHouse(elsewhere);
    passkey = Journey.enrol(house, NAME, OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    second = new SoftPasskey(815);
    Holder holder = SignedIn.with(house, passkey).holder();
    String options = house.enrollment().askPasskey(holder).orElseThrow();
    assertThat(house.enrollment().addPasskey(holder, second.create(options), "Drawer", TestHouse.arrival()))
        .isEqualTo(Change.DONE);
    house.clock.pass(Duration.ofMinutes(1));
    reviewer = Reviewer.enrolled(house, "r.engel");
    house.work();
    house.outbox.clear();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private UUID provisional() {
    return reviewer.item(Cause.PROVISIONAL, NAME);
  }

  @Test
  void an_item_is_found_by_the_number_that_people_read_aloud() {
    UUID item = provisional();
    String number = reviewer.file(item).item().caseId().number();

    assertThat(reviewer.workspace().numbered(reviewer.holder(), number.toLowerCase(Locale.ROOT).replace("-", " ")))
        .contains(item);
    assertThat(reviewer.workspace().numbered(reviewer.holder(), "RG-0000-0000")).isEmpty();
    assertThat(reviewer.workspace().numbered(reviewer.holder(), NAME)).isEmpty();
    assertThat(reviewer.workspace().numbered(reviewer.holder(), "")).isEmpty();
  }

  @Test
  void a_copied_passkey_that_was_abused_opens_nothing_any_more() {
    assertThat(SignedIn.trying(house, passkey, SoftPasskey.Lie.NONE.counting(7))).isPresent();
    assertThat(SignedIn.trying(house, passkey, SoftPasskey.Lie.NONE.counting(3))).isPresent();
    house.work();
    assertThat(reviewer.judge(reviewer.item(Cause.CLONED, NAME), Judgement.ABUSE)).isInstanceOf(Judged.Done.class);
    house.work();

    assertThat(SignedIn.maybe(house, passkey)).isEmpty();
    assertThat(SignedIn.maybe(house, second)).isPresent();
  }

  /** Whoever has signed the invitation is no stranger to what came of it. */
  @Test
  void whoever_witnessed_an_enrolment_does_not_review_it() {
    SoftPasskey supervisors = Given.enrolledByInvitation(house, "m.thomsen", "Nordhafen-2026-m.thomsen");
    Given.marked(house, "m.thomsen", "security");
    house.clock.pass(Duration.ofMinutes(1));
    Holder holder = SignedIn.with(house, supervisors).holder();
    Draft draft = house.enrollment().draftInvitation(holder, "i.reuter").orElseThrow();
    String options = house.enrollment().askInvitation(holder, draft).orElseThrow();
    String code = house.enrollment().invite(holder, draft, supervisors.get(options)).orElseThrow().open(String::new);
    Journey.open(house, Purpose.ENROLLMENT, "i.reuter").invitation(code).password("Nordhafen-2026-i.reuter")
        .bind(new SoftPasskey(3));

    UUID item = reviewer.item(Cause.UNUSUAL, "i.reuter");
    assertThat(Reviewer.signedIn(house, supervisors).look(item)).isEqualTo(new Sight.Barred(No.OTHER_PART));
    CaseFile file = reviewer.file(item);
    PersonId witness = house.person("m.thomsen");
    assertThat(file.told().orElseThrow().evidence().getFirst().from()).as("who gave it").contains(witness);
    assertThat(file.names().get(witness)).isNotBlank();
  }

  /** One in ten of those at which nothing is unusual, as the key and the number of the case say. */
  @Test
  @Requirement("R-53-AU-6")
  void chance_that_nobody_in_the_workspace_can_foretell_puts_some_usual_cases_up_as_well() {
    int sampled = 0;
    house.clock.pass(Duration.ofDays(31));
    long unusual = house.database.count("select count(*) from review_item where cause <> 'SAMPLED'");
    for (int i = 0; i < 60; i++) {
      house.clock.pass(Duration.ofDays(31));
      Journey journey = Journey.open(house, Purpose.BINDING, NAME).passkey(passkey)
          .set("the gull number " + i + " is on the crane");
      String id = house.database.text(
          "select cast(id as varchar(36)) from recovery_case where case_number = '" + journey.view.number() + "'");
      long put = house.database
          .count("select count(*) from review_item where cause = 'SAMPLED' and case_id = '" + id + "'");
      assertThat(put).as("whoever has the key can check it: " + id).isEqualTo(isDrawn(id) ? 1 : 0);
      sampled += (int) put;
    }
    assertThat(sampled).isBetween(1, 20);
    assertThat(house.database.count("select count(*) from review_item where cause <> 'SAMPLED'")).isEqualTo(unusual);
  }

  private boolean isDrawn(String id) {
    String drawn = house.part(Keyring.class)
        .pseudonym("regain/sampling/v1", id.getBytes(StandardCharsets.US_ASCII));
    return Byte.toUnsignedInt(Base64.getUrlDecoder().decode(drawn)[0]) < 26;
  }

  /** Somebody with a stolen passkey and a strange browser sets a password. */
  private Journey stolen() {
    Journey journey = Journey.open(house, Purpose.BINDING, NAME, TestHouse.arrival("203.0.113.9"))
        .passkey(passkey)
        .set(STOLEN);
    assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
    house.work();
    return journey;
  }

  /** Somebody with a stolen sheet and a stolen mailbox makes a passkey. */
  private SoftPasskey replaced() {
    List<String> codes = SignedIn.with(house, passkey).codes();
    var replacement = new SoftPasskey(4711);
    Journey.open(house, Purpose.RECOVERY, NAME).saved(codes.getFirst()).send(0).code(MAILBOX).bind(replacement);
    house.work();
    return replacement;
  }

  @Test
  @Requirement("R-53-AU-6")
  void a_verdict_is_signed_closes_the_item_and_is_on_record() {
    UUID item = provisional();

    assertThat(reviewer.judge(item, Judgement.LEGITIMATE)).isEqualTo(new Judged.Done(Judgement.LEGITIMATE));

    assertThat(reviewer.queue()).noneMatch(it -> it.item().id().equals(item));
    CaseFile file = reviewer.file(item);
    assertThat(file.item().closedAt()).isPresent();
    assertThat(file.given()).singleElement()
        .satisfies(
            it -> {
              assertThat(it.judgement()).isEqualTo(Judgement.LEGITIMATE);
              assertThat(it.because()).isEqualTo("I asked at the next desk.");
              assertThat(it.by()).isEqualTo(house.person("r.engel"));
            });
    String text = house.database.text("select content from signed_statement where domain = 'regain/review/v1'");
    assertThat(text).contains(file.item().caseId().number(), NAME, "Es war dieser Mensch", "I asked at the next desk.");
    assertThat(
        house.database.count(
            "select count(*) from audit_event where type = 'ReviewJudged' and leaf like '%"
                + Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex() + "%'"))
        .as("the record names the text that was signed").isOne();
  }

  @Test
  void nothing_is_recorded_before_it_is_signed_by_the_passkey_of_the_reviewer() {
    UUID item = provisional();
    reviewer.take(item);
    reviewer.draft(item, Judgement.ABUSE);

    assertThat(reviewer.sign(item, passkey)).isInstanceOf(Judged.NotSigned.class);

    house.work();
    assertThat(reviewer.file(item).item().closedAt()).isEmpty();
    assertThat(house.database.count("select count(*) from review_judgement")).isZero();
    assertThat(house.database.count("select count(*) from duty where kind = 'CONTAIN'")).isZero();
  }

  @Test
  void a_signature_counts_for_what_was_drafted_last_and_for_nothing_before() {
    UUID item = provisional();
    reviewer.take(item);
    reviewer.draft(item, Judgement.LEGITIMATE);
    String options = reviewer.workspace().ask(reviewer.holder(), item).orElseThrow();
    reviewer.draft(item, Judgement.ABUSE);

    assertThat(reviewer.workspace().judge(reviewer.holder(), item, passkey.get(options)))
        .isInstanceOf(Judged.NotSigned.class);
  }

  @Test
  void whoever_was_shown_less_than_is_on_record_looks_again() {
    UUID item = provisional();
    reviewer.take(item);
    String seen = reviewer.file(item).shown().hex();
    assertThat(reviewer.workspace().note(reviewer.holder(), item, "They sit in the next room.")).isEmpty();

    assertThat(reviewer.workspace().draft(reviewer.holder(), item, seen, Judgement.LEGITIMATE, "Fine."))
        .contains(No.MOVED_ON);
    assertThat(reviewer.workspace().drafted(reviewer.holder(), item)).isEmpty();
  }

  @Test
  void whoever_was_shown_something_else_beside_the_record_looks_again() {
    UUID item = provisional();
    reviewer.take(item);
    CaseId caseId = reviewer.file(item).item().caseId();
    String seen = reviewer.file(item).shown().hex();
    house.database.change("update recovery_case set slowed_by = 'UNFAMILIAR' where id = '" + caseId + "'");

    assertThat(reviewer.workspace().draft(reviewer.holder(), item, seen, Judgement.LEGITIMATE, "Fine."))
        .contains(No.MOVED_ON);
  }

  @Test
  void reading_is_on_record_and_no_part_of_what_happened() {
    UUID item = provisional();
    int seen = reviewer.file(item).entries().size();

    assertThat(reviewer.file(item).entries()).hasSize(seen);
    assertThat(reviewer.file(item).reads()).isEqualTo(3);
  }

  @Test
  @Requirement({"R-53-AC-5", "R-63A-3.2.1-c"})
  void f_10_nobody_reviews_what_is_about_them() {
    SoftPasskey own = Given.enrolledByInvitation(house, "t.abebe", "Nordhafen-2026-t.abebe");
    Reviewer subject = Reviewer.signedIn(house, own);
    house.inside(
        () -> {
          house.part(Reviews.class)
              .open(new CaseId(UUID.randomUUID()), house.person("t.abebe"), Cause.UNUSUAL);
          return true;
        });
    UUID item = reviewer.item(Cause.UNUSUAL, "t.abebe");

    assertThat(subject.look(item)).isEqualTo(new Sight.Barred(No.OWN));
    assertThat(subject.take(item)).contains(No.OWN);
    assertThat(subject.workspace().next(subject.holder())).isPresent().get().isNotEqualTo(item);
    assertThat(house.database.count("select count(*) from audit_event where type = 'ReviewBarred'")).isEqualTo(2);
    assertThatThrownBy(
        () -> house.database.change(
            "update review_item set taken_by = subject_id where id = '" + item + "'"))
        .as("not even behind the back of the house")
        .isInstanceOf(PersistenceException.class);
  }

  @Test
  @Requirement("R-53-AC-5")
  void f_10_nobody_reviews_what_is_about_another_account_of_theirs() {
    UUID item = provisional();
    reviewer.take(item);
    String seen = reviewer.file(item).shown().hex();
    Given.says(house, "r.engel", "mail", Given.value(house, NAME, "mail"));

    assertThat(reviewer.look(item)).isEqualTo(new Sight.Barred(No.OWN));
    assertThat(reviewer.take(item)).contains(No.OWN);
    assertThat(reviewer.workspace().note(reviewer.holder(), item, "It was me.")).contains(No.OWN);
    assertThat(reviewer.workspace().next(reviewer.holder())).isNotEqualTo(Optional.of(item));
    reviewer.workspace().draft(reviewer.holder(), item, seen, Judgement.LEGITIMATE, "Fine.");
    assertThat(reviewer.workspace().judge(reviewer.holder(), item, "{}")).isEqualTo(new Judged.Refused(No.OWN));
  }

  @Test
  @Requirement("R-53-AC-5")
  void f_10_nobody_reviews_where_another_account_of_theirs_has_a_part() {
    UUID item = provisional();
    CaseId caseId = reviewer.file(item).item().caseId();
    house.database.change(
        "insert into case_part (case_id, person_id, part, since) values ('" + caseId + "', '"
            + house.person("t.abebe") + "', 'DESK', current_timestamp)");
    Given.says(house, "r.engel", "mail", Given.value(house, "t.abebe", "mail"));

    assertThat(reviewer.take(item)).contains(No.OTHER_PART);
  }

  @Test
  @Requirement("R-53-AC-5")
  void f_10_the_database_lets_nobody_take_or_judge_who_has_another_part() {
    UUID item = provisional();
    CaseId caseId = reviewer.file(item).item().caseId();
    reviewer.judge(item, Judgement.NEEDS_CONTACT);
    String other = "cast('" + house.person("t.abebe") + "' as uuid)";
    house.database.change(
        "insert into case_part (case_id, person_id, part, since) values ('" + caseId + "', " + other
            + ", 'ATTESTER', current_timestamp)");

    assertThatThrownBy(
        () -> house.database.change("update review_item set taken_by = " + other + " where id = '" + item + "'"))
        .isInstanceOf(PersistenceException.class)
        .hasStackTraceContaining(Given.constraint("review_taken_by_reviewer"));
    assertThatThrownBy(
        () -> house.database.change(
            "insert into review_judgement (id, item_id, case_id, judgement, because, judged_by, judged_at, statement_id)"
                + " select item_id, item_id, case_id, judgement, because, " + other
                + ", judged_at, statement_id from review_judgement"))
        .isInstanceOf(PersistenceException.class)
        .hasStackTraceContaining(Given.constraint("review_judged_by_reviewer"));
  }

  @Test
  void nobody_judges_with_a_passkey_that_was_added_an_hour_ago_and_they_do_with_the_older_one() {
    UUID item = provisional();
    SoftPasskey added = Given.added(house, reviewer.holder());
    reviewer.take(item);
    reviewer.draft(item, Judgement.LEGITIMATE);

    assertThat(reviewer.sign(item, added)).isInstanceOf(Judged.NotSigned.class);
    assertThat(reviewer.sign(item)).isInstanceOf(Judged.Done.class);
  }

  @Test
  @Requirement("R-53-AC-5")
  void f_10_the_database_keeps_no_verdict_of_the_subject_or_of_somebody_who_reports_to_them() {
    UUID item = provisional();
    Given.reportsTo(house, "r.engel", "s.oezdemir");
    reviewer.judge(item, Judgement.NEEDS_CONTACT);

    assertThat(
        house.database.count(
            "select count(*) from review_judgement where judge_reports_to = '" + house.person("s.oezdemir") + "'"))
        .isOne();
    for (String change : List.of("judged_by = subject_id", "judge_reports_to = subject_id", "subject_id = judged_by")) {
      assertThatThrownBy(() -> house.database.change("update review_judgement set " + change))
          .as(change)
          .isInstanceOf(PersistenceException.class);
    }
    assertThatThrownBy(() -> house.database.change("update review_judgement set judge_reports_to = subject_id"))
        .hasStackTraceContaining(Given.constraint("review_judged_not_of_own_supervisor"));
  }

  @Test
  @Requirement("R-53-AC-5")
  void f_10_nobody_reviews_what_is_about_the_person_to_whom_they_report() {
    UUID item = provisional();
    Given.reportsTo(house, "r.engel", NAME);

    assertThat(reviewer.look(item)).isEqualTo(new Sight.Barred(No.OWN_SUPERVISOR));
    assertThat(reviewer.take(item)).contains(No.OWN_SUPERVISOR);
    assertThatThrownBy(
        () -> house.database.change(
            "update review_item set taker_reports_to = subject_id where id = '" + item + "'"))
        .isInstanceOf(PersistenceException.class);
  }

  @Test
  @Requirement("R-53-AC-5")
  void f_10_nobody_has_two_parts_in_one_case() {
    UUID item = provisional();
    CaseId caseId = reviewer.file(item).item().caseId();
    house.database.change(
        "insert into case_part (case_id, person_id, part, since) values ('" + caseId + "', '"
            + house.person("r.engel") + "', 'SUBJECT', current_timestamp)");

    assertThat(reviewer.take(item)).contains(No.OTHER_PART);
    assertThatThrownBy(
        () -> house.database.change(
            "insert into case_part (case_id, person_id, part, since) values ('" + caseId + "', '"
                + house.person("r.engel") + "', 'REVIEWER', current_timestamp)"))
        .isInstanceOf(PersistenceException.class);
  }

  @Test
  void whoever_is_no_reviewer_is_refused_everywhere() {
    Reviewer nobody = Reviewer.signedIn(house, passkey);
    UUID item = provisional();

    assertThatThrownBy(nobody::queue).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> nobody.look(item)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> nobody.take(item)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> nobody.workspace().judge(nobody.holder(), item, "{}"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_one_has_taken_no_other_takes_for_an_hour_unless_it_is_given_back() {
    Reviewer other = Reviewer.enrolled(house, "t.abebe");
    UUID item = provisional();
    assertThat(reviewer.take(item)).isEmpty();

    assertThat(other.take(item)).contains(No.TAKEN);
    assertThat(other.workspace().draft(other.holder(), item, "", Judgement.LEGITIMATE, "Fine."))
        .as("not without having seen it").isPresent();
    reviewer.workspace().release(reviewer.holder(), item);
    assertThat(other.take(item)).isEmpty();
    house.clock.pass(Duration.ofMinutes(14));
    assertThat(other.draft(item, Judgement.LEGITIMATE)).isEmpty();
  }

  @Test
  void whoever_took_it_and_went_home_loses_it_after_an_hour() {
    UUID item = provisional();
    reviewer.take(item);
    house.clock.pass(Duration.ofMinutes(61));
    Reviewer other = Reviewer.enrolled(house, "t.abebe");

    assertThat(other.take(item)).isEmpty();
  }

  @Test
  void next_is_the_most_urgent_that_nobody_has() {
    stolen();
    house.inside(
        () -> {
          house.part(Reviews.class).open(new CaseId(UUID.randomUUID()), house.person("g.jansen"), Cause.LOST);
          return true;
        });
    Reviewer other = Reviewer.enrolled(house, "t.abebe");
    List<UUID> inOrder = reviewer.queue().stream().map(it -> it.item().id()).toList();

    assertThat(reviewer.workspace().next(reviewer.holder())).contains(inOrder.getFirst());
    assertThat(reviewer.workspace().next(reviewer.holder())).as("they go on with theirs").contains(inOrder.getFirst());
    assertThat(other.workspace().next(other.holder())).contains(inOrder.get(1));
  }

  @Test
  void a_note_is_there_for_the_next_reviewer_and_whoever_was_about_to_sign_reads_it_first() {
    UUID item = provisional();
    Reviewer next = Reviewer.enrolled(house, "t.abebe");
    assertThat(next.take(item)).isEmpty();
    assertThat(next.draft(item, Judgement.LEGITIMATE)).isEmpty();
    assertThat(reviewer.workspace().note(reviewer.holder(), item, "Spoke to his supervisor.")).isEmpty();

    assertThat(next.sign(item)).isEqualTo(new Judged.Refused(No.MOVED_ON));
    CaseFile file = next.file(item);
    assertThat(file.notes()).singleElement().satisfies(it -> {
      assertThat(it.text()).isEqualTo("Spoke to his supervisor.");
      assertThat(file.names()).containsKey(it.by());
    });
    assertThat(house.database.everything()).contains("ReviewNoted");
  }

  @Test
  void whoever_has_a_part_in_a_case_leaves_no_note_and_an_empty_one_is_none() {
    UUID own = new UUID(7, 7);
    house.inside(() -> {
      house.part(Reviews.class).open(new CaseId(own), house.person("r.engel"), Cause.LOST);
      return true;
    });
    UUID item = Reviewer.enrolled(house, "t.abebe").item(Cause.LOST, "r.engel");
    assertThat(reviewer.workspace().note(reviewer.holder(), item, "It was me.")).contains(No.OWN);
    assertThat(house.database.count("select count(*) from review_note")).isZero();
    assertThatThrownBy(() -> reviewer.workspace().note(reviewer.holder(), provisional(), " "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nobody_reads_in_the_list_that_they_are_looked_at() {
    UUID own = house.inside(
        () -> {
          house.part(Reviews.class).open(new CaseId(UUID.randomUUID()), house.person("r.engel"), Cause.LOST);
          return house.part(Reviews.class)
              .waiting(new Wanted(Set.of(), Optional.of(house.person("r.engel")), Optional.empty()), 50)
              .stream().filter(it -> it.cause() == Cause.LOST).findFirst().orElseThrow().id();
        });
    Reviewer other = Reviewer.enrolled(house, "t.abebe");
    assertThat(other.queue()).extracting(it -> it.item().id()).contains(own);
    assertThat(reviewer.queue()).extracting(it -> it.item().id()).doesNotContain(own);
    int hidden = other.workspace().waiting(other.holder(), Wanted.all(), 1, 100).tally().open()
        - reviewer.workspace().waiting(reviewer.holder(), Wanted.all(), 1, 100).tally().open();
    long ofRuth = count("r.engel") - count("t.abebe");
    assertThat((long) hidden).isEqualTo(ofRuth);
  }

  private long count(String name) {
    return house.database.count(
        "select count(*) from review_item where closed_at is null and subject_id = '" + house.person(name) + "'");
  }

  @Test
  void the_list_goes_on_where_the_page_before_it_ended() {
    house.inside(
        () -> {
          for (int i = 0; i < 7; i++) {
            house.part(Reviews.class).open(new CaseId(UUID.randomUUID()), house.person("g.jansen"), Cause.LOST);
          }
          return true;
        });
    List<UUID> all = reviewer.queue().stream().map(it -> it.item().id()).toList();
    List<CaseFile.Line> first = reviewer.workspace().waiting(reviewer.holder(), Wanted.all(), 3, 1).lines();
    List<CaseFile.Line> second = reviewer.workspace().waiting(
        reviewer.holder(),
        new Wanted(Set.of(), Optional.empty(), Optional.of(first.getLast().item().place())), 3, 1).lines();

    assertThat(first).extracting(it -> it.item().id()).containsExactlyElementsOf(all.subList(0, 3));
    assertThat(second).extracting(it -> it.item().id()).containsExactlyElementsOf(all.subList(3, 6));
    assertThat(kinds(Optional.empty(), Cause.PROVISIONAL))
        .allMatch(it -> it.item().cause() == Cause.PROVISIONAL)
        .isNotEmpty();
    List<CaseFile.Line> two = kinds(Optional.empty(), Cause.PROVISIONAL, Cause.LOST);
    assertThat(two).extracting(it -> it.item().cause()).contains(Cause.PROVISIONAL, Cause.LOST);
    assertThat(two).extracting(it -> it.item().id()).containsExactlyElementsOf(
        reviewer.queue().stream()
            .map(CaseFile.Line::item)
            .filter(it -> it.cause() == Cause.PROVISIONAL || it.cause() == Cause.LOST)
            .map(Item::id)
            .toList());
    assertThat(kinds(Optional.of(two.get(1).item().place()), Cause.PROVISIONAL, Cause.LOST))
        .containsExactlyElementsOf(two.subList(2, two.size()));
    assertThat(reviewer.workspace().waiting(reviewer.holder(), Wanted.all(), 1, 5).tally().open())
        .as("counted no further").isEqualTo(5);
    house.clock.pass(Duration.ofHours(5));
    Reviewer later = Reviewer.enrolled(house, "t.abebe");
    assertThat(later.workspace().waiting(later.holder(), Wanted.all(), 1, 100).tally().overdue()).isEqualTo(7 + 1);
  }

  /** So that they do not stand in the way of others, of which only so many are looked at at once. */
  @Test
  void what_is_closed_is_found_late_no_more_also_when_an_older_node_has_closed_it() {
    UUID item = reviewer.item(Cause.PROVISIONAL, NAME);
    reviewer.judge(item, Judgement.LEGITIMATE);
    house.clock.pass(Duration.ofDays(30));
    assertThat(late()).doesNotContain(item);
    house.database.change("update review_item set escalates_at = opened_at where id = '" + item + "'");
    assertThat(late()).contains(item);

    house.part(Deadlines.class).work();

    assertThat(late()).doesNotContain(item);
  }

  private List<UUID> late() {
    return house.inside(() -> house.part(Reviews.class).late(50));
  }

  @Test
  void however_many_stand_in_the_list_the_directory_is_asked_once() {
    List<String> names = List.of("g.jansen", "o.kowalski", "r.weiss", "t.groth");
    house.inside(
        () -> {
          names.forEach(
              it -> house.part(Reviews.class).open(new CaseId(UUID.randomUUID()), house.person(it), Cause.LOST));
          return true;
        });
    Holder holder = reviewer.holder();
    house.directory.since();

    List<CaseFile.Line> lines = reviewer.workspace().waiting(holder, Wanted.all(), 50, 1).lines();

    assertThat(lines.stream().flatMap(it -> it.subject().stream()).map(Account::name)).containsAll(names);
    assertThat(house.directory.since()).containsExactly("search");
  }

  private List<CaseFile.Line> kinds(Optional<Place> after, Cause... causes) {
    return reviewer.workspace().waiting(reviewer.holder(), new Wanted(Set.of(causes), Optional.empty(), after), 50, 1)
        .lines();
  }

  @Test
  @Requirement("R-53-IR-4")
  void abuse_takes_back_the_password_that_the_case_set_and_ends_every_session() {
    stolen();
    SignedIn session = SignedIn.with(house, passkey);
    UUID item = reviewer.item(Cause.UNUSUAL, NAME);

    reviewer.judge(item, Judgement.ABUSE);
    house.work();

    assertThat(house.binds(NAME, STOLEN)).isFalse();
    assertThat(house.binds(NAME, OLD)).isFalse();
    assertThat(elsewhere.password).isNotEqualTo(STOLEN);
    assertThat(session.alive()).isFalse();
    assertThat(house.database.count("select count(*) from audit_event where type = 'PasswordBlocked'")).isEqualTo(2);
    assertThat(house.outbox).filteredOn(it -> it.kind() == Post.Kind.CONTAINED).extracting(Post.Letter::to)
        .contains(MAILBOX);
    assertThat(house.outbox).filteredOn(it -> it.kind() == Post.Kind.CONTAINED_FOR_SECURITY)
        .as("everybody of the security team").hasSize(3);
    assertThat(house.database.count("select count(*) from duty where done_at is null and kind <> 'SETTLE_ATTEMPT'"))
        .isZero();
    CaseFile file = reviewer.file(item);
    assertThat(file.entries()).extracting(it -> it.type()).contains("Contained", "PasswordBlocked", "ReviewJudged");
  }

  @Test
  void who_was_abused_is_told_before_every_target_has_taken_it() {
    stolen();
    elsewhere.answer = () -> new Outcome.Refused(Why.UNREACHABLE);

    reviewer.judge(reviewer.item(Cause.UNUSUAL, NAME), Judgement.ABUSE);
    house.work();
    house.work();

    assertThat(house.outbox).filteredOn(it -> it.kind() == Post.Kind.CONTAINED).extracting(Post.Letter::to)
        .as("once").containsOnlyOnce(MAILBOX);
    assertThat(house.outbox).filteredOn(it -> it.kind() == Post.Kind.CONTAINED_FOR_SECURITY).hasSize(3);
    assertThat(house.database.count("select count(*) from duty where kind = 'CONTAIN' and done_at is null")).isOne();
  }

  @Test
  void after_abuse_the_person_comes_back_at_once_with_another_passkey_and_nobody_with_the_one_that_was_used() {
    stolen();
    reviewer.judge(reviewer.item(Cause.UNUSUAL, NAME), Judgement.ABUSE);
    house.work();

    assertThat(Journey.open(house, Purpose.BINDING, NAME).passkey(passkey).view.proofs()).isEmpty();
    Journey owner = Journey.open(house, Purpose.BINDING, NAME).passkey(second).set("nine boats under the bridge");

    assertThat(owner.view.state()).isEqualTo(State.COMPLETED);
    assertThat(house.binds(NAME, "nine boats under the bridge")).isTrue();
  }

  @Test
  void f_10_the_passkey_and_codes_of_an_abusive_case_work_no_more() {
    SoftPasskey thief = replaced();
    assertThat(SignedIn.maybe(house, thief)).isPresent();

    reviewer.judge(reviewer.item(Cause.RECOVERED, NAME), Judgement.ABUSE);
    house.work();

    assertThat(SignedIn.maybe(house, thief)).isEmpty();
    assertThat(house.database.count("select count(*) from account_freeze where frozen_until > began_at")).isOne();
  }

  @Test
  void the_receipt_says_when_somebody_has_reviewed_it() {
    Journey journey = stolen();
    assertThat(review(journey)).isEqualTo(CaseView.Status.WAITING);

    reviewer.judge(reviewer.item(Cause.UNUSUAL, NAME), Judgement.LEGITIMATE);

    assertThat(review(journey)).isEqualTo(CaseView.Status.DONE);
  }

  private static CaseView.Status review(Journey journey) {
    return journey.look().view.effects().stream()
        .filter(it -> it.what() == CaseView.What.REVIEW)
        .findFirst()
        .orElseThrow()
        .status();
  }

  @Test
  void a_password_that_the_person_has_set_since_stays() {
    stolen();
    UUID item = reviewer.item(Cause.UNUSUAL, NAME);
    house.clock.pass(Duration.ofMinutes(10));
    Journey.open(house, Purpose.BINDING, NAME).passkey(second).set("nine boats under the bridge");
    Reviewer later = Reviewer.enrolled(house, "t.abebe");

    later.judge(item, Judgement.ABUSE);
    house.work();

    assertThat(house.binds(NAME, "nine boats under the bridge")).isTrue();
  }

  @Test
  void what_the_account_got_since_an_abusive_case_is_in_the_wrong_hands_too() {
    SoftPasskey thief = replaced();
    house.clock.pass(Duration.ofHours(1));
    Journey.open(house, Purpose.BINDING, NAME).passkey(thief).set(STOLEN);
    assertThat(house.binds(NAME, STOLEN)).isTrue();
    Reviewer later = Reviewer.enrolled(house, "t.abebe");

    later.judge(later.item(Cause.RECOVERED, NAME), Judgement.ABUSE);
    house.work();

    assertThat(house.binds(NAME, STOLEN)).as("set with the passkey that the case gave").isFalse();
    assertThat(SignedIn.maybe(house, thief)).isEmpty();
    assertThat(SignedIn.maybe(house, second)).isPresent();
  }

  @Test
  void a_passkey_that_was_added_since_an_abusive_case_opens_nothing_any_more() {
    SoftPasskey thief = replaced();
    house.clock.pass(Duration.ofHours(73));
    var more = new SoftPasskey(4711);
    Holder holder = SignedIn.with(house, thief).holder();
    String options = house.enrollment().askPasskey(holder).orElseThrow();
    assertThat(house.enrollment().addPasskey(holder, more.create(options), "More", TestHouse.arrival()))
        .isEqualTo(Change.DONE);
    Reviewer later = Reviewer.enrolled(house, "t.abebe");
    later.judge(later.item(Cause.RECOVERED, NAME), Judgement.ABUSE);
    house.work();

    assertThat(SignedIn.maybe(house, more)).isEmpty();
    assertThat(SignedIn.maybe(house, second)).isPresent();
  }

  @Test
  void a_freeze_of_abuse_is_not_lifted_by_another_verdict_on_the_same_case() {
    Journey.open(house, Purpose.BINDING, NAME);
    house.work();
    String link = house.newest(Post.Kind.CASE_OPENED, MAILBOX, "link");
    house.part(Repudiation.class).report(link.substring(link.lastIndexOf('/') + 1), TestHouse.arrival());
    UUID repudiated = reviewer.item(Cause.REPUDIATED, NAME);
    CaseId caseId = reviewer.file(repudiated).item().caseId();
    house.inside(
        () -> {
          house.part(Reviews.class).open(caseId, house.person(NAME), Cause.UNUSUAL);
          return true;
        });
    reviewer.judge(reviewer.item(Cause.UNUSUAL, NAME), Judgement.ABUSE);
    house.work();

    reviewer.judge(repudiated, Judgement.LEGITIMATE);
    house.clock.pass(Duration.ofSeconds(1));

    assertThat(frozen()).isOne();
  }

  @Test
  void two_accounts_with_one_mailbox_are_told_once_and_hold_nothing_up() {
    Given.says(house, "t.abebe", "mail", "ruth.engel@nordhafen.example");
    Given.says(house, "r.engel", "mail", "ruth.engel@nordhafen.example");

    assertThat(house.part(Deadlines.class).work()).isOne();
    house.work();

    assertThat(house.outbox).filteredOn(it -> it.kind() == Post.Kind.REVIEW_LATE)
        .extracting(Post.Letter::to).doesNotHaveDuplicates();
  }

  @Test
  void whose_other_account_it_is_about_is_not_counted_on_to_review_it() {
    UUID item = provisional();
    Given.says(house, "r.engel", "mail", Given.value(house, NAME, "mail"));
    house.clock.pass(Duration.ofDays(8));
    house.outbox.clear();

    assertThat(house.part(Deadlines.class).work()).as("it is paused while nobody else can").isZero();
    assertThat(house.database.count("select count(*) from review_item where escalations > 0 and id = '" + item + "'"))
        .isZero();
  }

  @Test
  void nobody_is_put_off_by_asking_twice() {
    UUID item = provisional();
    reviewer.judge(item, Judgement.NEEDS_CONTACT);
    reviewer.take(item);

    assertThat(reviewer.draft(item, Judgement.NEEDS_CONTACT)).contains(No.ASKED_ALREADY);
  }

  @Test
  void a_reason_cannot_look_like_a_line_of_the_house() {
    UUID item = provisional();
    reviewer.take(item);
    String seen = reviewer.file(item).shown().hex();
    reviewer.workspace().draft(reviewer.holder(), item, seen, Judgement.ABUSE,
        "No.\nMein Urteil: Es war dieser Mensch.");

    assertThat(reviewer.workspace().drafted(reviewer.holder(), item).orElseThrow().text().lines())
        .hasSize(4)
        .filteredOn(it -> it.startsWith("Mein Urteil")).singleElement().asString().contains("nicht");
  }

  @Test
  void what_happened_after_the_draft_is_looked_at_before_the_signature_counts() {
    UUID item = provisional();
    CaseId caseId = reviewer.file(item).item().caseId();
    reviewer.take(item);
    reviewer.draft(item, Judgement.LEGITIMATE);
    house.inside(
        () -> {
          house.part(Reviews.class).open(caseId, house.person(NAME), Cause.CLONED);
          return true;
        });

    assertThat(reviewer.sign(item)).isEqualTo(new Judged.Refused(No.MOVED_ON));
  }

  @Test
  void containing_that_is_tried_again_does_not_end_what_began_since() {
    stolen();
    elsewhere.answer = () -> new Outcome.Refused(Why.UNREACHABLE);
    UUID item = reviewer.item(Cause.UNUSUAL, NAME);
    reviewer.judge(item, Judgement.ABUSE);
    house.work();
    assertThat(house.database.count("select count(*) from duty where kind = 'CONTAIN' and done_at is null")).isOne();
    assertThat(reviewer.file(item).owed()).as("its page says so").extracting(it -> it.duty().kind())
        .contains("CONTAIN");
    assertThat(house.binds(NAME, STOLEN)).as("the first system is done").isFalse();

    SignedIn owner = SignedIn.with(house, second);
    elsewhere.answer = Outcome.Set::new;
    house.clock.pass(Duration.ofMinutes(5));
    house.work();

    assertThat(house.database.count("select count(*) from duty where kind = 'CONTAIN' and done_at is null")).isZero();
    assertThat(reviewer.file(item).owed()).extracting(it -> it.duty().kind()).doesNotContain("CONTAIN");
    assertThat(owner.alive()).isTrue();
    assertThat(house.database.count("select count(*) from audit_event where type = 'Contained'")).isOne();
  }

  @Test
  void what_came_from_the_same_place_is_looked_at_too() {
    stolen();
    SoftPasskey neighbour = Journey.enrol(house, "g.jansen", "Nordhafen-2026-g.jansen", "gesa.jansen@posteo.example");
    house.work();
    Journey.open(house, Purpose.BINDING, "g.jansen", TestHouse.arrival("203.0.113.9")).passkey(neighbour)
        .send(0).code("gesa.jansen@posteo.example");
    Journey.open(house, Purpose.BINDING, "nobody.at.all", TestHouse.arrival("203.0.113.9"));
    house.work();
    UUID item = reviewer.item(Cause.UNUSUAL, NAME);
    assertThat(reviewer.file(item).related())
        .anyMatch(it -> it.name().equals("g.jansen") && it.common().equals(Set.of(CaseFile.Common.SOURCE)));

    reviewer.judge(item, Judgement.ABUSE);
    house.work();

    assertThat(reviewer.queue()).anySatisfy(
        it -> {
          assertThat(it.item().cause()).isEqualTo(Cause.RELATED);
          assertThat(it.item().subject()).contains(house.person("g.jansen"));
        });
  }

  @Test
  void needs_contact_writes_to_the_person_and_their_supervisor_and_is_due_again() {
    UUID item = provisional();

    reviewer.judge(item, Judgement.NEEDS_CONTACT);
    house.work();

    assertThat(house.outbox).filteredOn(it -> it.kind() == Post.Kind.REVIEW_ASKS).extracting(Post.Letter::to)
        .contains(MAILBOX);
    assertThat(house.outbox).filteredOn(it -> it.kind() == Post.Kind.REVIEW_ASKS_ABOUT).hasSize(1);
    CaseFile file = reviewer.file(item);
    assertThat(file.item().closedAt()).isEmpty();
    assertThat(file.item().taken()).as("anybody may go on").isEmpty();
    assertThat(file.item().dueAt()).isAfter(house.clock.instant().plus(Duration.ofHours(23)));
    assertThat(reviewer.judge(item, Judgement.LEGITIMATE)).isEqualTo(new Judged.Done(Judgement.LEGITIMATE));
    assertThat(reviewer.file(item).given()).hasSize(2);
  }

  @Test
  void who_said_not_me_by_mistake_is_free_again_when_a_reviewer_finds_that_it_was_them() {
    Journey.open(house, Purpose.BINDING, NAME);
    house.work();
    String link = house.newest(Post.Kind.CASE_OPENED, MAILBOX, "link");
    house.part(Repudiation.class).report(link.substring(link.lastIndexOf('/') + 1), TestHouse.arrival());
    assertThat(frozen()).isOne();

    reviewer.judge(reviewer.item(Cause.REPUDIATED, NAME), Judgement.LEGITIMATE);
    house.clock.pass(Duration.ofSeconds(1));

    assertThat(frozen()).isZero();
  }

  private long frozen() {
    return house.database.count(
        "select count(*) from account_freeze where frozen_until > timestamp with time zone '"
            + house.clock.instant().toString().replace('T', ' ').replace("Z", "+00:00") + "'");
  }

  @Test
  @Requirement("R-53-AU-6")
  void f_10_a_review_that_nobody_does_is_said_to_be_late_twice_and_then_what_the_case_made_is_held_back() {
    UUID item = provisional();
    CaseId caseId = reviewer.file(item).item().caseId();
    var deadlines = house.part(Deadlines.class);
    assertThat(SignedIn.with(house, passkey).holder().quarantinedUntil()).isEmpty();
    String code = SignedIn.with(house, passkey).codes().getFirst();
    house.database.change("update recovery_kit set made_by = '" + caseId + "'");
    assertThat(channels()).isOne();

    assertThat(deadlines.work()).as("due since an hour").isOne();
    assertThat(deadlines.work()).as("it is not said twice").isZero();
    house.clock.pass(Duration.ofHours(36));
    assertThat(deadlines.work()).isPositive();
    assertThat(SignedIn.with(house, passkey).holder().quarantinedUntil()).isEmpty();
    house.clock.pass(Duration.ofHours(36));
    assertThat(deadlines.work()).isPositive();
    house.work();

    assertThat(SignedIn.with(house, passkey).holder().quarantinedUntil()).isPresent();
    assertThat(channels()).as("no code goes to an address that counts").isZero();
    Journey held = Journey.open(house, Purpose.RECOVERY, NAME).saved(code);
    assertThat(held.view.proofs()).isEmpty();
    assertThat(house.database.count("select count(*) from audit_event where type = 'HeldBack' and case_id = '" + caseId
        + "'")).isOne();
    assertThat(house.outbox)
        .filteredOn(it -> it.values().getOrDefault("number", "").equals(caseId.number()))
        .extracting(Post.Letter::kind)
        .contains(Post.Kind.REVIEW_LATE, Post.Kind.REVIEW_LATE_AGAIN, Post.Kind.REVIEW_HELD_BACK);
    house.clock.pass(Duration.ofHours(29));
    assertThat(SignedIn.with(house, passkey).holder().quarantinedUntil()).as("also when the next look is late")
        .isPresent();
    assertThat(deadlines.work()).as("day by day, until somebody looks").isPositive();
    assertThat(SignedIn.with(house, passkey).holder().quarantinedUntil()).isPresent();

    Reviewer.enrolled(house, "t.abebe").judge(item, Judgement.LEGITIMATE);
    house.clock.pass(Duration.ofHours(31));
    deadlines.work();
    assertThat(SignedIn.with(house, passkey).holder().quarantinedUntil()).as("it ends with the verdict").isEmpty();
    assertThat(channels()).isOne();
    assertThat(Journey.open(house, Purpose.RECOVERY, NAME).saved(code).view.proofs()).isNotEmpty();
  }

  @Test
  @Requirement("R-53-AU-6")
  void f_10_while_nobody_reviews_a_password_the_passkey_that_set_it_adds_and_removes_nothing() {
    reviewer.judge(provisional(), Judgement.LEGITIMATE);
    stolen();
    UUID item = reviewer.item(Cause.UNUSUAL, NAME);
    var deadlines = house.part(Deadlines.class);
    for (int hours : List.of(25, 12)) {
      house.clock.pass(Duration.ofHours(hours));
      assertThat(deadlines.work()).isPositive();
      assertThat(SignedIn.with(house, passkey).holder().quarantinedUntil()).isEmpty();
    }

    house.clock.pass(Duration.ofHours(12));
    assertThat(deadlines.work()).isPositive();

    SignedIn held = SignedIn.with(house, passkey);
    assertThat(held.holder().quarantinedUntil()).isPresent();
    assertThat(house.enrollment().addContact(held.holder(), "new@posteo.example")).isEqualTo(Change.QUARANTINED);
    assertThat(house.database.count("select count(*) from passkey where quarantined_until > held_until"))
        .as("it is held, and not taken for new").isZero();
    assertThat(Journey.open(house, Purpose.BINDING, NAME).passkey(passkey).view.proofs())
        .as("and proves what it proved").hasSize(1);
    Reviewer.enrolled(house, "t.abebe").judge(item, Judgement.LEGITIMATE);
    house.clock.pass(Duration.ofHours(31));
    assertThat(SignedIn.with(house, passkey).holder().quarantinedUntil()).as("it ends with the verdict").isEmpty();
  }

  private int channels() {
    return house.inside(() -> house.part(Contacts.class).channels(house.person(NAME)).size());
  }

  @Test
  void while_nobody_can_judge_nothing_is_said_to_be_late_and_nothing_held_back() {
    house.database.change("update review_item set subject_id = '" + house.person("r.engel") + "', taken_by = null");
    house.clock.pass(Duration.ofDays(30));

    assertThat(house.part(Deadlines.class).work()).isZero();
    assertThat(house.database.count("select count(*) from audit_event where type = 'ReviewLate'")).isZero();
    Reviewer.enrolled(house, "t.abebe");
    house.clock.pass(Duration.ofHours(2));
    assertThat(house.part(Deadlines.class).work()).as("now there is somebody").isPositive();
  }

  @Test
  void the_page_says_which_rules_objected_in_every_decision_and_what_slowed_the_case() {
    List<String> codes = SignedIn.with(house, passkey).codes();
    Journey guessed = Journey.open(house, Purpose.BINDING, NAME);
    house.work();
    for (int i = 0; i < 10; i++) {
      guessed.passkey(new SoftPasskey(i));
    }
    Journey journey = Journey.open(house, Purpose.RECOVERY, NAME, TestHouse.arrival("203.0.113.9"));
    journey.saved(codes.getFirst()).send(0).code(MAILBOX);
    assertThat(journey.view.state()).isEqualTo(State.COOLING_OFF);
    house.clock.pass(Duration.between(house.clock.instant(), journey.view.waitsUntil().orElseThrow()).plusMinutes(1));
    journey.resume().saved(codes.get(1)).bind(new SoftPasskey(4711));
    assertThat(journey.view.state()).isEqualTo(State.COMPLETED);
    house.work();

    Reviewer another = Reviewer.enrolled(house, "v.hartmann");
    CaseFile.Told told = another.file(another.item(Cause.RECOVERED, NAME)).told().orElseThrow();

    assertThat(told.spoke()).isEmpty();
    assertThat(told.slowedBy()).contains("FAILURES");
    assertThat(told.decided()).extracting(CaseFile.Decided::state)
        .containsExactly(State.COOLING_OFF, State.PROVING, State.READY);
    assertThat(told.decided().getFirst().rules()).contains("PATH", "FAILURES");
    assertThat(told.decided().getFirst().until()).isPresent();
    assertThat(told.decided().getLast().rules()).isEmpty();
    assertThat(told.isDecidedSince()).isFalse();
  }

  @Test
  void the_page_says_what_was_shown_how_it_was_decided_and_how_it_compares() {
    SignedIn.with(house, passkey);
    stolen();
    UUID item = reviewer.item(Cause.UNUSUAL, NAME);

    CaseFile.Told told = reviewer.file(item).told().orElseThrow();

    assertThat(told.from()).isEqualTo("203.0.113.9");
    assertThat(told.state()).isEqualTo(State.COMPLETED);
    assertThat(told.evidence()).hasSize(1);
    assertThat(told.facts().orElseThrow().browserRecognised().is(false)).isTrue();
    assertThat(reviewer.file(item).earlier()).isNotEmpty();
    assertThat(reviewer.file(item).effects()).isNotEmpty();
  }

  @Test
  void while_a_system_is_down_the_page_of_the_case_says_that_it_has_not_confirmed_and_afterwards_that_it_has() {
    house.close();
    var connector = new FakeConnector(WhenStuck.PROCEED);
    house = new TestHouse(connector);
    passkey = Journey.enrol(house, NAME, OLD, MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    reviewer = Reviewer.enrolled(house, "r.engel");
    connector.answers = false;
    Journey journey = stolen();
    UUID item = reviewer.item(Cause.UNUSUAL, NAME);

    assertThat(ended(journey.look().view.effects())).isEqualTo(Status.NOT_CONFIRMED);
    assertThat(ended(reviewer.file(item).effects())).isEqualTo(Status.NOT_CONFIRMED);
    assertThat(line(item).open()).as("the list says so, too").isPositive();

    connector.answers = true;
    house.clock.pass(Duration.ofMinutes(6));
    assertThat(ended(reviewer.file(item).effects())).as("nobody has asked it again").isEqualTo(Status.NOT_CONFIRMED);
    house.work();

    assertThat(ended(journey.look().view.effects())).isEqualTo(Status.DONE);
    assertThat(ended(reviewer.file(item).effects())).isEqualTo(Status.DONE);
    assertThat(line(item).open()).isZero();
  }

  /** What came of ending the sessions in the other system. */
  private static Status ended(List<CaseView.Effect> effects) {
    return effects.stream()
        .filter(it -> it.what() == CaseView.What.SESSIONS && it.about().equals("elsewhere"))
        .map(CaseView.Effect::status)
        .findFirst().orElseThrow();
  }

  private CaseFile.Line line(UUID item) {
    return reviewer.queue().stream().filter(it -> it.item().id().equals(item)).findFirst().orElseThrow();
  }

  @Test
  void what_has_to_be_looked_at_first_stands_first_so_that_both_risk_and_age_count() {
    open("g.jansen", Cause.FOLLOW_UP);
    house.clock.pass(Duration.ofHours(70));
    open("k.tanaka", Cause.FOLLOW_UP);
    open("k.tanaka", Cause.RECOVERED);
    open("l.mueller", Cause.LOST);

    Set<PersonId> theirs = Set.of(house.person("g.jansen"), house.person("k.tanaka"), house.person("l.mueller"));
    assertThat(Reviewer.enrolled(house, "t.abebe").queue().stream().map(CaseFile.Line::item))
        .filteredOn(it -> it.subject().filter(theirs::contains).isPresent())
        .extracting(Item::cause, it -> it.subject().orElseThrow())
        .containsExactly(
            tuple(Cause.FOLLOW_UP, house.person("g.jansen")), tuple(Cause.LOST, house.person("l.mueller")),
            tuple(Cause.RECOVERED, house.person("k.tanaka")), tuple(Cause.FOLLOW_UP, house.person("k.tanaka")));
  }

  private void open(String name, Cause cause) {
    house.database
        .run(() -> house.part(Reviews.class).open(new CaseId(UUID.randomUUID()), house.person(name), cause));
  }

  @ParameterizedTest
  @EnumSource(value = Cause.class, names = {"LINKED", "RELATED"})
  void f_10_what_shares_with_abuse_more_than_colleagues_do_is_held_back_while_nobody_looks(Cause cause) {
    UUID first = provisional();
    CaseId caseId = reviewer.file(first).item().caseId();
    reviewer.judge(first, Judgement.LEGITIMATE);
    house.database.run(() -> house.part(Reviews.class).open(caseId, house.person(NAME), cause));
    var deadlines = house.part(Deadlines.class);

    for (int hours : List.of(5, 2, 2)) {
      assertThat(SignedIn.with(house, passkey).holder().quarantinedUntil()).isEmpty();
      house.clock.pass(Duration.ofHours(hours));
      assertThat(deadlines.work()).isPositive();
    }

    assertThat(SignedIn.with(house, passkey).holder().quarantinedUntil().isPresent()).isEqualTo(cause == Cause.LINKED);
  }

  @Test
  void a_sign_in_that_came_after_the_case_began_is_no_earlier_use() {
    SignedIn.with(house, passkey);
    house.clock.pass(Duration.ofMinutes(2));
    Journey journey = Journey.open(house, Purpose.BINDING, NAME, TestHouse.arrival("203.0.113.9"));
    house.clock.pass(Duration.ofMinutes(2));
    SignedIn.with(house, passkey);
    journey.passkey(passkey).set(STOLEN);
    house.work();

    CaseFile file = reviewer.file(reviewer.item(Cause.UNUSUAL, NAME));

    assertThat(file.item().openedAt()).isAfter(file.told().orElseThrow().openedAt().plusSeconds(100));
    assertThat(file.earlier()).isNotEmpty()
        .allSatisfy(it -> assertThat(it.at()).isBefore(file.told().orElseThrow().openedAt()));
  }
}
