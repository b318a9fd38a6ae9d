package regain.recovery.port;

import java.security.cert.X509Certificate;
import regain.policy.Fact;

/** Which certificates are those of computers that the organisation manages. */
public interface DeviceTrust {
  /** False when the operator has set none up: then no page speaks of them, and none counts. */
  boolean configured();

  /**
   * Whether this is such a certificate at this moment. Unavailable when it cannot be told whether it was revoked, which is
   * never taken for "it was not".
   */
  Fact<Answer> look(X509Certificate certificate);

  sealed interface Answer {
    /** @param serialNumber of the computer, as its maker or the organisation numbers it (RFC 4519 section 2.31) */
    record Device(String serialNumber) implements Answer {}

    /** @param why a word for the record */
    record Refused(String why) implements Answer {}
  }
}
