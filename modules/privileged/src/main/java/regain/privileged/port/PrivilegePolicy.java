package regain.privileged.port;

import java.util.List;
import java.util.Optional;
import regain.privileged.Entitlement;

/**
 * What policy has bounded beforehand.
 *
 * @param recovery on which terms privileged people come back; empty where they do not here
 */
public record PrivilegePolicy(List<Entitlement> entitlements, Optional<RecoveryTerms> recovery) {
  /** @throws IllegalArgumentException when two have one name, or one is on a target that is Regain itself */
  public PrivilegePolicy {
    entitlements = List.copyOf(entitlements);
    if (entitlements.stream().map(Entitlement::name).distinct().count() != entitlements.size()) {
      throw new IllegalArgumentException("two entitlements have one name");
    }
    if (entitlements.stream().anyMatch(it -> it.target().equals(REGAIN))) {
      throw new IllegalArgumentException("no target can be called " + REGAIN);
    }
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
}
