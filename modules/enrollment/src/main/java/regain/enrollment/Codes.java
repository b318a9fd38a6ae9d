package regain.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import regain.kernel.CaseId;
import regain.kernel.PersonId;

/**
 * Codes that go to a contact and come back typed (SP 800-63B-4 section 4.2.1.2). One place ({@code binding}) has one code;
 * a new one kills the one before and forgives nothing. Eight characters of Crockford's alphabet: 40 bits. Every method
 * joins the caller's transaction; the code itself is made after commit, and stored as a tag under a key that is not in
 * the database.
 */
public interface Codes {
  int LENGTH = 8;
  Duration LIFE = Duration.ofMinutes(10);
  Duration RESEND_AFTER = Duration.ofSeconds(60);
  int MOST_FAILURES = 10;

  /** Has a code sent. */
  void send(Request request);

  /** The code that is on its way or there to be typed. */
  Optional<Pending> pending(String binding);

  /** Whether so many wrong ones were typed at this place that no code fits there any more. */
  boolean usedUp(String binding);

  /** Compares, and counts the failure first. A code that fits is used up, and is no failure. */
  Answer check(String binding, String typed);

  record Request(
      String binding, PersonId person, CaseId caseId, String address, boolean openedByAccount, Locale language) {}

  /** @param expiresAt empty until it was sent */
  record Pending(String address, Instant askedAt, Optional<Instant> expiresAt, int failures) {
    public String masked() {
      return Mask.address(address);
    }

    public Instant resendFrom() {
      return askedAt.plus(RESEND_AFTER);
    }
  }

  sealed interface Answer {
    record Fits(String address, boolean openedByAccount) implements Answer {}

    /** @param left tries that are left */
    record Wrong(int left) implements Answer {}

    /** There is no code to compare with: too old, used, or failed too often. */
    record Dead() implements Answer {}
  }
}
