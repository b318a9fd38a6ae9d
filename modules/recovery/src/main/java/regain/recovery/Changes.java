package regain.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import regain.enrollment.Enrollment.Holder;

/**
 * Dual control (NIST SP 800-53, AC-3(2)): what concerns everybody is proposed by one reviewer and confirmed by another, and both
 * sign. What is changed is written down beside its kind. Every method looks at the role itself, and throws
 * {@link IllegalArgumentException} when somebody without it came so far.
 */
public interface Changes {
  /** A draft that is not signed, or a proposal that is not confirmed, within this time is none. */
  Duration OPEN = Duration.ofHours(1);

  /** The longest reason, in characters. */
  int MOST_BECAUSE = 500;

  /** What this person would sign: that they propose it, or that they confirm what somebody else has proposed. */
  Optional<Deed> deed(Holder by, UUID change);

  /** Options for signing it. */
  Optional<String> ask(Holder by, UUID change);

  /** @param answer the passkey's, as JSON */
  Outcome sign(Holder by, UUID change, String answer);

  /** What one of a kind is about: where it is shown, and in which words. */
  enum Kind {
    POSTURE,
    /** The numbers by which alarms are raised. */
    CALIBRATION,
    /** A group that is required to recover. */
    MASS_RESET
  }

  /** @param confirms whether somebody else has proposed it */
  record Deed(Kind kind, boolean confirms, String text) {}

  /** @param own whether it is this reader's, so that somebody else has to confirm it */
  record Proposed(UUID id, String because, String by, Instant at, boolean own) {}

  /** What came of a signature. */
  enum Outcome {
    /** Somebody else has to confirm it now. */
    PROPOSED,
    /** It is so from now on. */
    CONFIRMED,
    /** The passkey's answer does not fit: it can be tried again. */
    NOT_SIGNED,
    /** It is not there any more, or not for this person to sign. */
    GONE
  }
}
