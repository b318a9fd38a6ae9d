package regain.privileged.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnectors;

/** The targets by name. */
@Dependent
class Connectors {
  private final GrantConnectors connectors;

  @Inject
  Connectors(GrantConnectors connectors) {
    this.connectors = connectors;
  }

  List<GrantConnector> all() {
    return connectors.all();
  }

  Optional<GrantConnector> named(String name) {
    return connectors.all().stream().filter(it -> it.name().equals(name)).findFirst();
  }
}
