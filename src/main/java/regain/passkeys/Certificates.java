package regain.passkeys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

/** Reads certificates. */
final class Certificates {
  private Certificates() {}

  /** @throws CertificateException also when there is none in the file */
  static List<X509Certificate> in(Path pem) throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(pem)) {
      List<X509Certificate> all = x509().generateCertificates(in).stream()
          .map(X509Certificate.class::cast)
          .collect(Collectors.toUnmodifiableList());
      if (all.isEmpty()) {
        throw new CertificateException("no certificate");
      }
      return all;
    }
  }

  static X509Certificate of(byte[] der) throws CertificateException {
    return (X509Certificate) x509().generateCertificate(new ByteArrayInputStream(der));
  }

  static CertificateFactory x509() throws CertificateException {
    return CertificateFactory.getInstance("X.509");
  }
}
