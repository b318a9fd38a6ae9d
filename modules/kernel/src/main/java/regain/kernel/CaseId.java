package regain.kernel;

import java.util.UUID;

/** One case. The id is random and never shown; people are given the {@link #number()}. */
public record CaseId(UUID value) {
  /** @throws IllegalArgumentException when the text is no UUID */
  public static CaseId of(String text) {
    return new CaseId(UUID.fromString(text));
  }

  /**
   * What people read aloud and write down: {@code RG-7K4M-2QX9}, 40 bits of the id in Crockford's alphabet. A name, never
   * a key: knowing it opens nothing.
   */
  public String number() {
    String code = Crockford.encode(value.getLeastSignificantBits() & 0xFF_FFFF_FFFFL, 8);
    return "RG-" + code.substring(0, 4) + "-" + code.substring(4);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
