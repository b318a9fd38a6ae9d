package regain.privileged.port;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import regain.privileged.Entitlement;

/**
 * What policy has bounded beforehand.
 *
 * @param recovery on which terms privileged people come back; empty where they do not here
 * @param shared what outlives a grant because somebody could know it
 * @param provisioners whose members can change a target themselves, by its name: they have no say in what is given there
 */
public record PrivilegePolicy(
    List<Entitlement> entitlements,
    Optional<RecoveryTerms> recovery,
    List<SharedSecret> shared,
    Map<String, Set<String>> provisioners) {
  /** @throws IllegalArgumentException when two have one name, one is on a target that is Regain itself, or one is known by nothing */
  public PrivilegePolicy {
    entitlements = List.copyOf(entitlements);
    shared = List.copyOf(shared);
    provisioners = Map.copyOf(provisioners);
    if (entitlements.stream().map(Entitlement::name).distinct().count() != entitlements.size()) {
      throw new IllegalArgumentException("two entitlements have one name");
    }
    if (entitlements.stream().anyMatch(it -> it.target().equals(REGAIN))) {
      throw new IllegalArgumentException("no target can be called " + REGAIN);
    }
    if (shared.stream().map(SharedSecret::name).distinct().count() != shared.size()) {
      throw new IllegalArgumentException("two shared secrets have one name");
    }
    if (shared.stream().map(it -> it.target() + " " + it.is()).distinct().count() != shared.size()) {
      throw new IllegalArgumentException("two shared secrets are one on their target");
    }
    Map<String, String> targets = entitlements.stream()
        .collect(Collectors.toMap(Entitlement::name, Entitlement::target));
    for (SharedSecret each : shared) {
      if (!each.knownBy().stream().allMatch(it -> each.target().equals(targets.get(it)))) {
        throw new IllegalArgumentException(each.name() + " is known by what is not on its target");
      }
    }
  }

  /** Where nothing is shared, and nobody can change a target. */
  public PrivilegePolicy(List<Entitlement> entitlements, Optional<RecoveryTerms> recovery) {
    this(entitlements, recovery, List.of(), Map.of());
  }

  /** Where nobody privileged comes back. */
  public PrivilegePolicy(List<Entitlement> entitlements) {
    this(entitlements, Optional.empty());
  }

  /** The target of a grant over a case. */
  public static final String REGAIN = "regain";

  public Optional<Entitlement> named(String name) {
    return entitlements.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /** What whoever had this entitlement could know. */
  public List<SharedSecret> knownBy(Entitlement entitlement) {
    return shared.stream()
        .filter(it -> it.target().equals(entitlement.target()))
        .filter(it -> it.knownBy().isEmpty() || it.knownBy().contains(entitlement.name()))
        .toList();
  }

  /** Whether somebody in these groups could give it to themselves. */
  public boolean canProvision(Set<String> groups, String target) {
    return provisioners.getOrDefault(target, Set.of()).stream().anyMatch(groups::contains);
  }

  public Optional<SharedSecret> secret(String name) {
    return shared.stream().filter(it -> it.name().equals(name)).findFirst();
  }
}
