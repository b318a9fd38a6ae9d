package regain.recovery;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import regain.duties.Duties;
import regain.enrollment.Enrollment.Holder;
import regain.review.Judgement;
import regain.review.Reviews.Draft;
import regain.review.Reviews.No;
import regain.review.Reviews.Tally;
import regain.review.Reviews.Wanted;

/**
 * The side of reviewers. They look at what happened and say what they found; they can give nothing to anybody. Every method
 * looks at the role itself, and throws {@link IllegalArgumentException} when somebody without it came so far.
 */
public interface Workspace {
  /**
   * What waits, and what else whoever opens the list should know.
   *
   * @param limit at most so many lines
   * @param most counted no further than this
   */
  Waiting waiting(Holder by, Wanted wanted, int limit, int most);

  /** An item of the case with this number, as somebody typed it; one that is open, or else the newest. */
  Optional<UUID> numbered(Holder by, String number);

  /** The most urgent item that nobody has and that is not closed to this reviewer; they have it from here on. */
  Optional<UUID> next(Holder by);

  /** Everything about one item. That somebody looked goes on record. */
  Sight look(Holder by, UUID item);

  Optional<No> take(Holder by, UUID item);

  void release(Holder by, UUID item);

  /**
   * Leaves a remark for the next reviewer. It decides nothing.
   *
   * @param text not blank, at most {@link CaseFile#MOST_NOTE} characters
   */
  Optional<No> note(Holder by, UUID item, String text);

  /**
   * Writes down what they would sign. The text names what they were shown.
   *
   * @param seen {@link CaseFile#shown} of what they were shown, in hexadecimal: if it is something else by now, they look again first
   * @param because at most {@link CaseFile#MOST_BECAUSE} characters, not blank
   */
  Optional<No> draft(Holder by, UUID item, String seen, Judgement judgement, String because);

  /** What they are about to sign, if they have it and have drafted it. */
  Optional<Draft> drafted(Holder by, UUID item);

  /** Options for signing it. */
  Optional<String> ask(Holder by, UUID item);

  /**
   * Signs, and records the verdict with all that it owes, in one transaction.
   *
   * @param answer the passkey's, as JSON
   */
  Judged judge(Holder by, UUID item, String answer);

  /**
   * @param lines the earliest deadline first
   * @param stuck duties that nobody could discharge
   * @param founding set while founding is not finished
   * @param few set while fewer can review than should
   */
  record Waiting(
      List<CaseFile.Line> lines,
      Tally tally,
      List<Duties.Status> stuck,
      Optional<Founders.Standing> founding,
      Optional<Reviewers.Count> few) {
    public Waiting {
      lines = List.copyOf(lines);
      stuck = List.copyOf(stuck);
    }
  }

  /** What somebody is shown who asks for an item. */
  sealed interface Sight {
    record Open(CaseFile file) implements Sight {}

    record Barred(No why) implements Sight {}
  }

  /** What came of a signature. */
  sealed interface Judged {
    record Done(Judgement judgement) implements Judged {}

    /** The passkey's answer does not fit, or is not this reviewer's: it can be tried again. */
    record NotSigned() implements Judged {}

    record Refused(No why) implements Judged {}
  }
}
