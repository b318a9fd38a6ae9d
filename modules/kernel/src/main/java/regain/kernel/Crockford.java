package regain.kernel;

import java.util.Locale;

/** Crockford's base 32: no I, L, O or U, so that a code survives being read, typed and printed. */
public final class Crockford {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private Crockford() {}

  /** The lowest {@code 5 * length} bits of {@code bits}, most significant first. */
  public static String encode(long bits, int length) {
    var text = new StringBuilder(length);
    for (int shift = 5 * (length - 1); shift >= 0; shift -= 5) {
      text.append(ALPHABET.charAt((int) (bits >>> shift) & 31));
    }
    return text.toString();
  }

  /** Five bits of each byte: {@code bytes.length} characters that carry 5 bits each. */
  public static String encode(byte[] bytes) {
    var text = new StringBuilder(bytes.length);
    for (byte each : bytes) {
      text.append(ALPHABET.charAt(each & 31));
    }
    return text.toString();
  }

  /** What a person typed, made comparable: upper case, no blanks or hyphens, look-alikes folded (O to 0, I and L to 1). */
  public static String normalize(String typed) {
    return typed
        .toUpperCase(Locale.ROOT)
        .replaceAll("[\\s\\p{Pd}]", "")
        .replace('O', '0')
        .replace('I', '1')
        .replace('L', '1');
  }

  /** In groups of four, for the eye: {@code 4F7K-M2QP}. */
  public static String grouped(String code) {
    return code.replaceAll("(.{4})(?=.)", "$1-");
  }
}
