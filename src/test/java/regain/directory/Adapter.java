package regain.directory;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import regain.enrollment.port.Account;
import regain.enrollment.port.Directory;
import regain.kernel.PersonId;
import regain.kernel.Secret;
import regain.policy.Fact;
import regain.recovery.port.CredentialTarget;
import regain.recovery.port.CredentialTarget.Outcome;
import regain.recovery.port.DeviceRegister;

/** The adapter as the wiring makes it. */
record Adapter(
    LdapSettings settings, LdapConnections connections, Directory directory, DeviceRegister devices,
    CredentialTarget target)
    implements AutoCloseable {
  static Adapter of(Map<String, String> values, InstantSource clock) {
    var settings = LdapSettings.of(new Keys(key -> Optional.ofNullable(values.get(key))));
    var connections = new LdapConnections(settings);
    return new Adapter(
        settings,
        connections,
        new LdapDirectory(settings, connections, clock),
        new LdapDevices(settings, connections, Optional.ofNullable(values.get("regain.devices.base-dn"))),
        new LdapPasswords(settings, connections, clock));
  }

  /** The same with another stopwatch. */
  Adapter slow(LongSupplier nanos) {
    return new Adapter(
        settings,
        connections,
        directory,
        devices,
        new LdapPasswords(settings, connections, InstantSource.system(), nanos));
  }

  Account account(String name) {
    return directory.named(name).known().orElseThrow().orElseThrow();
  }

  PersonId person(String name) {
    return account(name).person();
  }

  Outcome set(PersonId person, String password) {
    try (Secret secret = Secret.of(password)) {
      return target.set(person, secret);
    }
  }

  Fact<Boolean> fits(PersonId person, String password) {
    try (Secret secret = Secret.of(password)) {
      return directory.passwordFits(person, secret);
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
