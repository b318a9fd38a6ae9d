package regain.privileged.port;

import java.util.List;
import java.util.Optional;
import regain.privileged.Entitlement;

/** What policy has bounded beforehand. */
public record PrivilegePolicy(List<Entitlement> entitlements) {
  /** @throws IllegalArgumentException when two have one name */
  public PrivilegePolicy {
    entitlements = List.copyOf(entitlements);
    if (entitlements.stream().map(Entitlement::name).distinct().count() != entitlements.size()) {
      throw new IllegalArgumentException("two entitlements have one name");
    }
  }

  public Optional<Entitlement> named(String name) {
    return entitlements.stream().filter(it -> it.name().equals(name)).findFirst();
  }
}
