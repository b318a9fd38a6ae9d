package regain.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A population's path permits: it says which evidence carries a case, as ands of any-ofs. Each group wants a piece of its
 * own, and the pieces must be independent of each other.
 */
public record Path(Population population, Purpose purpose, List<Set<Method>> groups) {
  private static final Set<Method> PASSKEY = EnumSet.of(Method.PASSKEY);
  private static final Set<Method> WITNESSED = EnumSet.of(Method.INVITATION);
  private static final Set<Method> WITNESSED_OR_PASSWORD = EnumSet.of(Method.INVITATION, Method.DIRECTORY_PASSWORD);
  private static final Set<Method> SECOND = EnumSet.of(Method.CONTACT_CODE, Method.DIRECTORY_PASSWORD);

  /** All paths there are. Privileged and governance people enrol here, and recover elsewhere. */
  public static final List<Path> ALL = List.of(
      new Path(Population.EMPLOYEE, Purpose.ENROLLMENT, List.of(WITNESSED_OR_PASSWORD, SECOND)),
      new Path(Population.CONTRACTOR, Purpose.ENROLLMENT, List.of(WITNESSED_OR_PASSWORD, SECOND)),
      new Path(Population.PRIVILEGED, Purpose.ENROLLMENT, List.of(WITNESSED, SECOND)),
      new Path(Population.GOVERNANCE, Purpose.ENROLLMENT, List.of(WITNESSED, SECOND)),
      new Path(Population.EMPLOYEE, Purpose.BINDING, List.of(PASSKEY)),
      new Path(Population.CONTRACTOR, Purpose.BINDING, List.of(PASSKEY)));

  public Path {
    groups = groups.stream().map(Set::copyOf).toList();
    if (groups.isEmpty() || groups.stream().anyMatch(Set::isEmpty)) {
      throw new IllegalArgumentException("a path that asks for nothing is no path");
    }
  }

  static Optional<Path> of(Population population, Purpose purpose) {
    return ALL.stream().filter(path -> path.population == population && path.purpose == purpose).findFirst();
  }

  /**
   * The needs that the fresh evidence leaves open: none when it carries this path. Where one piece is missing, every
   * method is named that would fill the gap, also by freeing a piece for another group.
   */
  Set<Need> open(List<Evidence> fresh) {
    int met = met(0, fresh, new ArrayList<>());
    if (met == groups.size()) {
      return Set.of();
    }
    if (met == 0) {
      return groups.stream().map(Need.Proof::new).collect(Collectors.toSet());
    }
    Set<Method> helpful = EnumSet.noneOf(Method.class);
    for (Method method : Method.values()) {
      var more = new ArrayList<>(fresh);
      more.add(new Evidence(method, "one more", false, Instant.EPOCH, Instant.MAX));
      if (met(0, more, new ArrayList<>()) > met) {
        helpful.add(method);
      }
    }
    return Set.of(new Need.Proof(helpful));
  }

  /** The most groups that pairwise independent pieces can meet. Paths are short, so all ways are tried. */
  private int met(int group, List<Evidence> fresh, List<Evidence> used) {
    if (group == groups.size()) {
      return 0;
    }
    int most = met(group + 1, fresh, used);
    for (Evidence piece : fresh) {
      if (groups.get(group).contains(piece.method()) && used.stream().allMatch(piece::independentOf)) {
        used.add(piece);
        most = Math.max(most, 1 + met(group + 1, fresh, used));
        used.removeLast();
      }
    }
    return most;
  }
}
