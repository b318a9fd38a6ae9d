package regain.keycloak;

/** Keycloak did not do what it was asked, or did not say so. The message holds no secret and nothing that it said. */
final class NoAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean sent;
  private final int status;

  private NoAnswerException(String message, boolean sent, int status) {
    super(message);
    this.sent = sent;
    this.status = status;
  }

  /** @param why the kind of failure */
  static NoAnswerException notSent(String why) {
    return new NoAnswerException(why, false, 0);
  }

  static NoAnswerException lost(String why) {
    return new NoAnswerException(why, true, 0);
  }

  static NoAnswerException refused(String what, int status) {
    return new NoAnswerException(what + " was answered with " + status, true, status);
  }

  /** False when nothing of the request can have arrived. */
  boolean sent() {
    return sent;
  }

  /** What it answered, or 0. */
  int status() {
    return status;
  }
}
