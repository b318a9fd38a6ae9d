package regain.enrollment;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import regain.kernel.PersonId;
import regain.kernel.Secret;

/**
 * One-time codes that a supervisor hands over in person, after signing for whom. 26 characters of Crockford's alphabet:
 * 130 bits, stored as a tag under a key that is not in the database. Every method joins the caller's transaction.
 */
public interface Invitations {
  int LENGTH = 26;
  Duration LIFE = Duration.ofDays(7);
  Duration FOUNDER_LIFE = Duration.ofHours(1);

  /** Makes one for this person; an older one that is not used yet dies. */
  Secret issue(PersonId person, PersonId witness, UUID statement);

  /** Makes one for a founder, while founding is open; an older one that is not used yet dies. */
  Secret found(PersonId founder);

  /** The invitation that this text is, if it is this person's and can still be used. */
  Optional<UUID> fits(PersonId person, String typed);

  /** Who signed it; empty for one of a founder. */
  Optional<PersonId> witness(UUID invitation);

  /** Uses it up. Returns whether it could still be used. */
  boolean use(UUID invitation);
}
