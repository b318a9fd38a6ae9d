package regain.recovery;

/** The side of the worker that looks after the deadlines of reviews. */
public interface Deadlines {
  /**
   * Says of every review that is late that it is, when that has to be said, and the third time holds back what the case made.
   * Safe on many nodes at once. While nobody can judge an item that has a part in nothing else of it, nothing is said of it.
   *
   * @return of how many it was said
   */
  int work();
}
