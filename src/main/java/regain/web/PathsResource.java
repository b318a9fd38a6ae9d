package regain.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import regain.policy.Method;
import regain.policy.Policy;
import regain.policy.Population;
import regain.policy.Purpose;

/**
 * What each population has to show for what, how long it waits, and who is told: made from the paths that decide, so that
 * the page cannot say anything else than they do.
 */
@jakarta.ws.rs.Path("/paths")
@PermitAll
@Dependent
public class PathsResource {
  /** In the order in which people meet them. */
  private static final List<Purpose> PURPOSES = List.of(
      Purpose.ENROLLMENT, Purpose.BINDING, Purpose.RECOVERY, Purpose.EXCEPTION, Purpose.REPORT);

  private final Policy policy;

  @Inject
  public PathsResource(Policy policy) {
    this.policy = policy;
  }

  @Named("paths")
  record Paths(List<Group> groups) {
    /** Whether the computers that the organisation manages count for anything. */
    public boolean devices() {
      return groups.stream().flatMap(it -> it.ways().stream()).flatMap(it -> it.proofs().stream())
          .anyMatch(it -> it.contains(Method.MANAGED_DEVICE));
    }
  }

  /** One population with its ways. */
  record Group(Population population, List<Way> ways) {
    /** Whether no way of this house gives back what somebody has lost. */
    public boolean elsewhere() {
      return population.isPrivileged() && ways.stream().noneMatch(it -> it.open() && it.purpose().comesBack());
    }

    /** Whether others have to agree to it, beside what is shown. */
    public boolean granted(Way way) {
      return population.isPrivileged() && way.purpose().gives();
    }
  }

  /**
   * @param open whether there is such a path
   * @param proofs an any-of for each proof that is wanted
   * @param waits in a browser that is not known
   */
  record Way(Purpose purpose, boolean open, List<List<Method>> proofs, Duration waits) {
    public boolean waiting() {
      return !waits.isZero();
    }

    /** Whether the wait is the same in every browser. */
    public boolean everywhere() {
      return purpose == Purpose.EXCEPTION || purpose == Purpose.BINDING;
    }
  }

  @GET
  public Object page() {
    return all(policy);
  }

  static Paths all(Policy policy) {
    return new Paths(Stream.of(Population.values()).map(it -> group(policy, it)).toList());
  }

  private static Group group(Policy policy, Population population) {
    return new Group(population, PURPOSES.stream().map(it -> way(policy, population, it)).toList());
  }

  private static Way way(Policy policy, Population population, Purpose purpose) {
    return policy.path(population, purpose)
        .map(it -> new Way(purpose, true, it.groups().stream().map(PathsResource::sorted).toList(), it.coolingOff()))
        .orElseGet(() -> new Way(purpose, false, List.of(), Duration.ZERO));
  }

  private static List<Method> sorted(Set<Method> methods) {
    return methods.stream().sorted().toList();
  }
}
