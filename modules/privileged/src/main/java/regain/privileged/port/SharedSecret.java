package regain.privileged.port;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A secret on a target that whoever has privilege there could know, and that does not end with their grant: the password of a service, a
 * key that is the same for many.
 *
 * @param name stable, in the record: small letters, digits and hyphens
 * @param target on which of the targets
 * @param is what it is there, in the target's own words
 * @param says what it is, to people, in the operator's words
 * @param knownBy whoever had one of these entitlements could know it; empty for each on that target
 * @param overlap for how long the one before works on, where the target renews it by itself
 */
public record SharedSecret(
    String name, String target, String is, String says, Set<String> knownBy, Duration overlap) {
  /** Nothing that somebody could know works on for longer, whatever policy says. */
  public static final Duration LONGEST = Duration.ofHours(1);
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /** @throws IllegalArgumentException when it says too little, or would work on without a bound */
  public SharedSecret {
    knownBy = Set.copyOf(knownBy);
    require(NAME.matcher(name).matches(), "a name is small letters, digits and hyphens, at most 40: " + name);
    require(!is.isBlank() && !says.isBlank(), name + " has to say what it is");
    require(
        !overlap.isNegative() && overlap.compareTo(LONGEST) <= 0, name + " works on for at most " + LONGEST);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
