package regain.grants;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import regain.directory.ActiveDirectoryGroups;
import regain.directory.DirectoryGroups;
import regain.enrollment.port.Directory;
import regain.grants.PrivilegeFile.TargetLine;
import regain.kernel.Chance;
import regain.keycloak.KeycloakGroups;
import regain.privileged.Entitlement;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantConnectors;
import regain.privileged.port.PrivilegePolicy;

/** Makes the targets once. A file that cannot be right stops the start; a target that is down does not. */
@Dependent
class GrantsWiring {
  private static final Logger LOG = System.getLogger(GrantsWiring.class.getName());

  void start(@Observes @Priority(100) Startup event, PrivilegePolicy policy, Targets targets) {
    LOG.log(
        Level.INFO,
        "Privilege for a while: {0} on {1}",
        policy.entitlements().stream().map(Entitlement::name).toList(),
        targets.all().stream().map(GrantConnector::name).toList());
  }

  @Produces
  @Singleton
  PrivilegeFile file(Config config) {
    return config.getOptionalValue("regain.privileged.file", String.class)
        .filter(it -> !it.isBlank())
        .map(it -> PrivilegeFile.read(Path.of(it)))
        .orElse(PrivilegeFile.NONE);
  }

  /** @throws IllegalStateException when it names a group that nobody has set up: one who was to have no say would have one */
  @Produces
  @Singleton
  PrivilegePolicy policy(PrivilegeFile file, Directory directory) {
    Set<String> unknown = file.unknown(directory.groups());
    if (!unknown.isEmpty()) {
      throw new IllegalStateException("regain.privileged.file: not in regain.directory.groups: " + unknown);
    }
    return file.policy();
  }

  /** @throws IllegalStateException when two have one name, or one is of a kind that there is not */
  @Produces
  @Singleton
  Targets targets(PrivilegeFile file, Config config, Directory directory, InstantSource clock, Chance chance) {
    List<Entitlement> offered = file.policy().entitlements();
    List<GrantConnector> all = file.allTargets().stream()
        .map(it -> connector(it, given(it, offered), config, directory, clock, chance))
        .toList();
    if (all.stream().map(GrantConnector::name).distinct().count() != all.size()) {
      throw new IllegalStateException("regain.privileged.file: two targets have one name");
    }
    return new Targets(all);
  }

  private static Set<String> given(TargetLine line, List<Entitlement> offered) {
    return offered.stream().filter(it -> it.target().equals(line.called())).map(Entitlement::is)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static GrantConnector connector(
      TargetLine line, Set<String> given, Config config, Directory directory, InstantSource clock, Chance chance) {
    return switch (line.needs(line.kind(), "kind")) {
      case "active-directory" ->
        ActiveDirectoryGroups.of(
            config, line.called(), line.needs(line.url(), "url"), Optional.ofNullable(line.trust()),
            line.needs(line.user(), "user"), line.password(), line.needs(line.base(), "base"),
            line.needs(line.people(), "people"), line.needs(line.personAttribute(), "person-attribute"),
            line.isStrict(), clock);
      case "directory" ->
        DirectoryGroups.of(
            config, line.called(), line.needs(line.user(), "user"), line.password(), line.needs(line.base(), "base"),
            line.isStrict(), line.endsByItself(), clock);
      case "keycloak" -> KeycloakGroups.of(config, line.called(), given, line.isStrict(), directory);
      case "openssh" -> host(line, clock, chance);
      case "postgresql" ->
        new PostgresRoles(
            line.called(),
            new PostgresServer(line.needs(line.url(), "url"), line.needs(line.user(), "user"), line.password()),
            given, Optional.ofNullable(line.secretsFolder()).map(Path::of), line.isStrict(), chance);
      case "vault" -> vault(line, clock);
      default -> throw new IllegalStateException("regain.privileged.file: " + line.called() + ": no such kind");
    };
  }

  private static OpenSshHost host(TargetLine line, InstantSource clock, Chance chance) {
    var shell = new SshShell(
        line.needs(line.user(), "user"), line.needs(line.host(), "host"), line.sshPort(),
        line.needs(line.keyFile(), "key-file"), line.needs(line.knownHosts(), "known-hosts"));
    return new OpenSshHost(
        line.called(), shell, OpenSshHost.authority(line.needs(line.caFile(), "ca-file")),
        Optional.ofNullable(line.from()),
        line.isStrict(), clock, chance);
  }

  private static VaultLeases vault(TargetLine line, InstantSource clock) {
    String mount = line.needs(line.base(), "base");
    try {
      var api = new VaultApi(line.needs(line.url(), "url"), line.password(), VaultApi.ANSWER);
      return new VaultLeases(line.called(), api, mount, line.isStrict(), clock);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalStateException("regain.privileged.file: " + line.called() + ": " + wrong.getMessage(), wrong);
    }
  }

  void close(@Disposes Targets targets) {
    targets.close();
  }

  /** All that there are. */
  record Targets(List<GrantConnector> all) implements GrantConnectors {
    Targets {
      all = List.copyOf(all);
    }

    void close() {
      for (GrantConnector each : all) {
        switch (each) {
          case ActiveDirectoryGroups directory -> directory.close();
          case DirectoryGroups directory -> directory.close();
          case KeycloakGroups keycloak -> keycloak.close();
          case OpenSshHost host -> host.close();
          case VaultLeases vault -> vault.close();
          default -> {}
        }
      }
    }
  }
}
