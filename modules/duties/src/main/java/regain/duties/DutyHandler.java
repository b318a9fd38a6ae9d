package regain.duties;

/** Does duties of one kind. Registered by being a CDI bean; a node leaves kinds alone for which it has no handler. */
public interface DutyHandler {
  String kind();

  /**
   * Does it, outside any transaction. May be called again for the same duty after a crash, so it is idempotent by the
   * duty's key. An exception counts as {@link Outcome.Again}.
   */
  Outcome perform(Duty duty);

  sealed interface Outcome {
    /**
     * @param note what came of it, in a few words of the code's own: shown to operators
     * @param onRecord written in the very transaction in which the duty becomes done: both, or neither
     */
    record Done(String note, Runnable onRecord) implements Outcome {
      public Done(String note) {
        this(note, () -> {});
      }
    }

    /** @param why the reason, in a few words of the code's own: shown to operators */
    record Again(String why) implements Outcome {}
  }
}
