package regain.wiring;

/** The start is refused. The message is a sentence that says what to set, and holds no secret. */
public final class UnsafeSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnsafeSettingsException(String whatToSet) {
    super(whatToSet);
  }
}
