package regain.passwords;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.function.Function;
import regain.kernel.Secret;

/**
 * The one form in which a password is screened, sent and tried: Unicode Normalization Form C (UAX #15), as SP 800-63B-4
 * section 3.1.1.2 asks, so that a letter typed as one code point and as two is the same password. Nothing else is
 * changed: no case, no blanks, no compatibility forms, no cut.
 */
public final class Nfc {
  private Nfc() {}

  /** Reads the password as text. The text must not outlive {@code reader}. */
  public static <T> T text(Secret password, Function<String, T> reader) {
    return password.open(typed -> reader.apply(Normalizer.normalize(CharBuffer.wrap(typed), Normalizer.Form.NFC)));
  }

  /**
   * Reads the password as UTF-8 (RFC 3629), as directories store it. The array is wiped when {@code reader} returns.
   *
   * @throws IllegalArgumentException when a surrogate stands alone: UTF-8 has no octets for it, and putting something
   *     in
   *     its place would set another password than the one that was typed
   */
  public static <T> T octets(Secret password, Function<byte[], T> reader) {
    return text(
        password,
        text -> {
          if (!whole(text)) {
            throw new IllegalArgumentException("a password with half a character");
          }
          byte[] octets = text.getBytes(StandardCharsets.UTF_8);
          try {
            return reader.apply(octets);
          } finally {
            Arrays.fill(octets, (byte) 0);
          }
        });
  }

  /** Whether every surrogate has its other half. */
  public static boolean whole(String text) {
    return text.codePoints().noneMatch(each -> Character.getType(each) == Character.SURROGATE);
  }
}
