package regain.policy;

import java.util.List;
import java.util.Set;

/**
 * A decision with its record.
 *
 * @param floor the version of the floor that spoke
 * @param spoke the names of the rules that objected, in order; the path speaks as {@code PATH}
 */
public record Verdict(Decision decision, int floor, List<String> spoke) {
  /** The rules that object by risk alone: whom they hold up may be perfectly honest. */
  private static final Set<String> RISK = Set.of(Floor.UNFAMILIAR.name(), Floor.FAILURES.name(), Risk.NAME);

  public Verdict {
    spoke = List.copyOf(spoke);
  }

  /** The risk signals among those that spoke. */
  public List<String> slowedBy() {
    return spoke.stream().filter(RISK::contains).toList();
  }
}
