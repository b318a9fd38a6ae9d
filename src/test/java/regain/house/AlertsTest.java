package regain.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.assurance.Requirement;
import regain.enrollment.Enrollment.Change;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.port.Post;
import regain.kernel.CaseId;
import regain.policy.Purpose;
import regain.recovery.Alerts;
import regain.recovery.CaseFile;
import regain.recovery.Repudiation;
import regain.recovery.State;
import regain.review.Judgement;
import regain.review.Reviews.Cause;
import regain.review.Reviews.Wanted;
import regain.signals.Alarm;
import regain.signals.Happening;
import regain.signals.Segment.Kind;
import regain.signals.Volumes;

/** What is more than usual comes before somebody, and what they find counts. */
class AlertsTest {
  private static final String NAME = "b.hansen";
  private static final String MAILBOX = "birte.hansen@posteo.example";

  private TestHouse house;
  private SoftPasskey passkey;
  private Reviewer reviewer;

  @BeforeEach
  void build() {
    house = new TestHouse();
    passkey = Journey.enrol(house, NAME, "Nordhafen-2026-b.hansen", MAILBOX);
    house.clock.pass(Duration.ofHours(73));
    reviewer = Reviewer.enrolled(house, "r.engel");
    house.work();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Alerts alerts() {
    return house.part(Alerts.class);
  }

  /** Wrong codes from one network, one case after the other. */
  private void spray() {
    for (int i = 0; i < 61; i++) {
      Journey.open(house, Purpose.RECOVERY, "somebody." + i, TestHouse.arrival("203.0.113." + i))
          .saved("AAAA-AAAA-AAAA");
    }
  }

  @Test
  @Requirement("R-AI-MS-2.4")
  void rt_35_guessing_from_one_network_is_put_up_for_review_once_and_a_verdict_counts() {
    assertThat(alerts().look()).isZero();
    spray();
    assertThat(alerts().look()).isEqualTo(1);
    assertThat(alerts().look()).isZero();
    spray();
    assertThat(alerts().look()).as("it goes on").isZero();

    UUID item = reviewer.workspace().waiting(reviewer.holder(), Wanted.all(), 50, 1).lines().stream()
        .map(CaseFile.Line::item)
        .filter(it -> it.cause() == Cause.ALARM)
        .findFirst()
        .orElseThrow()
        .id();
    Alarm alarm = reviewer.file(item).alarm().orElseThrow();
    assertThat(alarm.rule()).isEqualTo(Alarm.Rule.REPEATED);
    assertThat(alarm.what()).isEqualTo(Happening.FAILURE);
    assertThat(alarm.segment().kind()).isEqualTo(Kind.NETWORK);
    assertThat(alarm.segment().key()).doesNotContain("203");

    reviewer.judge(item, Judgement.ABUSE);
    house.work();
    assertThat(house.outbox).filteredOn(it -> it.kind() == Post.Kind.ATTACK_FOUND).isNotEmpty()
        .allMatch(it -> it.values().get("number").equals(new CaseId(alarm.id()).number()));
    assertThat(house.database.count("select count(*) from audit_event where type = 'Contained'")).isZero();
    Alerts.Picture picture = alerts().picture(reviewer.holder());
    assertThat(picture.precision()).isEqualTo(new Alerts.Precision(1, 1));
    assertThat(picture.raised()).singleElement().matches(it -> it.found().filter(Judgement.ABUSE::equals).isPresent());
  }

  @Test
  void resets_are_counted_where_they_happen() {
    Journey.open(house, Purpose.BINDING, NAME).passkey(passkey).set("seven gulls on the crane");
    alerts().look();
    Alerts.Storm storm = alerts().storm(reviewer.holder());
    assertThat(storm.resets().lines()).singleElement()
        .matches(it -> it.hours().getLast().seen() == 1);
    assertThat(
        storm.parts().values().stream().flatMap(List::stream)
            .map(it -> it.segment().kind() + " " + it.segment().key()))
        .contains("POPULATION EMPLOYEE", "CHANNEL BINDING", "CHANNEL SELF_SERVICE", "FACTOR PASSKEY");
    assertThat(storm.parts().get(Kind.NETWORK)).singleElement()
        .satisfies(it -> assertThat(it.segment().key()).doesNotContain("127"));
    assertThat(storm.parts().get(Kind.AGENT)).isEmpty();
  }

  /** So many wrong codes, in a case that is known to be theirs. */
  private void guess(String name, int times, String from) {
    Journey journey = Journey.open(house, Purpose.RECOVERY, name, TestHouse.arrival(from));
    house.work();
    for (int i = 0; i < times; i++) {
      journey.saved("AAAA-AAAA-AAAA");
    }
  }

  @Test
  void failures_are_counted_where_they_happen_and_many_among_the_people_of_one_supervisor_are_noticed() {
    Given.says(house, "b.hansen", "ou", "Quay");
    guess("b.hansen", 9, "203.0.113.9");
    guess("l.mueller", 9, "198.51.100.9");
    assertThat(alerts().look()).isZero();
    assertThat(failures(Kind.POPULATION)).containsExactly("EMPLOYEE 18");
    assertThat(failures(Kind.UNIT)).containsExactly("Quay 9");
    assertThat(failures(Kind.CHANNEL)).containsExactlyInAnyOrder("RECOVERY 18", "SELF_SERVICE 18");
    assertThat(failures(Kind.FACTOR)).containsExactly("RECOVERY_CODE 18");
    assertThat(failures(Kind.SUPERVISOR)).singleElement().asString().endsWith(" 18").doesNotContain("brandt");

    guess("t.groth", 3, "192.0.2.9");
    assertThat(alerts().look()).isEqualTo(1);
    assertThat(house.database.text("select series from volume_alarm")).startsWith("FAILURE/SUPERVISOR/");
  }

  @Test
  void rt_29_a_flood_against_one_account_is_itself_looked_at() {
    for (int i = 0; i < 3; i++) {
      guess(NAME, 9, "203.0." + i + ".9");
    }

    assertThat(alerts().look()).isPositive();

    assertThat(alerts().picture(reviewer.holder()).raised())
        .anySatisfy(it -> {
          assertThat(it.alarm().rule()).isEqualTo(Alarm.Rule.REPEATED);
          assertThat(it.alarm().segment().kind()).isEqualTo(Kind.ACCOUNT);
        });
    Journey owner = Journey.open(house, Purpose.BINDING, NAME).passkey(passkey).set("seven gulls on the crane");
    assertThat(owner.view.state()).as("and the owner goes on").isEqualTo(State.COMPLETED);
  }

  /** Which parts had how many within the last two hours. */
  private List<String> failures(Kind kind) {
    return house.inside(() -> house.part(Volumes.class).outlook(Happening.FAILURE, kind, 2)).lines().stream()
        .map(it -> it.segment().key() + " " + it.hours().stream().mapToInt(Volumes.Hour::seen).sum())
        .toList();
  }

  @Test
  void a_reset_after_which_what_proves_the_owner_is_replaced_is_noticed() {
    SoftPasskey second = add(SignedIn.with(house, passkey).holder(), 98);
    house.clock.pass(Duration.ofDays(30));
    Journey.open(house, Purpose.BINDING, NAME).passkey(passkey).set("seven gulls on the crane");
    house.clock.pass(Duration.ofMinutes(1));
    Holder thief = SignedIn.with(house, passkey).holder();
    UUID owners = house.enrollment().overview(thief).passkeys().getLast().id();
    assertThat(house.enrollment().removePasskey(thief, owners, TestHouse.arrival())).isEqualTo(Change.DONE);
    assertThat(SignedIn.maybe(house, second)).isEmpty();
    assertThat(alerts().look()).as("a removal alone").isZero();

    add(thief, 99);

    assertThat(alerts().look()).isEqualTo(1);
    assertThat(house.database.text("select rule from volume_alarm")).isEqualTo("STRIPPED");
  }

  private SoftPasskey add(Holder holder, int seed) {
    var another = new SoftPasskey(seed);
    String options = house.enrollment().askPasskey(holder).orElseThrow();
    assertThat(house.enrollment().addPasskey(holder, another.create(options), "Drawer", TestHouse.arrival()))
        .isEqualTo(Change.DONE);
    return another;
  }

  @Test
  void many_not_me_from_one_network_are_noticed() {
    for (String name : new String[]{NAME, "b.hansen", "b.hansen", "b.hansen", "b.hansen"}) {
      house.outbox.clear();
      Journey.open(house, Purpose.BINDING, name, TestHouse.arrival("203.0.113.9"));
      house.work();
      String link = house.newest(Post.Kind.CASE_OPENED, MAILBOX, "link");
      house.part(Repudiation.class).report(link.substring(link.lastIndexOf('/') + 1), TestHouse.arrival());
    }
    assertThat(alerts().look()).isEqualTo(1);
  }

  @Test
  void nobody_else_sees_them() {
    var holder = SignedIn.with(house, passkey).holder();
    assertThatThrownBy(() -> alerts().picture(holder)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> alerts().storm(holder)).isInstanceOf(IllegalArgumentException.class);
  }
}
