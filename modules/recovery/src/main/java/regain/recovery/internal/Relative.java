package regain.recovery.internal;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.policy.Purpose;
import regain.recovery.State;

/** What is said of a case on the page of another: a few columns of its row, which are read and not kept an eye on. */
record Relative(UUID id, @Nullable UUID subject, String name, String purpose, String state, Instant openedAt) {
  /** As columns of {@link CaseRow}. */
  static final String OF_CASE = "select id, subject, name, purpose, state, openedAt from CaseRow";

  private static final Set<State> GOT_ANYWHERE = EnumSet.of(
      State.COMPLETED, State.EXECUTING, State.READY, State.AWAITING_GRANT, State.COOLING_OFF);

  CaseId caseId() {
    return new CaseId(id);
  }

  Optional<PersonId> person() {
    return Optional.ofNullable(subject).map(PersonId::new);
  }

  Purpose why() {
    return Purpose.valueOf(purpose);
  }

  State where() {
    return State.valueOf(state);
  }

  /** Whether somebody got something, or was on the way to it. */
  boolean gotAnywhere() {
    return GOT_ANYWHERE.contains(where());
  }
}
