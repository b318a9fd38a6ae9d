package regain.kernel;

import java.util.Arrays;
import java.util.function.Function;

/**
 * Something that must not be seen: a password, a code, a token. It prints as a label, equals only itself, and is read at
 * the few places that call {@link #open}, which are easy to list. It is wiped when closed.
 */
public final class Secret implements AutoCloseable {
  private final char[] value;

  private Secret(char[] value) {
    this.value = value;
  }

  public static Secret of(CharSequence value) {
    char[] copy = new char[value.length()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = value.charAt(i);
    }
    return new Secret(copy);
  }

  /** Reads the secret. The array is a copy that is wiped as soon as {@code reader} returns. */
  public <T> T open(Function<char[], T> reader) {
    char[] copy = value.clone();
    try {
      return reader.apply(copy);
    } finally {
      Arrays.fill(copy, '\0');
    }
  }

  @Override
  public void close() {
    Arrays.fill(value, '\0');
  }

  @Override
  public String toString() {
    return "Secret";
  }
}
