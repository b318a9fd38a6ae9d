package regain.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import regain.enrollment.port.Post;
import regain.recovery.Reviewers;
import regain.recovery.Reviewers.Count;

/** The last people: fewer than three who can review are an alert. */
class FewReviewersTest {
  private static final Duration A_WHILE = Duration.ofMinutes(5);
  private static final List<String> EVERYBODY = List.of(
      "r.engel@nordhafen.example", "t.abebe@nordhafen.example", "v.hartmann@nordhafen.example");

  private TestHouse house;

  @BeforeEach
  void build() {
    house = new TestHouse();
    Given.founded(house);
    enrolled("r.engel");
    enrolled("t.abebe");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void enrolled(String name) {
    Given.enrolledByInvitation(house, name, "Nordhafen-2026-" + name);
  }

  private Reviewers reviewers() {
    return house.part(Reviewers.class);
  }

  private int able() {
    return reviewers().counted().map(Count::able).orElseThrow();
  }

  private boolean later() {
    house.clock.pass(A_WHILE);
    return reviewers().look();
  }

  private List<String> told() {
    house.work();
    return house.outbox.stream()
        .filter(it -> it.kind() == Post.Kind.REVIEWERS_TOO_FEW)
        .map(Post.Letter::to)
        .toList();
  }

  private long events(String type) {
    return house.database.count("select count(*) from audit_event where type = '" + type + "'");
  }

  @Test
  void two_are_too_few_and_everybody_with_the_role_is_told_once() {
    assertThat(reviewers().look()).isTrue();
    assertThat(later()).isFalse();

    assertThat(reviewers().counted().filter(Count::few)).isPresent();
    assertThat(told()).containsExactlyInAnyOrderElementsOf(EVERYBODY);
    assertThat(events("ReviewersTooFew")).isOne();
    assertThat(house.database.text("select leaf from audit_event where type = 'ReviewersTooFew'"))
        .contains("\"able\":2");
  }

  @Test
  void it_is_said_again_after_a_day() {
    reviewers().look();
    house.clock.pass(Duration.ofHours(23));
    assertThat(reviewers().look()).isFalse();
    house.clock.pass(Duration.ofHours(1));

    assertThat(reviewers().look()).isTrue();
    assertThat(told()).hasSize(2 * EVERYBODY.size());
  }

  @Test
  void three_are_enough_and_when_one_is_lost_again_it_is_said_at_once() {
    reviewers().look();
    enrolled("v.hartmann");
    assertThat(later()).isFalse();
    assertThat(reviewers().counted().filter(Count::few)).isEmpty();
    assertThat(events("ReviewersSuffice")).isOne();

    house.database.change("update passkey set ended_at = made_at where person_id = '" + house.person("t.abebe") + "'");

    assertThat(later()).isTrue();
  }

  @Test
  void three_from_the_beginning_are_no_news() {
    enrolled("v.hartmann");

    assertThat(reviewers().look()).isFalse();
    assertThat(able()).isEqualTo(3);
    assertThat(told()).isEmpty();
    assertThat(events("ReviewersSuffice")).isZero();
  }

  @Test
  void a_passkey_that_is_held_back_does_not_count() {
    enrolled("v.hartmann");
    house.database.change(
        "update passkey set quarantined_until = timestamp with time zone '2999-01-01 00:00:00+00'"
            + " where person_id = '" + house.person("v.hartmann") + "'");

    assertThat(reviewers().look()).isTrue();
    assertThat(able()).isEqualTo(2);
  }

  @Test
  void a_passkey_that_nobody_witnessed_does_not_count() {
    enrolled("v.hartmann");
    house.database.change(
        "update passkey set provisional_until = made_at where person_id = '" + house.person("v.hartmann") + "'");

    assertThat(reviewers().look()).isTrue();
    assertThat(able()).isEqualTo(2);
  }

  @Test
  void somebody_whom_the_directory_does_not_let_in_any_more_does_not_count() {
    enrolled("v.hartmann");
    Given.marked(house, "v.hartmann", "former");

    assertThat(reviewers().look()).isTrue();
    assertThat(able()).isEqualTo(2);
  }

  @Test
  void two_accounts_of_one_person_count_once() {
    enrolled("v.hartmann");
    Given.says(house, "t.abebe", "mail", "ruth.engel@nordhafen.example");
    Given.says(house, "r.engel", "mail", "Ruth.Engel@nordhafen.example");

    assertThat(reviewers().look()).isTrue();
    assertThat(able()).isEqualTo(2);
    assertThat(told()).hasSize(2);
  }

  @Test
  void while_the_directory_does_not_answer_nothing_is_counted() {
    house.directory.away = true;
    assertThat(reviewers().look()).isFalse();
    assertThat(reviewers().counted()).isEmpty();

    house.directory.away = false;
    assertThat(reviewers().look()).isTrue();
  }

  @Test
  void before_the_first_founding_has_closed_it_is_counted_and_not_said() {
    house.database.change("update founding set closed_at = null");

    assertThat(reviewers().look()).isFalse();
    assertThat(able()).isEqualTo(2);
    assertThat(events("ReviewersTooFew")).isZero();
  }
}
