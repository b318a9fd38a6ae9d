package regain.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import regain.enrollment.Enrollment;
import regain.enrollment.EnrollmentEvent;
import regain.enrollment.port.Post;
import regain.policy.Method;
import regain.policy.Purpose;
import regain.policy.Reason;
import regain.policy.Signal;
import regain.privileged.Approvals;
import regain.privileged.Grant;
import regain.privileged.GrantEvent;
import regain.privileged.Grants;
import regain.privileged.Locks;
import regain.privileged.Targets;
import regain.recovery.CaseView;
import regain.recovery.Changes;
import regain.recovery.MassResetEvent;
import regain.recovery.MassResets;
import regain.recovery.RecoveryEvent;
import regain.recovery.Refusal;
import regain.recovery.State;
import regain.review.Reviews;
import regain.words.Words;

/** Whatever the modules can say has words: a new constant without them fails here and not in front of somebody. */
class AllWordsTest {
  private final Words words = new Words();

  @Test
  void every_refusal() {
    has(each("refusal.", Refusal.values()));
  }

  @Test
  void every_reason_and_what_to_do_then() {
    has(each("reason.", Reason.values()));
    has(each("reason.", Reason.values()).map(it -> it + ".next"));
  }

  @Test
  void every_method_state_purpose_and_cause() {
    has(each("method.", Method.values()));
    has(each("proven.", Method.values()));
    has(each("state.", State.values()));
    has(each("purpose.", Purpose.values()));
    has(each("letter.purpose.", Purpose.values()));
    has(each("cause.", Reviews.Cause.values()));
    has(each("signal.", Signal.values()));
  }

  @Test
  void every_line_of_the_receipt() {
    for (CaseView.What what : CaseView.What.values()) {
      has(each("effect." + what + ".", CaseView.Status.values()));
      has(each("effect." + what + ".", CaseView.Status.values()).map(it -> it + ".text"));
    }
    has(each("status.", CaseView.Status.values()));
    has(Stream.of("status.ACCEPTED"));
    for (Journey journey : Journey.values()) {
      has(Stream.of("", ".open", ".accepted").map(it -> journey.key() + ".receipt.lead" + it));
    }
  }

  @Test
  void everything_that_the_record_says_of_grants() {
    has(each("record.ending.", Grant.Ending.values()));
    has(each("record.kind.", Locks.Lock.On.values()));
    has(each("record.kind.", Targets.Difference.Kind.values()));
    has(
        Arrays.stream(Approvals.No.values())
            .filter(it -> it != Approvals.No.GONE && !words.has("why." + it))
            .map(it -> "record.why." + it));
  }

  @Test
  void every_outcome_of_a_change() {
    has(
        Arrays.stream(Enrollment.Change.values())
            .filter(it -> it != Enrollment.Change.DONE && it != Enrollment.Change.PROVE_AGAIN)
            .map(it -> "note.change-" + it));
  }

  @Test
  void every_event() {
    has(
        Stream.of(EnrollmentEvent.class, RecoveryEvent.class, MassResetEvent.class, GrantEvent.class)
            .flatMap(it -> Arrays.stream(it.getPermittedSubclasses()))
            .map(it -> "event." + it.getSimpleName()));
  }

  @Test
  void every_letter() {
    has(each("letter.", Post.Kind.values()));
    has(each("letter.", Post.Kind.values()).map(it -> it + ".subject"));
  }

  @Test
  void every_place_in_a_mass_reset() {
    has(each("condition.", MassResets.Condition.values()));
    has(each("standing.", MassResets.Standing.values()));
    has(each("standing.", MassResets.Standing.values()).map(it -> it + ".text"));
    has(each("stage.", MassResets.Stage.values()));
    has(each("mass-reset.no.", MassResets.No.values()));
    has(each("change.", Changes.Kind.values()));
  }

  @Test
  void every_place_in_a_grant() {
    has(each("grant.", Grant.State.values()));
    has(each("grant.", Grant.State.values()).map(it -> it + ".text"));
    has(each("ending.", Grant.Ending.values()));
    has(each("privilege.no.", Grants.No.values()));
    has(each("privilege.barred.", Approvals.No.values()));
    has(each("note.approval-", Approvals.Outcome.values()));
    has(each("difference.", Targets.Difference.Kind.values()));
  }

  @Test
  void every_headline_of_a_report() {
    for (Purpose purpose : Purpose.values()) {
      has(Stream.of("", ".COMPLETED", ".over").map(it -> "not-me." + purpose + it));
    }
  }

  @Test
  void every_way_in_which_a_case_ends_without_its_end() {
    for (Journey journey : Journey.values()) {
      has(Stream.of(State.DENIED, State.CANCELLED, State.EXPIRED).map(it -> journey.key() + ".closed." + it));
    }
  }

  @Test
  void every_error_page() {
    has(Stream.of("400", "403", "404", "405", "413", "415", "429", "500", "503").map(it -> "failure." + it));
    has(Stream.of("400", "403", "404", "405", "413", "415", "429", "500", "503").map(it -> "failure." + it + ".text"));
  }

  @Test
  void every_note_has_a_tone() {
    List<String> notes = words.keys(Words.LANGUAGES.getFirst()).stream()
        .filter(it -> it.startsWith("note.") && !it.endsWith(".tone"))
        .toList();

    assertThat(notes).isNotEmpty();
    has(notes.stream().map(it -> it + ".tone"));
  }

  private static Stream<String> each(String prefix, Enum<?>[] constants) {
    return Arrays.stream(constants).map(it -> prefix + it.name());
  }

  private void has(Stream<String> keys) {
    assertThat(keys.filter(it -> !words.has(it))).isEmpty();
  }
}
