package regain.web;

import java.text.Normalizer;
import java.util.Optional;

/** The account name as it was typed: blanks around it are dropped, and one letter is one letter (NFC). */
final class Names {
  private static final int MOST_LENGTH = 256;

  private Names() {}

  /** Empty when it can be nobody's name. */
  static Optional<String> of(String typed) {
    String name = Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
    boolean fits = !name.isEmpty() && name.length() <= MOST_LENGTH && name.chars().noneMatch(Character::isISOControl);
    return fits ? Optional.of(name) : Optional.empty();
  }

  /** What was typed, as far as a field can hold it. */
  static String shown(String typed) {
    String printable = typed.replaceAll("\\p{Cntrl}", "");
    return printable.substring(0, Math.min(printable.length(), MOST_LENGTH));
  }

  /** The key of the words that say why. */
  static String problem(String typed) {
    return typed.isBlank() ? "name-empty" : "name-unusable";
  }
}
