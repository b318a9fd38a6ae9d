package regain.applications;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import regain.recovery.port.SessionConnector.WhenStuck;

/**
 * One application, by the keys {@code regain.application.ID.*}.
 *
 * @param name as people know it
 * @param returns addresses to which a page may offer a way back, compared letter by letter
 */
record Application(String id, String name, List<String> returns, Optional<Logout> logout) {
  private static final String PREFIX = "app:";

  Application {
    returns = List.copyOf(returns);
  }

  /** Its name among the connectors: on record, so it never changes. */
  String connector() {
    return PREFIX + id;
  }

  /**
   * How it is asked to end sessions.
   *
   * @param clientId the audience of what it is sent
   * @param subject by what it knows people
   */
  record Logout(URI uri, String clientId, Subject subject, WhenStuck whenStuck) {}

  enum Subject {
    /** The directory's immutable id. */
    ID,
    /** The login name, which may be given to somebody else one day. */
    LOGIN_NAME
  }
}
