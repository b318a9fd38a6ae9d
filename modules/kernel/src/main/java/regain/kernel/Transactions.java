package regain.kernel;

import java.util.function.Supplier;

/** One piece of work, all or nothing. */
public interface Transactions {
  /**
   * Runs {@code work} in a new transaction and commits it; an exception rolls everything back and is thrown on.
   *
   * @throws IllegalStateException when a transaction is already running: facades do not nest
   */
  <T> T begin(Supplier<T> work);

  /**
   * The same, and a second time when the database refused the first because somebody did the same at that moment: for work
   * that does nothing outside the database.
   */
  <T> T beginAgain(Supplier<T> work);

  /** The same for work that gives nothing back. */
  default void run(Runnable work) {
    begin(
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }
}
