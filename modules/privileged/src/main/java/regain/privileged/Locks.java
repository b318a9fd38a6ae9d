package regain.privileged;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import regain.enrollment.Enrollment.Holder;
import regain.enrollment.Passkey;
import regain.kernel.PersonId;

/** Who or what has nothing of privilege: because the security team says so, or because somebody privileged is coming back. */
public interface Locks {
  /**
   * What holds, oldest first.
   *
   * @throws IllegalArgumentException when somebody without the role came so far
   */
  List<Lock> all(Holder by);

  /**
   * Locks whoever has this grant: what they have is taken back, what they wait for is over, they have no say, and no page of a role, until
   * it is lifted. Returns whether that is new.
   *
   * @throws IllegalArgumentException when somebody without the role came so far
   */
  boolean lockHolder(Holder by, UUID grant);

  /**
   * Locks somebody, whether they have anything now or not. Returns whether that is new.
   *
   * @throws IllegalArgumentException when somebody without the role came so far
   */
  boolean lockPerson(Holder by, PersonId person);

  /**
   * Locks what this grant gives, for its holder: it is taken back, and they are given no other such until it is lifted. Returns whether that is new.
   *
   * @throws IllegalArgumentException when somebody without the role came so far
   */
  boolean lockGrant(Holder by, UUID grant);

  /**
   * The passkeys of somebody that can be used, oldest first.
   *
   * @throws IllegalArgumentException when somebody without the role came so far
   */
  List<Passkey> factors(Holder by, PersonId person);

  /**
   * Locks one of somebody's passkeys: it opens and signs nothing until it is lifted, the sessions that it began are over, and since it cannot be told
   * what was done by it, what the person has of privilege is taken back, and what they agreed to is not given. Returns whether that is new.
   *
   * @throws IllegalArgumentException when somebody without the role came so far
   */
  boolean lockFactor(Holder by, PersonId person, UUID passkey);

  /**
   * Locks a target: what is given on it is taken back, and nothing more is given until it is lifted. Returns whether that is new.
   *
   * @throws IllegalArgumentException when somebody without the role came so far
   */
  boolean lockTarget(Holder by, String target);

  /**
   * Lifts a lock, and nobody one on what is theirs; nothing that it took comes back. One that a recovery has set is lifted by nobody while that runs, or while a target has not
   * been seen without what the person had. Returns whether there was one, and the passkey was shown lately enough.
   *
   * @throws IllegalArgumentException when somebody without the role came so far
   */
  boolean lift(Holder by, UUID lock);

  /** Whether this person has nothing of privilege, and no page of a role. */
  boolean isLocked(PersonId person);

  /** How much of that is so now, in one look. */
  Standing standing(PersonId person);

  /** Whether this person is coming back inside a grant, and has no page that wants a sign-in until that is done. */
  boolean isQuarantined(PersonId person);

  /** What somebody may see. */
  enum Standing {
    FREE,
    /** No page of a role. */
    LOCKED,
    /** No page that wants a sign-in. */
    QUARANTINED
  }

  /**
   * @param object how the person, the target, or the person and what they are given or hold, is called
   * @param recovery the number of the case that has set it, if one has
   * @param liftable whether somebody can lift it
   */
  record Lock(UUID id, On kind, String object, Instant since, Optional<String> recovery, boolean liftable) {
    public enum On {
      PERSON,
      TARGET,
      /** What one person is given by one entitlement. */
      GRANT,
      /** A passkey of a person. */
      FACTOR
    }
  }
}
