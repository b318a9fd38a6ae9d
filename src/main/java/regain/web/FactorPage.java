package regain.web;

import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import regain.recovery.NewFactor;

/**
 * A new second factor, shown once.
 *
 * @param system where it opens something
 * @param key in base32 (RFC 4648 section 6), in groups of four, as authenticator apps take it
 * @param link the same as {@code otpauth:} link, for an app on this device
 */
@Named("factor")
record FactorPage(String system, String key, String link) {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS = 5;

  static FactorPage of(String name, NewFactor factor) {
    String key = factor.key().open(it -> base32(new String(it).getBytes(StandardCharsets.US_ASCII)));
    String label = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return new FactorPage(
        factor.system(),
        key.replaceAll("(.{4})(?!$)", "$1 "),
        "otpauth://totp/" + label + "?secret=" + key + "&issuer=" + factor.system());
  }

  /** It prints no key. */
  @Override
  public String toString() {
    return "FactorPage for " + system;
  }

  /** Without padding: apps do without. */
  private static String base32(byte[] octets) {
    var text = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (byte each : octets) {
      held = held << Byte.SIZE | each & 0xFF;
      bits += Byte.SIZE;
      for (; bits >= BITS; bits -= BITS) {
        text.append(ALPHABET.charAt(held >> bits - BITS & 31));
      }
      held &= (1 << bits) - 1;
    }
    return bits == 0 ? text.toString() : text.append(ALPHABET.charAt(held << BITS - bits & 31)).toString();
  }
}
