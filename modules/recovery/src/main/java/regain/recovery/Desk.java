package regain.recovery;

import regain.enrollment.Enrollment.Holder;

/** The side of people who help. They can add nothing to a case, see nothing of an account, and decide nothing. */
public interface Desk {
  /**
   * Has a letter written to whoever has this name, at their registered addresses and nowhere else, that says how to begin.
   * The answer is the same for every name; nothing is looked up here.
   *
   * @throws IllegalArgumentException when this person is not of the desk
   */
  void helpStart(Holder by, String name);
}
