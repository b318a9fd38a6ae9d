package regain.privileged;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import regain.kernel.PersonId;

/**
 * An entitlement that somebody has for a while, or has asked for.
 *
 * @param number what people read aloud
 * @param entitlement its name in policy
 * @param target on which of the targets
 * @param says what it is, in the operator's words
 * @param holder whose it is: whoever asked
 * @param because why, in the holder's words
 * @param values what else policy wanted to know
 * @param lasts for how long, from the moment at which it is issued
 * @param answeredBy when the request is none any more
 * @param endsAt when it ends at the latest
 * @param ending why it ended, or does
 * @param keyed what its holder has to take for using it
 * @param keyTaken whether it was taken once
 * @param agreed who has agreed so far
 * @param wanted the groups of which nobody has agreed yet
 */
public record Grant(
    UUID id,
    String number,
    String entitlement,
    String target,
    String says,
    PersonId holder,
    String because,
    Map<String, String> values,
    Duration lasts,
    State state,
    Instant askedAt,
    Instant answeredBy,
    Optional<Instant> issuedAt,
    Optional<Instant> endsAt,
    Optional<Instant> endedAt,
    Optional<Ending> ending,
    Key keyed,
    boolean keyTaken,
    List<Approval> agreed,
    List<String> wanted) {
  public Grant {
    values = Map.copyOf(values);
    agreed = List.copyOf(agreed);
    wanted = List.copyOf(wanted);
  }

  /** For which groups somebody has agreed. */
  public List<String> groups() {
    return agreed.stream().map(Approval::group).toList();
  }

  /** What is taken for using a grant. */
  public enum Key {
    /** Nothing: it is there by itself. */
    NONE,
    /** A secret that is shown once. */
    SECRET,
    /** What opens the secret where it is kept, once and soon; it is shown once as well. */
    WRAPPED,
    /** A certificate for the holder's own key, short-lived, and to be had again. */
    CERTIFICATE
  }

  public record Approval(String group, PersonId by, Instant at) {}

  /** How far it is. It is over only when the target was seen without it. */
  public enum State {
    /** Waits for those who have to agree. */
    REQUESTED,
    /** All have agreed; it is looked at once more before it is given. */
    APPROVED,
    /** It is written down that the target is about to have it. */
    ISSUING,
    ACTIVE,
    /** It is being taken back. */
    REVOKING,
    /** The target does not let go of it, or does not answer. It is tried on, and no time makes this go away. */
    REVOKE_STUCK,
    /** The target was seen without it. */
    REVOKED,
    /** It never came to the target. */
    CLOSED;

    private static final Set<State> ON_TARGET = EnumSet.of(ISSUING, ACTIVE, REVOKING, REVOKE_STUCK);
    private static final Set<State> OVER = EnumSet.of(REVOKED, CLOSED);

    /** Whether the target may have something of it. */
    public boolean mayBeOnTarget() {
      return ON_TARGET.contains(this);
    }

    public boolean isOver() {
      return OVER.contains(this);
    }
  }

  /** Why it ended. */
  public enum Ending {
    /** Its time was over. */
    EXPIRED,
    /** Its holder gave it back. */
    GIVEN_BACK,
    /** Its holder withdrew the request. */
    WITHDRAWN,
    /** Somebody who had to agree refused. */
    DENIED,
    /** Not everybody agreed in time. */
    UNANSWERED,
    /** Its holder, or somebody who agreed, may not any more. */
    NOT_ELIGIBLE,
    /** What was agreed to is not what would be given: the record does not fit itself. */
    DOES_NOT_FIT,
    /** Policy does not have it any more, or bounds it otherwise. */
    POLICY_CHANGED,
    /** The target would not take it, or would have kept it for longer. */
    NOT_TAKEN,
    /** The target lost it by itself. */
    LOST,
    /** Its holder, or its target, was locked. */
    LOCKED,
    /** It was over a case, and that was completed inside it. */
    USED,
    /** The security team, or a recovery, took it back. */
    TAKEN_BACK
  }
}
