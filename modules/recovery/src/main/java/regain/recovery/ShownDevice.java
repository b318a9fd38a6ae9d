package regain.recovery;

import java.security.cert.X509Certificate;

/** What a request shows of the computer that it comes from, before anybody has looked at it. */
public sealed interface ShownDevice {
  record Nothing() implements ShownDevice {}

  /** Handed on by a proxy that is trusted to have seen the key in use. Who issued it is for {@code DeviceTrust} to say. */
  record Certificate(X509Certificate certificate) implements ShownDevice {}

  /**
   * Something that is not believed at all.
   *
   * @param why a word for the record
   */
  record Unbelievable(String why) implements ShownDevice {}
}
