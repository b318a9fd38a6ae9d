package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import regain.audit.Trail;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.recovery.CaseFile;
import regain.recovery.State;
import regain.signals.Alarm;
import regain.signals.Alarm.Rule;
import regain.signals.Happening;
import regain.signals.Segment;
import regain.signals.Segment.Kind;
import regain.words.Words;

/** What a reviewer reads of a case and of an alarm says what was counted and what happened. */
class StoriesTest {
  private static final Instant SIX = Instant.parse("2026-02-14T06:00:00Z");
  private static final Instant SEVEN = Instant.parse("2026-02-14T07:00:00Z");

  private final Stories stories = new Stories(
      new Words(), PagesTest.settings(Set.of()), InstantSource.fixed(SamplePages.NOW));

  private String alarm(Rule rule, Happening what, Segment segment, double seen, double expected) {
    var alarm = new Alarm(new UUID(0, 1), rule, what, segment, SEVEN, SIX, SEVEN, seen, expected, Optional.empty());
    return stories.alarm(alarm, Locale.ENGLISH);
  }

  @Test
  void an_alarm_says_what_was_seen_where_and_when_and_what_was_expected() {
    assertThat(alarm(Rule.VOLUME, Happening.RESET, new Segment(Kind.UNIT, "Harbour"), 12, 0.4))
        .startsWith("Resets, unit Harbour: 12 between ").endsWith(", where 0.4 are usual").contains("07:00", "08:00");
    assertThat(alarm(Rule.RAMP, Happening.FAILURE, Segment.ORGANISATION, 90, 40.5))
        .startsWith("Failed proofs, the whole organisation: 90 since ").endsWith("more than the usual 40.5");
    assertThat(alarm(Rule.REPEATED, Happening.FAILURE, new Segment(Kind.ACCOUNT, "0123456789abcdef"), 15.5, 15))
        .startsWith("Failed proofs, one account (01234567): 15.5 again and again").endsWith("15 or more are noticed");
    assertThat(alarm(Rule.WINDOW, Happening.ATTESTATION, new Segment(Kind.SUPERVISOR, "fedcba98765"), 4, 4))
        .startsWith("Words of attesters, one supervisor (fedcba98): 4 between ").endsWith("; 4 or more are noticed");
    assertThat(alarm(Rule.STRIPPED, Happening.FACTOR_ADDED, new Segment(Kind.ACCOUNT, "0123456789abcdef"), 2, 1))
        .contains("after a reset factors were removed and a new one added, between ");
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void every_alarm_has_its_words_in_both_languages(Rule rule) {
    var alarm = new Alarm(
        new UUID(0, 1), rule, Happening.RESET, Segment.ORGANISATION, SEVEN, SIX, SEVEN, 12, 3, Optional.of(1e-5));

    assertThat(stories.alarm(alarm, Locale.GERMAN)).isNotEqualTo(stories.alarm(alarm, Locale.ENGLISH))
        .doesNotContain("{", "alarm.");
  }

  private static CaseFile.Told told(State state, Optional<Instant> closed, Optional<Reason> denied) {
    return new CaseFile.Told(
        Purpose.RECOVERY, "b.hansen", state, SIX, "203.0.113.9", "Mozilla/5.0 (Windows NT 10.0) Firefox/131.0", closed,
        List.of(new CaseFile.Shown(Method.RECOVERY_CODE, SEVEN, false, Optional.empty())), List.of(), List.of(),
        Optional.empty(), List.of(), List.of(), List.of(), 8, denied);
  }

  @Test
  void a_story_says_how_it_began_what_was_shown_and_how_it_ended() {
    assertThat(stories.story(told(State.COMPLETED, Optional.of(SEVEN), Optional.empty()), Locale.ENGLISH))
        .satisfiesExactly(
            it -> assertThat(it).startsWith("b.hansen wanted to replace a lost passkey: begun ")
                .endsWith("from 203.0.113.9, Firefox on Windows."),
            it -> assertThat(it).startsWith("At ").containsIgnoringCase("recovery code"),
            it -> assertThat(it).startsWith("Policy allowed it, and it was finished "));
    assertThat(stories.story(told(State.DENIED, Optional.of(SEVEN), Optional.of(Reason.FROZEN)), Locale.ENGLISH))
        .last().asString().startsWith("Policy refused it ")
        .endsWith(new Words().say(Locale.ENGLISH, "reason.FROZEN"));
  }

  @Test
  void where_it_came_from_stands_beside_where_the_person_was_before() {
    List<Trail.Entry> earlier = List.of(signedIn("198.51.100.4"), signedIn("198.51.100.5"), signedIn("203.0.113.9"));
    Map<String, String> countries = Map.of("203.0.113.9", "NO", "198.51.100.4", "DE", "198.51.100.5", "DE");

    assertThat(ReviewPage.country("203.0.113.9", countries, Locale.ENGLISH)).isEqualTo("Norway");
    assertThat(
        ReviewPage.most(
            earlier, it -> ReviewPage.country(it.fields().getOrDefault("address", ""), countries, Locale.GERMAN)))
        .isEqualTo("Deutschland (2); Norwegen (1)");
    assertThat(ReviewPage.country("192.0.2.1", countries, Locale.ENGLISH)).as("not known").isEmpty();
  }

  private static Trail.Entry signedIn(String address) {
    return new Trail.Entry(SIX, "SignedIn", Map.of("address", address));
  }
}
