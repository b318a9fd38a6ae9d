package regain.web;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import jakarta.ws.rs.GET;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import regain.policy.Method;
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

  @Named("paths")
  record Paths(List<Group> groups) {}

  /** One population with its ways. */
  record Group(Population population, List<Way> ways) {}

  /**
   * @param open whether there is such a path
   * @param proofs an any-of for each proof that is wanted
   * @param waits in a browser that is not known
   */
  record Way(Purpose purpose, boolean open, List<List<Method>> proofs, Duration waits) {
    public boolean waiting() {
      return !waits.isZero();
    }
  }

  @GET
  public Object page() {
    return all();
  }

  static Paths all() {
    return new Paths(Stream.of(Population.values()).map(PathsResource::group).toList());
  }

  private static Group group(Population population) {
    return new Group(population, PURPOSES.stream().map(it -> way(population, it)).toList());
  }

  private static Way way(Population population, Purpose purpose) {
    return regain.policy.Path.of(population, purpose)
        .map(it -> new Way(purpose, true, it.groups().stream().map(PathsResource::sorted).toList(), it.coolingOff()))
        .orElseGet(() -> new Way(purpose, false, List.of(), Duration.ZERO));
  }

  private static List<Method> sorted(Set<Method> methods) {
    return methods.stream().sorted().toList();
  }
}
