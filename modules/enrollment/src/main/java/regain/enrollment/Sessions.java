package regain.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import regain.kernel.Arrival;
import regain.kernel.PersonId;
import regain.kernel.Secret;

/**
 * Sessions at Regain's own account page. They begin with a passkey and nothing else; the token is 256 random bits, and
 * only its digest is stored. Every method joins the caller's transaction.
 */
public interface Sessions {
  /** SP 800-63B-4 sections 2.2.3 and 5.2 allow 24 hours and one hour; a working day and fifteen minutes are enough here. */
  Duration LIFE = Duration.ofHours(8);

  /** The same for whoever has a role, counted from when they used their passkey last. */
  Duration LIFE_OF_STAFF = Duration.ofHours(1);

  Duration IDLE = Duration.ofMinutes(15);

  /** For so long after a passkey was used, changes to the account need no new proof. */
  Duration FRESH = Duration.ofMinutes(5);

  Secret begin(Passkey passkey, Arrival arrival);

  /** The live session of this token; being asked for keeps it alive. */
  Optional<Session> find(Secret token);

  /** Records that the person used a passkey again. */
  void proven(UUID session);

  List<Session> of(PersonId person);

  /** Ends one session of this person. Returns whether there was one. */
  boolean end(PersonId person, UUID session);

  /** Ends every session of this person but one. Returns how many were alive. */
  int endOthers(PersonId person, UUID kept);

  /** Ends every session of this person that began with this passkey. */
  void endBegunWith(PersonId person, UUID passkey);

  /** Ends every session of this person that began before {@code before}. Returns how many were alive. */
  int endAll(PersonId person, Instant before);

  /** @param address the network address from which it began */
  record Session(
      UUID id,
      PersonId person,
      UUID passkey,
      Instant beganAt,
      Instant seenAt,
      Instant provenAt,
      String address,
      String agent) {
    public boolean freshAt(Instant now) {
      return now.isBefore(provenAt.plus(FRESH));
    }
  }
}
