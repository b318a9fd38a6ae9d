package regain.devices;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import regain.recovery.port.DeviceTrust;
import regain.wiring.UnsafeSettingsException;

/**
 * Which computers the operator lets count, read once: their issuers. What was revoked is read at each look. A setting that
 * would let nobody's computer count, or everybody's, refuses the start.
 */
@Dependent
class DevicesWiring {
  private static final Logger LOG = System.getLogger(DevicesWiring.class.getName());

  private final Config config;
  private final InstantSource clock;

  @Inject
  DevicesWiring(Config config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  void start(@Observes @Priority(20) Startup event, DeviceTrust trust) {
    LOG.log(Level.INFO, "Managed devices: {0}", trust.configured() ? "they count as a proof" : "not configured");
    revoked().filter(it -> trust.configured() && !Files.isReadable(it)).ifPresent(
        it -> LOG.log(Level.WARNING, "regain.devices.crl cannot be read: until it can, no device counts"));
  }

  @Produces
  @Singleton
  DeviceTrust trust() {
    Optional<String> roots = maybe("regain.devices.roots");
    return roots.<DeviceTrust>map(this::trust).orElseGet(NoDevices::new);
  }

  private DeviceTrust trust(String roots) {
    if (maybe("regain.devices.base-dn").isEmpty()) {
      throw new UnsafeSettingsException(
          "Set regain.devices.base-dn: where the directory says whose a device is, such as ou=devices,dc=example,dc=org");
    }
    if (maybe("regain.trusted-proxies").isEmpty()) {
      throw new UnsafeSettingsException(
          "Set regain.trusted-proxies: with regain.devices.roots, only a proxy can hand a device's certificate on");
    }
    try {
      return new CheckedDevices(DeviceRoots.in(Path.of(roots)), revoked(), clock);
    } catch (IOException | CertificateException unreadable) {
      throw new UnsafeSettingsException(
          "Set regain.devices.roots to a PEM file with the certificates of who issues those of devices");
    }
  }

  private Optional<Path> revoked() {
    return maybe("regain.devices.crl").map(Path::of);
  }

  private Optional<String> maybe(String key) {
    return config.getOptionalValue(key, String.class).map(String::strip).filter(it -> !it.isEmpty());
  }
}
