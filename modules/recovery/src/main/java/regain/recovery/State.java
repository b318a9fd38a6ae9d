package regain.recovery;

import java.util.EnumSet;
import java.util.Set;
import regain.policy.Decision;
import regain.policy.Method;
import regain.policy.Need;

/** Where a case is. While it is open, the state follows from the decision and from nothing else. */
public enum State {
  /** Evidence is missing. */
  PROVING,
  /** People who know the person have to vouch for them. */
  ATTESTING,
  /** All evidence is there; a moment has to come. */
  COOLING_OFF,
  /** The wait is over, and not everybody has agreed yet to the grant over this case. */
  AWAITING_GRANT,
  /** Allowed: the person may set or bind. */
  READY,
  /** The target is being called. */
  EXECUTING,
  COMPLETED,
  DENIED,
  CANCELLED,
  EXPIRED;

  /** The state of an open case: its first open need. */
  public static State of(Decision decision) {
    return switch (decision) {
      case Decision.Deny deny -> DENIED;
      case Decision.Needs(Set<Need> open) ->
        open.stream().map(State::of).min(State::compareTo).orElseThrow();
      case Decision.Allow allow -> READY;
    };
  }

  private static State of(Need need) {
    return switch (need) {
      case Need.Proof(Set<Method> anyOf) -> anyOf.stream().allMatch(Method::isAttested) ? ATTESTING : PROVING;
      case Need.Again again -> PROVING;
      case Need.Attestation attestation -> ATTESTING;
      case Need.Appeal appeal -> ATTESTING;
      case Need.Time time -> COOLING_OFF;
      case Need.Grant grant -> AWAITING_GRANT;
    };
  }

  /** The states that may come after this one. Anything else is a bug, and is refused as one. */
  public Set<State> next() {
    return switch (this) {
      case PROVING, ATTESTING, COOLING_OFF, AWAITING_GRANT ->
        EnumSet.of(PROVING, ATTESTING, COOLING_OFF, AWAITING_GRANT, READY, DENIED, CANCELLED, EXPIRED);
      case READY ->
        EnumSet.of(
            PROVING, ATTESTING, COOLING_OFF, AWAITING_GRANT, READY, EXECUTING, COMPLETED, DENIED, CANCELLED, EXPIRED);
      case EXECUTING -> EnumSet.of(PROVING, COMPLETED, CANCELLED);
      case COMPLETED, DENIED, CANCELLED, EXPIRED -> EnumSet.noneOf(State.class);
    };
  }

  /** Whether the case still follows its decision. */
  public boolean isOpen() {
    return switch (this) {
      case PROVING, ATTESTING, COOLING_OFF, AWAITING_GRANT, READY -> true;
      case EXECUTING, COMPLETED, DENIED, CANCELLED, EXPIRED -> false;
    };
  }

  public boolean isFinal() {
    return switch (this) {
      case PROVING, ATTESTING, COOLING_OFF, AWAITING_GRANT, READY, EXECUTING -> false;
      case COMPLETED, DENIED, CANCELLED, EXPIRED -> true;
    };
  }
}
