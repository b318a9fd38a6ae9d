package regain.passkeys;

import com.yubico.fido.metadata.MetadataBLOBPayload;
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
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import regain.enrollment.port.PasskeyRules;
import regain.policy.Population;
import regain.privileged.port.PrivilegePolicy;
import regain.wiring.UnsafeSettingsException;

/** Which passkeys the operator lets be bound, read once. What cannot be read, or cannot be meant, refuses the start. */
@Dependent
class PasskeysWiring {
  private static final Logger LOG = System.getLogger(PasskeysWiring.class.getName());

  private final Config config;
  private final InstantSource clock;
  private final PrivilegePolicy privilege;

  @Inject
  PasskeysWiring(Config config, InstantSource clock, PrivilegePolicy privilege) {
    this.config = config;
    this.clock = clock;
    this.privilege = privilege;
  }

  void start(@Observes @Priority(20) Startup event, PasskeyRules rules) {
    LOG.log(
        Level.INFO,
        "Passkeys: attestation asked: {0}, makers must vouch: {1}, bound to one device: {2}",
        rules.asked(),
        rules.vouched(),
        rules.deviceBound());
  }

  @Produces
  @Singleton
  PasskeyRules rules() {
    boolean asked = asked();
    Optional<String> roots = maybe("regain.passkeys.attestation-roots");
    Optional<String> metadata = maybe("regain.passkeys.mds-file");
    boolean vouched = yes(maybe("regain.passkeys.require-attestation").orElse("false"));
    if (!asked && (vouched || roots.isPresent() || metadata.isPresent())) {
      throw new UnsafeSettingsException(
          "Set regain.passkeys.attestation to direct: without it no authenticator says what it is");
    }
    if (vouched && roots.isEmpty() && metadata.isEmpty()) {
      throw new UnsafeSettingsException(
          "Set regain.passkeys.attestation-roots or regain.passkeys.mds-file: nobody vouches for any passkey");
    }
    return new PasskeyRules(asked, vouched, deviceBound(), makers(roots, metadata));
  }

  private boolean asked() {
    return switch (maybe("regain.passkeys.attestation").orElse("none")) {
      case "none" -> false;
      case "direct" -> true;
      default -> throw new UnsafeSettingsException("Set regain.passkeys.attestation to none or direct");
    };
  }

  private static boolean yes(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new UnsafeSettingsException("Set regain.passkeys.require-attestation to true or false");
    };
  }

  /** Where privileged people come back, they do so by such a passkey alone: another would leave them outside the next time. */
  private Set<Population> deviceBound() {
    Stream<Population> named = Arrays.stream(maybe("regain.passkeys.device-bound").orElse("").split(",", -1))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .map(PasskeysWiring::population);
    Stream<Population> needed = Arrays.stream(Population.values())
        .filter(it -> it.isPrivileged() && privilege.recovery().isPresent());
    return Stream.concat(named, needed).collect(Collectors.toSet());
  }

  private static Population population(String name) {
    return Arrays.stream(Population.values())
        .filter(it -> it.name().equals(name.toUpperCase(Locale.ROOT).replace('-', '_')))
        .findFirst()
        .orElseThrow(
            () -> new UnsafeSettingsException(
                "Set regain.passkeys.device-bound to populations such as privileged,governance, not " + name));
  }

  private TrustedMakers makers(Optional<String> roots, Optional<String> metadata) {
    TrustedMakers named = TrustedMakers
        .named(roots.map(it -> new HashSet<>(certificates("regain.passkeys.attestation-roots", it)))
            .orElseGet(HashSet::new));
    return metadata.map(it -> listed(named, it)).orElse(named);
  }

  private static List<X509Certificate> certificates(String key, String file) {
    try {
      return Certificates.in(Path.of(file));
    } catch (IOException | GeneralSecurityException unreadable) {
      throw new UnsafeSettingsException("Set " + key + " to a PEM file with certificates");
    }
  }

  private TrustedMakers listed(TrustedMakers named, String file) {
    String root = maybe("regain.passkeys.mds-root").orElseThrow(
        () -> new UnsafeSettingsException(
            "Set regain.passkeys.mds-root: the root certificate of who signs the MDS file"));
    try {
      X509Certificate signer = certificates("regain.passkeys.mds-root", root).getFirst();
      MetadataBLOBPayload payload = MetadataFile.read(Path.of(file), signer, clock.instant());
      warn(payload.getNextUpdate());
      return named.and(payload);
    } catch (IOException | GeneralSecurityException broken) {
      throw new UnsafeSettingsException(
          "regain.passkeys.mds-file is not a FIDO MDS file signed under regain.passkeys.mds-root: "
              + broken.getMessage());
    }
  }

  private void warn(LocalDate nextUpdate) {
    if (nextUpdate.isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))) {
      LOG.log(Level.WARNING, "The FIDO MDS file is out of date since {0}: fetch the newest and start again",
          nextUpdate);
    }
  }

  private Optional<String> maybe(String key) {
    return config.getOptionalValue(key, String.class).map(String::strip).filter(it -> !it.isEmpty());
  }
}
