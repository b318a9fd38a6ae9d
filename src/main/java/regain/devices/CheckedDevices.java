package regain.devices;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import regain.policy.Fact;
import regain.recovery.port.DeviceTrust;

/**
 * Looks a certificate over once more, whatever the proxy has done: who issued it, whether it is valid now, whether it is for
 * clients, whether it was revoked. Nobody on the network is asked; what was revoked stands in a file that the operator keeps
 * new. A file that cannot be read, or has run out, makes every certificate count for nothing until it is mended.
 */
final class CheckedDevices implements DeviceTrust {
  private static final Logger LOG = System.getLogger(CheckedDevices.class.getName());
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NO_CA = -1;

  private final DeviceRoots roots;
  private final Optional<Path> revoked;
  private final InstantSource clock;

  CheckedDevices(DeviceRoots roots, Optional<Path> revoked, InstantSource clock) {
    this.roots = roots;
    this.revoked = revoked;
    this.clock = clock;
  }

  @Override
  public boolean configured() {
    return true;
  }

  @Override
  public Fact<Answer> look(X509Certificate certificate) {
    Optional<String> unfit = unfit(certificate);
    if (unfit.isPresent()) {
      return refused(unfit.get());
    }
    try {
      validate(certificate, clock.instant());
      return SerialNumber.of(certificate.getSubjectX500Principal())
          .map(it -> Fact.<Answer>known(new Answer.Device(it)))
          .orElseGet(() -> refused("no-serial-number"));
    } catch (CertPathValidatorException invalid) {
      return verdict(invalid);
    } catch (IOException | GeneralSecurityException unreadable) {
      LOG.log(Level.WARNING, "regain.devices.crl cannot be used: {0}", unreadable.getClass().getSimpleName());
      return Fact.unavailable();
    }
  }

  /** What RFC 5280 sections 4.2.1.3, 4.2.1.9 and 4.2.1.12 ask of who signs a TLS handshake as a client. */
  private static Optional<String> unfit(X509Certificate certificate) {
    boolean @Nullable [] usage = certificate.getKeyUsage();
    if (certificate.getBasicConstraints() != NO_CA) {
      return Optional.of("is-an-authority");
    }
    if (usage != null && !usage[DIGITAL_SIGNATURE]) {
      return Optional.of("key-usage");
    }
    return forClients(certificate) ? Optional.empty() : Optional.of("not-for-clients");
  }

  private static boolean forClients(X509Certificate certificate) {
    try {
      @Nullable List<String> purposes = certificate.getExtendedKeyUsage();
      return purposes != null && purposes.contains(CLIENT_AUTH);
    } catch (CertificateParsingException unreadable) {
      return false;
    }
  }

  private void validate(X509Certificate certificate, Instant now) throws IOException, GeneralSecurityException {
    Set<TrustAnchor> anchors = roots.at(now);
    if (anchors.isEmpty()) {
      throw new CertPathValidatorException("every issuer has run out");
    }
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");
    var parameters = new PKIXParameters(anchors);
    parameters.setDate(Date.from(now));
    parameters.setRevocationEnabled(false);
    if (revoked.isPresent()) {
      parameters.addCertPathChecker(lists(validator));
      var lists = new CollectionCertStoreParameters(DeviceRoots.revoked(revoked.get()));
      parameters.addCertStore(CertStore.getInstance("Collection", lists));
    }
    validator.validate(
        CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)), parameters);
  }

  /** Lists and nothing else: no responder is asked, and nothing is fetched. */
  private static PKIXRevocationChecker lists(CertPathValidator validator) {
    var checker = (PKIXRevocationChecker) validator.getRevocationChecker();
    checker.setOptions(
        EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
    return checker;
  }

  private static Fact<Answer> verdict(CertPathValidatorException invalid) {
    if (invalid.getReason() instanceof BasicReason reason) {
      return switch (reason) {
        case UNDETERMINED_REVOCATION_STATUS -> {
          LOG.log(Level.WARNING, "regain.devices.crl says nothing of a certificate, or has run out: fetch the newest");
          yield Fact.unavailable();
        }
        case REVOKED -> refused("revoked");
        case EXPIRED -> refused("expired");
        case NOT_YET_VALID -> refused("not-yet-valid");
        case INVALID_SIGNATURE, ALGORITHM_CONSTRAINED, UNSPECIFIED -> refused("not-trusted");
      };
    }
    return refused("not-trusted");
  }

  private static Fact<Answer> refused(String why) {
    return Fact.known(new Answer.Refused(why));
  }
}
