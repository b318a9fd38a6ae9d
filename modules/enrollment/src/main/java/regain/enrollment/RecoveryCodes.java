package regain.enrollment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.kernel.Secret;

/**
 * Saved recovery codes (SP 800-63B-4 section 4.2.1.1): ten in a kit, each good once. A code is a selector of 20 bits, which
 * is a name, and 130 bits that are the secret; only the secret's tag is stored, under a key that is not in the database.
 * Only a code whose selector is right counts as a try, so that a stranger's guesses wear nothing out. Every method joins the
 * caller's transaction.
 */
public interface RecoveryCodes {
  int COUNT = 10;
  int SELECTOR_LENGTH = 4;
  int SECRET_LENGTH = 26;
  /** After so many wrong secrets behind the right selector, that one code is dead. */
  int MOST_FAILURES = 5;

  /** Draws a kit. It opens nothing until it is kept; one that was drawn before and never kept dies. */
  List<Secret> draw(PersonId person, CaseId act);

  /** The person has the kit that was drawn last: from here on it counts, and the one before is dead. */
  Optional<Kit> keep(PersonId person);

  /** The kit that counts. */
  Optional<Kit> of(PersonId person);

  /** Compares, and counts the failure first. A code that fits is used up; the case that used it may show it again. */
  Answer check(PersonId person, String typed, CaseId usedBy);

  /**
   * Whether this is one of the unused codes, also of a kit that is held back. Uses nothing up; a wrong one counts as in {@link
   * #check}.
   */
  boolean matches(PersonId person, String typed);

  /** Ends whatever this person has. Returns how many unused codes that were. */
  int end(PersonId person);

  /** What an act made opens nothing before this moment. Returns how many kits. */
  int hold(CaseId madeBy, Instant until);

  /** Suspends what an act made. Returns how many kits. */
  int suspend(CaseId madeBy);

  /**
   * @param act what made it
   * @param left codes that were not used yet
   * @param heldUntil set while they open nothing yet, or for now
   */
  record Kit(
      UUID id, CaseId act, Instant madeAt, int left, Optional<Instant> usedAt, Optional<Instant> heldUntil) {}

  sealed interface Answer {
    /** @param left how many are left after this one */
    record Fits(UUID kit, int left) implements Answer {}

    /** There is a code of that name, and this is not it, or it was used. */
    record Wrong() implements Answer {}

    /** No code is called so. */
    record NoSuch() implements Answer {}
  }
}
