package regain.privileged;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What somebody may have for a while, as policy has bounded it beforehand: nobody who agrees to it can make it longer, wider or
 * theirs.
 *
 * @param name stable, in requests and in the record: small letters, digits and hyphens
 * @param target on which of the targets
 * @param is what it is there: the name of a role or group, in the target's own words
 * @param says what it is, to people, in the operator's words
 * @param askedBy members of at least one of these groups may ask for it
 * @param approvedBy one member of each of these groups has to agree, and nobody for two of them
 * @param longest for how long it is given at most
 * @param answeredWithin a request that not everybody has agreed to by then is none
 * @param reviewed whether each grant is looked at afterwards
 * @param prompts what else has to be said
 */
public record Entitlement(
    String name,
    String target,
    String is,
    String says,
    Set<String> askedBy,
    List<String> approvedBy,
    Duration longest,
    Duration answeredWithin,
    boolean reviewed,
    List<Prompt> prompts) {
  /** Nothing is given for longer than this, whatever policy says. */
  public static final Duration LIMIT = Duration.ofHours(12);
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /** @throws IllegalArgumentException when it would be without a bound, or for nobody */
  public Entitlement {
    askedBy = Set.copyOf(askedBy);
    approvedBy = List.copyOf(approvedBy);
    prompts = List.copyOf(prompts);
    require(NAME.matcher(name).matches(), "a name is small letters, digits and hyphens, at most 40: " + name);
    require(!is.isBlank() && !says.isBlank(), name + " has to say what it is");
    require(!askedBy.isEmpty(), name + " has to say who may ask for it");
    require(
        !approvedBy.isEmpty() && approvedBy.stream().distinct().count() == approvedBy.size(),
        name + " has to say which groups agree to it, each once");
    require(longest.isPositive() && longest.compareTo(LIMIT) <= 0, name + " can be given for at most " + LIMIT);
    require(
        answeredWithin.isPositive() && answeredWithin.compareTo(LIMIT) <= 0,
        name + " has to be agreed to within at most " + LIMIT);
    require(
        prompts.stream().map(Prompt::name).distinct().count() == prompts.size(), name + " asks for something twice");
  }

  /** Whether members of one of these groups may ask for it. */
  public boolean isFor(Set<String> groups) {
    return askedBy.stream().anyMatch(groups::contains);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /**
   * Something that has to be said with a request: a field of the page, whose value is frozen with the rest.
   *
   * @param name as the field and the request call it
   * @param says what belongs there, in the operator's words
   * @param shape what a value has to look like, from its first character to its last
   */
  public record Prompt(String name, String says, Pattern shape) {
    /** The longest value, in characters. */
    public static final int MOST = 400;

    public Prompt {
      require(NAME.matcher(name).matches(), "a name is small letters, digits and hyphens, at most 40: " + name);
      require(!says.isBlank(), name + " has to say what belongs there");
    }

    public boolean takes(String value) {
      return !value.isBlank() && value.length() <= MOST && shape.matcher(value).matches();
    }
  }
}
