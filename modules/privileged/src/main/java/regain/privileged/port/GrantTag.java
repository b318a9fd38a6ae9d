package regain.privileged.port;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The name of a grant's object on its target: {@code jit-} and 32 hexadecimal digits, in every target's alphabet and unlike any name that a
 * person would choose. A name, never a key: knowing it opens nothing.
 */
public record GrantTag(UUID grant) {
  public static final String PREFIX = "jit-";
  private static final Pattern SHAPE = Pattern
      .compile(PREFIX + "([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})");

  public String text() {
    return PREFIX + grant.toString().replace("-", "").toLowerCase(Locale.ROOT);
  }

  /** Reads one; empty when it is no tag of ours, to the letter. */
  public static Optional<GrantTag> parse(String text) {
    var parts = SHAPE.matcher(text);
    return parts.matches()
        ? Optional.of(
            new GrantTag(
                UUID.fromString(
                    parts.group(1) + "-" + parts.group(2) + "-" + parts.group(3) + "-" + parts.group(4) + "-"
                        + parts.group(5))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return text();
  }
}
