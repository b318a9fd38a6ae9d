package regain.policy;

import java.util.List;

/**
 * A decision with its record.
 *
 * @param floor the version of the floor that spoke
 * @param spoke the names of the rules that objected, in order; the path speaks as {@code PATH}
 */
public record Verdict(Decision decision, int floor, List<String> spoke) {
  public Verdict {
    spoke = List.copyOf(spoke);
  }
}
