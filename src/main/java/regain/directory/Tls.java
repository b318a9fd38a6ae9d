package regain.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates are believed: those of a PEM file, or the platform's. {@link CheckedSockets} check the name. */
final class Tls {
  private Tls() {}

  /** @throws IllegalStateException when the file cannot be read or holds no certificate */
  static SSLContext context(Optional<Path> trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
      managers.init(trust.isPresent() ? anchors(trust.get()) : null);
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException wrong) {
      Path named = trust.orElse(Path.of("system"));
      throw new IllegalStateException("regain.directory.trust cannot be used: " + named, wrong);
    }
  }

  private static KeyStore anchors(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Certificate each : certificates(file)) {
      store.setCertificateEntry("anchor-" + store.size(), each);
    }
    if (store.size() == 0) {
      throw new IOException("no certificate in " + file);
    }
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }
}
