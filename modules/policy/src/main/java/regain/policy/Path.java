package regain.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A population's path permits: it says which evidence carries a case, as ands of any-ofs, and how long the person waits
 * from then on. Each group wants a piece of its own, and the pieces must be independent of each other.
 *
 * @param coolingOff the wait after the evidence is complete, for a browser that is not known, and in every browser for two
 *     pieces of which one may open the other, and on the exceptional path; the owner has been told
 */
public record Path(Population population, Purpose purpose, List<Set<Method>> groups, Duration coolingOff) {
  private static final Set<Method> PASSKEY = EnumSet.of(Method.PASSKEY);
  private static final Set<Method> WITNESSED = EnumSet.of(Method.INVITATION);
  private static final Set<Method> WITNESSED_OR_PASSWORD = EnumSet.of(Method.INVITATION, Method.DIRECTORY_PASSWORD);
  private static final Set<Method> OR_DEVICE = EnumSet.of(
      Method.INVITATION, Method.DIRECTORY_PASSWORD, Method.MANAGED_DEVICE);
  private static final Set<Method> SECOND = EnumSet.of(Method.CONTACT_CODE, Method.DIRECTORY_PASSWORD);
  private static final Set<Method> KEPT = EnumSet.of(Method.RECOVERY_CODE, Method.CONTACT_CODE);
  private static final Set<Method> KEPT_OR_DEVICE = EnumSet.of(
      Method.RECOVERY_CODE, Method.CONTACT_CODE, Method.MANAGED_DEVICE);

  private static final Set<Method> HELD_OR_SECOND = EnumSet.of(
      Method.RECOVERY_CODE, Method.CONTACT_CODE, Method.MANAGED_DEVICE, Method.INDEPENDENT_ATTESTATION);
  private static final Set<Method> KEPT_OR_SECOND = EnumSet.of(
      Method.RECOVERY_CODE, Method.CONTACT_CODE, Method.INDEPENDENT_ATTESTATION);
  private static final Set<Method> SECOND_LINE = EnumSet.of(Method.INDEPENDENT_ATTESTATION);
  private static final Set<Method> SOMEBODY = EnumSet.of(
      Method.SUPERVISOR_ATTESTATION, Method.INDEPENDENT_ATTESTATION);
  private static final Set<Method> SUPERVISOR = EnumSet.of(Method.SUPERVISOR_ATTESTATION);

  /** The least wait of somebody who holds nothing at all, and whom two others vouch for. */
  private static final Duration NOTHING_HELD = Duration.ofHours(24);

  private static final Set<Method> ANY = EnumSet.of(Method.PASSKEY, Method.RECOVERY_CODE, Method.CONTACT_CODE);

  /**
   * All paths there are. Privileged and governance people show a passkey and have somebody vouch, or have nothing and have two
   * vouch, and always wait; and both only inside a grant, which is no evidence and so stands in the floor. They, regulated people and
   * outsourced desks have no way back without somebody who vouches.
   */
  public static final List<Path> ALL = List.of(
      new Path(Population.EMPLOYEE, Purpose.ENROLLMENT, List.of(OR_DEVICE, SECOND)),
      new Path(Population.CONTRACTOR, Purpose.ENROLLMENT, List.of(WITNESSED_OR_PASSWORD, SECOND)),
      new Path(Population.REGULATED, Purpose.ENROLLMENT, List.of(WITNESSED, SECOND)),
      new Path(Population.OUTSOURCED_DESK, Purpose.ENROLLMENT, List.of(WITNESSED, SECOND)),
      new Path(Population.PRIVILEGED, Purpose.ENROLLMENT, List.of(WITNESSED, SECOND)),
      new Path(Population.GOVERNANCE, Purpose.ENROLLMENT, List.of(WITNESSED, SECOND)),
      new Path(Population.EMPLOYEE, Purpose.BINDING, List.of(PASSKEY)),
      new Path(Population.CONTRACTOR, Purpose.BINDING, List.of(PASSKEY)),
      new Path(Population.REGULATED, Purpose.BINDING, List.of(PASSKEY)),
      new Path(Population.OUTSOURCED_DESK, Purpose.BINDING, List.of(PASSKEY)),
      new Path(Population.PRIVILEGED, Purpose.BINDING, List.of(PASSKEY, SOMEBODY), Duration.ofHours(1)),
      new Path(Population.GOVERNANCE, Purpose.BINDING, List.of(PASSKEY, SOMEBODY), Duration.ofHours(1)),
      new Path(
          Population.EMPLOYEE, Purpose.RECOVERY, List.of(KEPT_OR_DEVICE, KEPT_OR_DEVICE), Duration.ofMinutes(30)),
      new Path(Population.CONTRACTOR, Purpose.RECOVERY, List.of(KEPT, KEPT), Duration.ofHours(4)),
      new Path(
          Population.EMPLOYEE, Purpose.EXCEPTION, List.of(HELD_OR_SECOND, SUPERVISOR), Duration.ofHours(4)),
      new Path(
          Population.CONTRACTOR, Purpose.EXCEPTION, List.of(KEPT_OR_SECOND, SUPERVISOR), Duration.ofHours(12)),
      new Path(
          Population.REGULATED, Purpose.EXCEPTION, List.of(KEPT_OR_SECOND, SUPERVISOR), Duration.ofHours(12)),
      new Path(
          Population.OUTSOURCED_DESK, Purpose.EXCEPTION, List.of(KEPT_OR_SECOND, SUPERVISOR), Duration.ofHours(24)),
      new Path(Population.PRIVILEGED, Purpose.EXCEPTION, List.of(SECOND_LINE, SUPERVISOR), NOTHING_HELD),
      new Path(Population.GOVERNANCE, Purpose.EXCEPTION, List.of(SECOND_LINE, SUPERVISOR), NOTHING_HELD),
      new Path(Population.EMPLOYEE, Purpose.REPORT, List.of(ANY)),
      new Path(Population.CONTRACTOR, Purpose.REPORT, List.of(ANY)),
      new Path(Population.REGULATED, Purpose.REPORT, List.of(ANY)),
      new Path(Population.OUTSOURCED_DESK, Purpose.REPORT, List.of(ANY)),
      new Path(Population.PRIVILEGED, Purpose.REPORT, List.of(ANY)),
      new Path(Population.GOVERNANCE, Purpose.REPORT, List.of(ANY)));

