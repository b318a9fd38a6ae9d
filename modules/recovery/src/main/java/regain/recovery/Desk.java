package regain.recovery;

import java.time.Instant;
import java.util.Optional;
import regain.enrollment.Enrollment.Holder;

/**
 * The side of people who help. They can add nothing to a case, see nothing of an account, and decide nothing. How much one
 * agent may ask is limited, whoever asks for more is looked at, and everybody of one provider can be cut off. Every method
 * throws {@link IllegalArgumentException} when somebody who is not of the desk came so far.
 */
public interface Desk {
  /**
   * Has a letter written to whoever has this name, at their registered addresses and nowhere else, that says how to begin.
   * The answer is the same for every name; nothing is looked up here.
   */
  Answer helpStart(Holder by, String name);

  /**
   * How far the case is that a caller has the number of. It says no name and nothing that was shown, so that it is the same
   * for a case that is about nobody. That somebody looked is on record.
   *
   * @param number as the caller reads it out
   */
  Progress progress(Holder by, String number);

  enum Answer {
    /** A letter goes out, if there is somebody to whom it could. */
    TAKEN,
    /** This agent has asked for more than anybody needs, and somebody looks at that. */
    TOO_MANY,
    /** The agent's provider is cut off. */
    CUT_OFF,
    /** Two people have paused the desk for a while; how far a case is can still be seen. */
    PAUSED
  }

  /** @param until set while the case waits */
  record Progress(Answer answer, Stage stage, Optional<Instant> until) {}

  enum Stage {
    /** There is no such number, or it is too old. */
    UNKNOWN,
    /** The person has still something to show. */
    PROVING,
    /** There is a waiting time. */
    WAITING,
    /** The person can finish it. */
    READY,
    DONE,
    /** It ended otherwise; the person reads why on their page. */
    OVER
  }
}
