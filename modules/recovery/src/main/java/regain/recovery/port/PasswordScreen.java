package regain.recovery.port;

import java.util.Optional;
import java.util.Set;
import regain.kernel.Secret;

/** Looks a new password over before any target sees it (SP 800-63B-4 section 3.1.1.2). */
public interface PasswordScreen {
  /**
   * The first objection, or none. The password is compared whole, after NFC; nothing is cut off.
   *
   * @param context words that are too near to this person: the names, the organisation, the product
   */
  Optional<Objection> objection(Secret password, Set<String> context);

  /** Each has words that say what to do instead. */
  enum Objection {
    /** Fewer than 15 characters, each Unicode code point counted as one. */
    TOO_SHORT,
    /** More than 256 characters. */
    TOO_LONG,
    /** A common password or word. */
    COMMON,
    /** Known from a breach. */
    BREACHED,
    /** Little more than the person's or the organisation's name. */
    CONTEXT,
    /** Contains a control character or half a character. */
    UNUSABLE
  }
}
