package regain.kernel;

import java.util.UUID;

/** One case. The id is random and never shown; people are given the {@link #number()}. */
public record CaseId(UUID value) {
  private static final int DIGITS = 8;

  /** @throws IllegalArgumentException when the text is no UUID */
  public static CaseId of(String text) {
    return new CaseId(UUID.fromString(text));
  }

  /**
   * What people read aloud and write down: {@code RG-7K4M-2QX9}, 40 bits of the id in Crockford's alphabet. A name, never
   * a key: knowing it opens nothing.
   */
  public String number() {
    String code = Crockford.encode(value.getLeastSignificantBits() & 0xFF_FFFF_FFFFL, DIGITS);
    return "RG-" + code.substring(0, DIGITS / 2) + "-" + code.substring(DIGITS / 2);
  }

  /** A number as somebody typed it, as {@link #number} writes it; as good as that can be done. */
  public static String number(String typed) {
    String code = Crockford.normalize(typed.strip().replaceFirst("(?i)^RG[\\s-]*", ""));
    return code.length() == DIGITS ? "RG-" + code.substring(0, DIGITS / 2) + "-" + code.substring(DIGITS / 2) : "";
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
