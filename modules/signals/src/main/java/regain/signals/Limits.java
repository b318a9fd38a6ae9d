package regain.signals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Rate limits. A try is counted before it is looked at and in a transaction of its own, so that a thousand parallel
 * guesses are a thousand counted tries, and a rolled-back request is one too.
 */
public interface Limits {
  /**
   * Takes one try.
   *
   * @param key whom or what it is counted for; stored as a pseudonym
   * @return empty when it may go on; otherwise the instant from which it may be tried again
   */
  Optional<Instant> take(Limit limit, String key);

  /** How often within one window. Windows are fixed and start with the first try. */
  enum Limit {
    /** Cases opened from one network address. */
    OPEN_BY_SOURCE(30, Duration.ofMinutes(10)),
    /** Proofs tried from one network address. */
    PROOF_BY_SOURCE(100, Duration.ofMinutes(10)),
    /** Proofs tried in one case. */
    PROOF_BY_CASE(15, Duration.ofHours(1)),
    /** Directory passwords tried for one name, wherever from: below any sensible lock-out of the directory. */
    PASSWORD_BY_NAME(5, Duration.ofMinutes(15)),
    /** Codes sent to one address, whoever asks. Beyond it we stay silent. */
    CODE_BY_DESTINATION(6, Duration.ofHours(1)),
    /** Codes to new contacts that one person asks for. */
    CONTACT_BY_PERSON(10, Duration.ofHours(1)),
    /** Codes to one new contact, whoever asks. */
    CONTACT_BY_DESTINATION(3, Duration.ofHours(1)),
    /** Codes of reports of a loss sent to one address, which anybody who knows a name can ask for. */
    UNSEEN_BY_DESTINATION(3, Duration.ofHours(1)),
    /** Letters that one agent of the desk has written. */
    HELP_BY_AGENT(20, Duration.ofHours(1)),
    /** The same in a day: whoever stays just below the hour's is noticed all the same. */
    HELP_BY_AGENT_IN_A_DAY(60, Duration.ofDays(1)),
    /** Signatures of one person who vouches for others, also those that come to nothing. */
    ATTESTATION_BY_PERSON(8, Duration.ofDays(1)),
    /** Letters to one supervisor that somebody may come to them. */
    ASKED_BY_SUPERVISOR(5, Duration.ofHours(1)),
    /** Cases at which one agent of the desk looks. */
    PROGRESS_BY_AGENT(30, Duration.ofHours(1)),
    /** The same in a day. */
    PROGRESS_BY_AGENT_IN_A_DAY(100, Duration.ofDays(1)),
    /** "A recovery was begun" letters to one address. Beyond it we stay silent; the cases are on record. */
    NOTICE_BY_DESTINATION(5, Duration.ofHours(1));

    private final int most;
    private final Duration window;

    Limit(int most, Duration window) {
      this.most = most;
      this.window = window;
    }

    public int most() {
      return most;
    }

    public Duration window() {
      return window;
    }
  }
}
