package regain.passwords;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Text made comparable: without case, accents, blanks and punctuation. Only for looking things up; what is set is what
 * was typed. {@code Müller-Thurgau} and {@code muller thurgau} are the same here.
 */
final class Folded {
  private Folded() {}

  static String fold(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD);
    return lower(plain).codePoints()
        .filter(Character::isLetterOrDigit)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** By way of upper case, so that {@code ß} and {@code SS} meet. */
  static String lower(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
