package regain.keycloak;

import java.util.Optional;
import regain.enrollment.port.Directory;

/** The one realm of Keycloak that is configured, or none. */
final class Realm implements AutoCloseable {
  private final Optional<KeycloakSettings> settings;
  private final Optional<AdminApi> api;
  private final Directory directory;

  Realm(Optional<KeycloakSettings> settings, Directory directory) {
    this.settings = settings;
    this.api = settings.map(AdminApi::new);
    this.directory = directory;
  }

  boolean configured() {
    return settings.isPresent();
  }

  KeycloakSettings settings() {
    return settings.orElseThrow();
  }

  AdminApi api() {
    return api.orElseThrow();
  }

  Users users() {
    return new Users(settings(), directory);
  }

  @Override
  public void close() {
    api.ifPresent(AdminApi::close);
  }
}