  public Path {
    groups = groups.stream().map(Set::copyOf).toList();
    if (groups.isEmpty() || groups.stream().anyMatch(Set::isEmpty)) {
      throw new IllegalArgumentException("a path that asks for nothing is no path");
    }
  }

  private Path(Population population, Purpose purpose, List<Set<Method>> groups) {
    this(population, purpose, groups, Duration.ZERO);
  }

  /** The path of a population, if it has one for this purpose, with all methods that there could be. */
  public static Optional<Path> of(Population population, Purpose purpose) {
    return ALL.stream().filter(path -> path.population == population && path.purpose == purpose).findFirst();
  }

  /** The methods of which at least one more is missing beside these pieces; none when they carry the path. */
  public Set<Method> missing(List<Evidence> pieces) {
    return open(pieces).stream()
        .flatMap(it -> it instanceof Need.Proof(Set<Method> anyOf) ? anyOf.stream() : Stream.empty())
        .collect(Collectors.toSet());
  }

  /** The same path in a house that has these methods; empty when it would ask for what nobody can show there. */
  Optional<Path> having(Set<Method> methods) {
    List<Set<Method>> left = groups.stream()
        .map(it -> it.stream().filter(methods::contains).collect(Collectors.toSet()))
        .toList();
    return left.stream().anyMatch(Set::isEmpty)
        ? Optional.empty()
        : Optional.of(new Path(population, purpose, left, coolingOff));
  }

  /** Every method that this path knows. */
  Set<Method> methods() {
    return groups.stream().flatMap(Set::stream).collect(Collectors.toSet());
  }

  /**
   * The needs that the fresh evidence leaves open: none when it carries this path. Where one piece is missing, every
   * method is named that would fill the gap, also by freeing a piece for another group.
   */
  Set<Need> open(List<Evidence> fresh) {
    int met = met(fresh);
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
      if (met(more) > met) {
        helpful.add(method);
      }
    }
    return Set.of(new Need.Proof(helpful));
  }

  /**
   * From when on the evidence carries the path, if it does: counted from the moment at which it was first complete, so that
   * showing more does not move it; at once where there is nothing to wait for.
   */
  Optional<Instant> carriesFrom(List<Evidence> fresh, boolean browserKnown) {
    var moments = new ArrayList<Instant>();
    choose(0, usable(fresh), new ArrayList<>(), chosen -> {
      if (chosen.size() == groups.size()) {
        Instant complete = chosen.stream().map(Evidence::provenAt).max(Instant::compareTo).orElseThrow();
        Duration wait = wait(chosen, browserKnown);
        // Another node may have seen the proof, and its clock be ahead of this one's by a moment: that is nothing to wait for.
        moments.add(wait.isZero() ? Instant.MIN : complete.plus(wait));
      }
    });
    return moments.stream().min(Instant::compareTo);
  }

  /**
   * Whom others have vouched for waits wherever they sit, so that everybody concerned can object; and longer when there is
   * nothing but their word.
   */
  private Duration wait(List<Evidence> chosen, boolean browserKnown) {
    boolean held = chosen.stream().anyMatch(it -> !it.method().isAttested());
    if (!held && coolingOff.compareTo(NOTHING_HELD) < 0) {
      return NOTHING_HELD;
    }
    boolean attested = chosen.stream().anyMatch(it -> it.method().isAttested());
    return browserKnown && !attested && !mayOpen(chosen) ? Duration.ZERO : coolingOff;
  }

  private static boolean mayOpen(List<Evidence> chosen) {
    return chosen.stream().anyMatch(one -> chosen.stream().anyMatch(one::mayOpen));
  }

  /** The most groups that pairwise independent pieces can meet. */
  private int met(List<Evidence> fresh) {
    int[] most = {0};
    choose(0, usable(fresh), new ArrayList<>(), chosen -> most[0] = Math.max(most[0], chosen.size()));
    return most[0];
  }

  /** Whoever comes back without a passkey shows nothing that the account itself opens. */
  private List<Evidence> usable(List<Evidence> fresh) {
    return fresh.stream().filter(it -> !purpose.comesBack() || !it.openedByAccount()).toList();
  }

  /** All ways to meet groups by pairwise independent pieces. Paths are short, so all are tried. */
  private void choose(int group, List<Evidence> pieces, List<Evidence> chosen, Consumer<List<Evidence>> found) {
    if (group == groups.size()) {
      found.accept(chosen);
      return;
    }
    choose(group + 1, pieces, chosen, found);
    for (Evidence piece : pieces) {
      if (groups.get(group).contains(piece.method()) && chosen.stream().allMatch(it -> together(piece, it))) {
        chosen.add(piece);
        choose(group + 1, pieces, chosen, found);
        chosen.removeLast();
      }
    }
  }

  /** Where one may open the other, only with a wait in which the owner can object. */
  private boolean together(Evidence one, Evidence other) {
    return one.independentOf(other) && (!one.mayOpen(other) || !coolingOff.isZero());
  }
}
