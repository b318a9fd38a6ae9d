package regain.devices;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CRLException;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who issues the certificates of computers: each certificate of the operator's file, and nobody else. An issuer that has run
 * out vouches for nothing, which Java would not look at (RFC 5280 section 6.1.1 leaves it to us).
 */
record DeviceRoots(List<X509Certificate> issuers) {
  private static final int NO_CA = -1;

  DeviceRoots {
    issuers = List.copyOf(issuers);
  }

  /** @throws CertificateException also when there is none in the file, or one that is no authority */
  static DeviceRoots in(Path pem) throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(pem)) {
      List<X509Certificate> all = x509().generateCertificates(in).stream().map(X509Certificate.class::cast).toList();
      if (all.isEmpty() || all.stream().anyMatch(it -> it.getBasicConstraints() == NO_CA)) {
        throw new CertificateException("not one certificate, or one of no authority");
      }
      return new DeviceRoots(all);
    }
  }

  Set<TrustAnchor> at(Instant now) {
    return issuers.stream()
        .filter(it -> !now.isBefore(it.getNotBefore().toInstant()) && !now.isAfter(it.getNotAfter().toInstant()))
        .map(it -> new TrustAnchor(it, null))
        .collect(Collectors.toSet());
  }

  /** The lists of what was revoked, read anew at each look. */
  static List<X509CRL> revoked(Path file) throws IOException, CertificateException, CRLException {
    try (InputStream in = Files.newInputStream(file)) {
      return x509().generateCRLs(in).stream().map(X509CRL.class::cast).toList();
    }
  }

  private static CertificateFactory x509() throws CertificateException {
    return CertificateFactory.getInstance("X.509");
  }
}
