package regain.applications;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import regain.recovery.CameFrom;
import regain.recovery.port.SessionConnector;
import regain.recovery.port.SessionConnectors;

/** The registered applications: what they are called, where they may send people back to, and how they sign people out. */
public final class Applications implements SessionConnectors, AutoCloseable {
  private final List<Application> registered;
  private final List<SessionConnector> connectors;
  private final Optional<String> published;
  private final Optional<Errand> errand;

  /**
   * @param published the keys with which logouts are signed, for those who verify them
   * @param errand what the connectors send with; closed with this
   */
  Applications(
      List<Application> registered,
      List<SessionConnector> connectors,
      Optional<String> published,
      Optional<Errand> errand) {
    this.registered = List.copyOf(registered);
    this.connectors = List.copyOf(connectors);
    this.published = published;
    this.errand = errand;
  }

  @Override
  public List<SessionConnector> all() {
    return connectors;
  }

  /**
   * Where somebody came from, when exactly this address is registered for exactly this application. Everything else is
   * nothing: there is no likeness between addresses.
   */
  public Optional<CameFrom> registered(String id, String address) {
    return registered.stream()
        .filter(it -> it.id().equals(id) && it.returns().contains(address))
        .map(it -> new CameFrom(id, address))
        .findFirst();
  }

  /** What people call an application. */
  public Optional<String> name(String id) {
    return registered.stream().filter(it -> it.id().equals(id)).map(Application::name).findFirst();
  }

  /** The same by the names of connectors. */
  public Map<String, String> names() {
    return registered.stream().collect(Collectors.toMap(Application::connector, Application::name));
  }

  /** A JWK Set. Empty when nothing is signed here. */
  public Optional<String> published() {
    return published;
  }

  @Override
  public void close() {
    errand.ifPresent(Errand::close);
  }
}
