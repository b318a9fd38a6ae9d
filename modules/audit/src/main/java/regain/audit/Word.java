package regain.audit;

import java.util.regex.Pattern;

/** A short text that the code chose, such as the name of a connector: never anything that somebody typed. */
public record Word(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_.:,-]{0,80}");

  /** @throws IllegalArgumentException when it is not made of at most 80 letters, digits and {@code _ . : , -} */
  public Word {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a word of the house");
    }
  }
}
