package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Post;
import regain.kernel.CaseId;
import regain.policy.Purpose;
import regain.recovery.Alerts;
import regain.recovery.CaseFile;
import regain.recovery.Desk;
import regain.recovery.Desk.Answer;
import regain.recovery.Desk.Progress;
import regain.recovery.Desk.Stage;
import regain.recovery.DeskProviders;
import regain.recovery.State;
import regain.review.Judgement;
import regain.review.Part;
import regain.review.Reviews;
import regain.review.Reviews.Cause;
import regain.signals.Happening;
import regain.signals.Segment.Kind;
import regain.signals.Volumes;

/** The desk can have people written to, and nothing else. */
class DeskTest {
  private static final String AGENT = "w.schroeder";

  private TestHouse house;
  private SoftPasskey passkey;
  private SignedIn agent;

  @BeforeEach
  void build() {
    house = new TestHouse();
    passkey = Given.enrolledByInvitation(house, AGENT, "Nordhafen-2026-w.schroeder");
    agent = SignedIn.with(house, passkey);
    house.work();
    house.outbox.clear();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private List<String> written() {
    return house.outbox.stream().filter(it -> it.kind() == Post.Kind.START_HERE).map(Post.Letter::to).toList();
  }

  @Test
  @Requirement({"R-53-AC-6(9)(10)", "R-53-PS-7"})
  void a_letter_goes_to_the_registered_addresses_and_to_no_other() {
    house.part(Desk.class).helpStart(agent.holder(), "b.hansen");
    house.work();

    assertThat(written())
        .containsExactlyInAnyOrder("b.hansen@nordhafen.example", "birte.hansen@posteo.example");
    assertThat(house.database.count("select count(*) from audit_event where type = 'HelpOffered'")).isOne();
  }

  @Test
  void for_a_name_that_nobody_has_nothing_is_written_and_the_desk_cannot_tell() {
    house.part(Desk.class).helpStart(agent.holder(), "nobody.at.all");
    house.work();

    assertThat(written()).isEmpty();
    assertThat(house.database.count("select count(*) from audit_event where type = 'HelpAsked'")).isOne();
  }

  @Test
  void whoever_had_somebody_written_to_is_at_their_side_in_what_they_begin_within_a_day() {
    house.part(Desk.class).helpStart(agent.holder(), "b.hansen");
    house.work();
    Journey.open(house, Purpose.RECOVERY, "b.hansen");
    Journey.open(house, Purpose.RECOVERY, "g.jansen");
    house.work();
    assertThat(helped()).isEqualTo(1);

    house.clock.pass(Duration.ofHours(25));
    Journey.open(house, Purpose.RECOVERY, "b.hansen");
    house.work();
    assertThat(helped()).isEqualTo(1);
  }

  private long helped() {
    return house.database.count(
        "select count(*) from case_part where part = 'DESK' and person_id = '" + house.person(AGENT) + "'");
  }

  @Test
  void rt_02_whoever_calls_one_agent_after_the_other_is_noticed_and_the_person_is_told_each_time() {
    Given.marked(house, "t.groth", "desk");
    SoftPasskey other = Given.enrolledByInvitation(house, "t.groth", "Nordhafen-2026-t.groth");
    house.work();
    house.outbox.clear();
    agent = SignedIn.with(house, passkey);
    desk().helpStart(agent.holder(), "b.hansen");
    desk().helpStart(agent.holder(), "b.hansen");
    house.work();
    assertThat(house.database.count("select count(*) from review_item where cause = 'SEVERAL_AGENTS'"))
        .as("one agent is nothing").isZero();

    desk().helpStart(SignedIn.with(house, other).holder(), "b.hansen");
    desk().helpStart(agent.holder(), "b.hansen");
    house.work();

    assertThat(written()).hasSize(2 * 4);
    assertThat(house.database.count("select count(*) from review_item where cause = 'SEVERAL_AGENTS'")).isOne();
    Reviewer reviewer = Reviewer.enrolled(house, "r.engel");
    assertThat(reviewer.file(reviewer.item(Cause.SEVERAL_AGENTS, "b.hansen")).entries())
        .extracting(it -> it.fields().get("agents")).contains("2");
    assertThat(
        house.database.count(
            "select count(*) from case_part p join review_item i on i.case_id = p.case_id"
                + " where i.cause = 'SEVERAL_AGENTS' and p.part = 'DESK'"))
        .as("neither of them may judge it").isEqualTo(2);
  }

  @Test
  void rt_02_when_several_agents_were_abused_somebody_looks_at_what_came_of_it_and_at_what_else_they_had_to_do_with() {
    Given.marked(house, "t.groth", "desk");
    SoftPasskey second = Given.enrolledByInvitation(house, "t.groth", "Nordhafen-2026-t.groth");
    completed("g.jansen", "Nordhafen-2026-g.jansen", "gesa.jansen@posteo.example");
    agent = SignedIn.with(house, passkey);
    desk().helpStart(agent.holder(), "b.hansen");
    desk().helpStart(SignedIn.with(house, second).holder(), "b.hansen");
    house.work();
    house.clock.pass(Duration.ofMinutes(1));
    Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", "birte.hansen@posteo.example");
    house.work();

    Reviewer reviewer = Reviewer.enrolled(house, "r.engel");
    reviewer.judge(reviewer.item(Cause.SEVERAL_AGENTS, "b.hansen"), Judgement.ABUSE);
    house.work();

    assertThat(linked()).containsExactlyInAnyOrder("b.hansen", "g.jansen");
  }

  @Test
  void rt_16_when_an_agent_was_abused_somebody_looks_at_what_they_had_to_do_with() {
    completed("g.jansen", "Nordhafen-2026-g.jansen", "gesa.jansen@posteo.example");
    Journey fruitless = Journey.open(house, Purpose.BINDING, "o.kowalski");
    agent = SignedIn.with(house, passkey);
    for (int i = 0; i < 31; i++) {
      desk().progress(agent.holder(), fruitless.view.number());
    }
    Reviewer reviewer = Reviewer.enrolled(house, "r.engel");

    reviewer.judge(reviewer.item(Cause.DESK_OVERRUN, AGENT), Judgement.ABUSE);
    house.work();

    assertThat(linked()).as("and not at what has come to nothing").containsExactly("g.jansen");
  }

  /** Somebody sets a password, with the agent at their side. */
  private void completed(String name, String invitation, String mailbox) {
    SoftPasskey theirs = Journey.enrol(house, name, invitation, mailbox);
    house.clock.pass(Duration.ofHours(73));
    Journey journey = Journey.open(house, Purpose.BINDING, name, TestHouse.arrival("203.0.113.2"));
    house.work();
    desk().progress(SignedIn.with(house, passkey).holder(), journey.view.number());
    assertThat(journey.passkey(theirs).set("three herons over the quay").view.state()).isEqualTo(State.COMPLETED);
  }

  private List<String> linked() {
    return Stream.of("b.hansen", "g.jansen", "o.kowalski", AGENT)
        .filter(it -> house.database.count(
            "select count(*) from review_item where cause = 'LINKED' and subject_id = '" + house.person(it) + "'") == 1)
        .toList();
  }

  @Test
  void rt_16_nobody_is_flooded_by_the_desk() {
    for (int i = 0; i < 9; i++) {
      house.part(Desk.class).helpStart(agent.holder(), "b.hansen");
    }
    house.work();

    assertThat(written()).hasSize(2 * 5);
  }

  @Test
  void rt_16_whoever_asks_for_more_than_twenty_in_an_hour_is_refused_and_looked_at() {
    for (int i = 0; i < 20; i++) {
      assertThat(desk().helpStart(agent.holder(), "somebody" + i)).isEqualTo(Answer.TAKEN);
    }
    assertThat(desk().helpStart(agent.holder(), "b.hansen")).isEqualTo(Answer.TOO_MANY);
    house.work();
    assertThat(written()).isEmpty();
    assertThat(house.database.count("select count(*) from review_item where cause = 'DESK_OVERRUN'")).isOne();

    house.clock.pass(Duration.ofMinutes(61));
    assertThat(desk().helpStart(SignedIn.with(house, passkey).holder(), "b.hansen")).isEqualTo(Answer.TAKEN);
  }

  @Test
  void rt_16_whoever_stays_just_below_the_limit_of_an_hour_is_noticed_within_the_day() {
    for (int hour = 0; hour < 4; hour++) {
      agent = SignedIn.with(house, passkey);
      for (int i = 0; i < 15; i++) {
        assertThat(desk().helpStart(agent.holder(), "somebody" + i)).isEqualTo(Answer.TAKEN);
      }
      house.clock.pass(Duration.ofMinutes(61));
    }
    agent = SignedIn.with(house, passkey);

    assertThat(desk().helpStart(agent.holder(), "b.hansen")).isEqualTo(Answer.TOO_MANY);
    assertThat(house.database.count("select count(*) from review_item where cause = 'DESK_OVERRUN'")).isOne();
  }

  @Test
  void a_case_in_which_two_agents_had_to_do_with_both_is_one_case_in_common() {
    var one = new CaseId(UUID.randomUUID());
    var other = new CaseId(UUID.randomUUID());
    Reviews reviews = house.part(Reviews.class);

    List<CaseId> common = house.inside(() -> {
      for (String each : List.of(AGENT, "t.abebe")) {
        reviews.join(one, house.person(each), Part.DESK);
        reviews.join(other, house.person(each), Part.DESK);
      }
      return reviews.sharing(one, Part.DESK, 10);
    });

    assertThat(common).containsExactly(other);
  }

  @Test
  void an_agent_who_looks_at_many_that_come_to_nothing_hides_none_that_did_not() {
    SoftPasskey theirs = Journey.enrol(house, "g.jansen", "Nordhafen-2026-g.jansen", "gesa.jansen@posteo.example");
    house.clock.pass(Duration.ofHours(73));
    agent = SignedIn.with(house, passkey);
    Journey earlier = Journey.open(house, Purpose.BINDING, "g.jansen", TestHouse.arrival("203.0.113.2"));
    house.work();
    desk().progress(agent.holder(), earlier.view.number());
    earlier.passkey(theirs).set("three herons over the quay");
    assertThat(earlier.view.state()).isEqualTo(State.COMPLETED);
    Journey one = Journey.open(house, Purpose.BINDING, "b.hansen", TestHouse.arrival("203.0.113.1"));
    house.work();
    desk().progress(agent.holder(), one.view.number());
    for (int i = 0; i < 21; i++) {
      Journey fruitless = Journey.open(house, Purpose.BINDING, "o.kowalski", TestHouse.arrival("198.51.100." + i));
      desk().progress(agent.holder(), fruitless.view.number());
    }
    CaseId caseId = CaseId.of(one.ticket.substring(0, one.ticket.indexOf('.')));
    house.inside(() -> {
      house.part(Reviews.class).open(caseId, house.person("b.hansen"), Cause.LOST);
      return true;
    });
    Reviewer reviewer = Reviewer.enrolled(house, "r.engel");

    assertThat(reviewer.file(reviewer.item(Cause.LOST, "b.hansen")).related()).hasSize(20)
        .first().extracting(CaseFile.Related::name).isEqualTo("g.jansen");
  }

  @Test
  @Requirement({"R-53-AC-6(9)(10)", "R-53-PS-7"})
  void whoever_is_not_of_the_desk_is_refused() {
    SoftPasskey other = Given.enrolledByInvitation(house, "g.jansen", "Nordhafen-2026-g.jansen");

    assertThatThrownBy(() -> house.part(Desk.class).helpStart(SignedIn.with(house, other).holder(), "b.hansen"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Requirement({"R-63A-3.2.1-c", "R-ASVS-6.4.6", "R-WSTG-ATHN-10/11"})
  void f_7_rt_01_help_adds_nothing_to_a_case() {
    Journey journey = Journey.open(house, Purpose.BINDING, "b.hansen");
    house.part(Desk.class).helpStart(agent.holder(), "b.hansen");
    house.work();

    assertThat(journey.look().view.proofs()).isEmpty();
  }

  @Test
  void rt_04_no_secret_of_anybody_comes_to_staff() {
    SoftPasskey theirs = Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", "birte.hansen@posteo.example");
    house.clock.pass(Duration.ofHours(73));
    List<String> codes = SignedIn.with(house, theirs).codes();
    agent = SignedIn.with(house, passkey);
    desk().helpStart(agent.holder(), "b.hansen");
    Journey helped = Journey.open(house, Purpose.BINDING, "b.hansen");
    house.work();
    helped.passkey(theirs).set("three herons over the quay");
    CaseId caseId = CaseId.of(helped.ticket.substring(0, helped.ticket.indexOf('.')));
    house.inside(() -> {
      house.part(Reviews.class).open(caseId, house.person("b.hansen"), Cause.LOST);
      return true;
    });
    Reviewer reviewer = Reviewer.enrolled(house, "r.engel");
    house.work();
    String shown = desk().progress(agent.holder(), helped.view.number())
        + reviewer.file(reviewer.item(Cause.LOST, "b.hansen")).toString()
        + house.outbox.stream().filter(it -> !it.to().contains("hansen")).map(Post.Letter::toString).toList();

    assertThat(shown).contains("DONE", "PasswordSet").doesNotContain("three herons");
    assertThat(codes).noneMatch(shown::contains);
  }

  @Test
  void a_reviewer_sees_what_else_the_same_agent_had_to_do_with() {
    Journey one = Journey.open(house, Purpose.BINDING, "b.hansen", TestHouse.arrival("203.0.113.1"));
    Journey other = Journey.open(house, Purpose.BINDING, "g.jansen", TestHouse.arrival("203.0.113.2"));
    Journey.open(house, Purpose.BINDING, "o.kowalski", TestHouse.arrival("203.0.113.3"));
    house.work();
    desk().progress(agent.holder(), one.view.number());
    desk().progress(agent.holder(), other.view.number());
    CaseId caseId = CaseId.of(one.ticket.substring(0, one.ticket.indexOf('.')));
    house.inside(() -> {
      house.part(Reviews.class).open(caseId, house.person("b.hansen"), Cause.LOST);
      return true;
    });
    Reviewer reviewer = Reviewer.enrolled(house, "r.engel");

    assertThat(reviewer.file(reviewer.item(Cause.LOST, "b.hansen")).related()).singleElement().satisfies(it -> {
      assertThat(it.name()).isEqualTo("g.jansen");
      assertThat(it.common()).containsExactly(CaseFile.Common.AGENT);
    });
  }

  @Test
  @Requirement("R-53-PS-7")
  void what_people_get_with_an_agent_at_their_side_is_counted_by_agent() {
    SoftPasskey theirs = Journey.enrol(house, "b.hansen", "Nordhafen-2026-b.hansen", "birte.hansen@posteo.example");
    house.clock.pass(Duration.ofHours(73));
    Journey.open(house, Purpose.BINDING, "b.hansen").passkey(theirs).set("seven gulls on the crane");
    Journey helped = Journey.open(house, Purpose.BINDING, "b.hansen");
    house.work();
    agent = SignedIn.with(house, passkey);
    desk().progress(agent.holder(), helped.view.number());
    helped.passkey(theirs).set("three herons over the quay");
    assertThat(helped.view.state()).isEqualTo(State.COMPLETED);

    house.part(Alerts.class).look();

    assertThat(house.inside(() -> house.part(Volumes.class).outlook(Happening.RESET, Kind.AGENT, 2)).lines())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.segment().key()).doesNotContain(house.person(AGENT).toString());
          assertThat(it.hours().getLast().seen()).isEqualTo(1);
        });
  }

  @Test
  @Requirement("R-53-PS-7")
  void failures_with_one_agent_at_the_side_of_different_people_are_noticed() {
    helped("b.hansen", 9, "203.0.113.9");
    helped("n.fischer", 9, "198.51.100.9");
    assertThat(house.part(Alerts.class).look()).isZero();

    helped("e.dubois", 8, "192.0.2.9");

    assertThat(house.part(Alerts.class).look()).isEqualTo(1);
    assertThat(house.database.text("select series from volume_alarm")).startsWith("FAILURE/AGENT/");
  }

  @Test
  void the_desk_is_a_channel_of_its_own() {
    Journey helped = Journey.open(house, Purpose.RECOVERY, "b.hansen");
    house.work();
    desk().progress(agent.holder(), helped.view.number());
    helped.saved("AAAA-AAAA-AAAA");
    house.part(Alerts.class).look();

    assertThat(house.inside(() -> house.part(Volumes.class).outlook(Happening.FAILURE, Kind.CHANNEL, 2)).lines())
        .extracting(it -> it.segment().key())
        .containsExactlyInAnyOrder("RECOVERY", "DESK");
  }

  /** Somebody who types so many wrong codes while the agent looks how far they are. */
  private void helped(String name, int times, String from) {
    Journey journey = Journey.open(house, Purpose.RECOVERY, name, TestHouse.arrival(from));
    house.work();
    desk().progress(SignedIn.with(house, passkey).holder(), journey.view.number());
    for (int i = 0; i < times; i++) {
      journey.saved("AAAA-AAAA-AAAA");
    }
  }

  private Desk desk() {
    return house.part(Desk.class);
  }

  @Test
  void how_far_a_case_is_says_no_more_than_that_and_every_look_is_on_record() {
    Journey known = Journey.open(house, Purpose.BINDING, "b.hansen");
    Journey nobody = Journey.open(house, Purpose.BINDING, "nobody.at.all");
    house.work();

    assertThat(desk().progress(agent.holder(), known.view.number()))
        .isEqualTo(desk().progress(agent.holder(), nobody.view.number()))
        .isEqualTo(new Progress(Answer.TAKEN, Stage.PROVING, Optional.empty()));
    assertThat(desk().progress(agent.holder(), "RG-0000-0000").stage()).isEqualTo(Stage.UNKNOWN);
    assertThat(house.database.count("select count(*) from audit_event where type = 'ProgressRead'"))
        .as("also of what is not there").isEqualTo(3);
    house.clock.pass(Duration.ofHours(2));
    agent = SignedIn.with(house, passkey);
    assertThat(desk().progress(agent.holder(), known.view.number()).stage()).isEqualTo(Stage.OVER);
    house.clock.pass(Duration.ofDays(3));
    agent = SignedIn.with(house, passkey);
    assertThat(desk().progress(agent.holder(), known.view.number()).stage()).isEqualTo(Stage.UNKNOWN);
  }

  @Test
  void rt_16_whoever_pages_through_cases_is_stopped_and_put_up_for_review() {
    String number = Journey.open(house, Purpose.BINDING, "b.hansen").view.number();
    for (int i = 0; i < 30; i++) {
      assertThat(desk().progress(agent.holder(), number).answer()).isEqualTo(Answer.TAKEN);
    }
    assertThat(desk().progress(agent.holder(), number))
        .isEqualTo(new Progress(Answer.TOO_MANY, Stage.UNKNOWN, Optional.empty()));
    assertThat(desk().progress(agent.holder(), number).answer()).isEqualTo(Answer.TOO_MANY);

    Reviewer reviewer = Reviewer.enrolled(house, "r.engel");
    assertThat(reviewer.file(reviewer.item(Cause.DESK_OVERRUN, AGENT)).item().subject())
        .contains(house.person(AGENT));
    assertThat(house.database.count("select count(*) from review_item where cause = 'DESK_OVERRUN'")).isOne();
    assertThat(desk().helpStart(agent.holder(), "b.hansen")).as("one thing at a time").isEqualTo(Answer.TAKEN);
  }

  @Test
  void rt_17_a_whole_provider_is_cut_off_with_one_switch_and_let_in_again_by_somebody_else() {
    SoftPasskey ruths = Given.enrolledByInvitation(house, "r.engel", "Nordhafen-2026-r.engel");
    SoftPasskey volkers = Given.enrolledByInvitation(house, "v.hartmann", "Nordhafen-2026-v.hartmann");
    Holder ruth = SignedIn.with(house, ruths).holder();
    Holder volker = SignedIn.with(house, volkers).holder();
    DeskProviders providers = house.part(DeskProviders.class);
    assertThat(providers.all(ruth).orElseThrow())
        .containsExactly(new DeskProviders.Provider("Fernhilfe", 1, Optional.empty()));

    providers.cutOff(ruth, "Fernhilfe", "Agents were bribed");
    assertThat(desk().helpStart(agent.holder(), "b.hansen")).isEqualTo(Answer.CUT_OFF);
    assertThat(desk().progress(agent.holder(), "RG-0000-0000").answer()).isEqualTo(Answer.CUT_OFF);
    assertThat(house.database.count("select count(*) from audit_event where type = 'DeskRefused'"))
        .as("what they tried is on record").isEqualTo(2);
    house.work();
    assertThat(written()).isEmpty();
    assertThat(house.outbox.stream().filter(it -> it.kind() == Post.Kind.PROVIDER_CUT_OFF).map(Post.Letter::to))
        .contains("r.engel@nordhafen.example", "v.hartmann@nordhafen.example");

    assertThat(providers.readmit(ruth, "Fernhilfe")).isFalse();
    assertThat(providers.readmit(volker, "Fernhilfe")).isTrue();
    assertThat(desk().helpStart(agent.holder(), "b.hansen")).isEqualTo(Answer.TAKEN);
    assertThat(
        house.database.count("select count(*) from audit_event where type in ('ProviderCutOff', 'ProviderReadmitted')"))
        .isEqualTo(2);
    Holder hers = agent.holder();
    assertThatThrownBy(() -> providers.cutOff(hers, "Fernhilfe", "x")).isInstanceOf(IllegalArgumentException.class);
  }
}
