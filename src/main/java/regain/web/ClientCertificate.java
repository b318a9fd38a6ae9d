package regain.web;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import regain.recovery.ShownDevice;
import regain.wiring.Addresses;

/**
 * The certificate with which a browser ended its TLS handshake at a proxy, in the header that hands it on (RFC 9440). It is
 * believed from a proxy that the operator named, as its word on addresses is, and from nobody else: anybody can write a
 * header. It has to be exactly one, and exactly one certificate.
 */
final class ClientCertificate {
  static final String HEADER = "Client-Cert";

  /** A byte sequence of a structured field (RFC 8941 section 3.3.5), with no parameters: RFC 9440 defines none. */
  private static final Pattern BYTES = Pattern.compile(" *:([A-Za-z0-9+/]{1,16000}={0,2}): *");

  private ClientCertificate() {}

  /**
   * @param peer who has connected to us
   * @param headers every header of that name
   */
  static ShownDevice of(String peer, List<String> headers, Set<InetAddress> proxies) {
    if (headers.isEmpty()) {
      return new ShownDevice.Nothing();
    }
    if (Addresses.literal(peer).filter(proxies::contains).isEmpty()) {
      return new ShownDevice.Unbelievable("not-from-a-proxy");
    }
    return headers.size() == 1 ? read(headers.getFirst()) : new ShownDevice.Unbelievable("several-certificates");
  }

  private static ShownDevice read(String header) {
    Matcher bytes = BYTES.matcher(header);
    try {
      return bytes.matches()
          ? new ShownDevice.Certificate(certificate(Base64.getDecoder().decode(bytes.group(1))))
          : new ShownDevice.Unbelievable("malformed");
    } catch (IllegalArgumentException | CertificateException unreadable) {
      return new ShownDevice.Unbelievable("malformed");
    }
  }

  /** In DER and to the last byte: the reader itself would take text, and leave what follows. */
  private static X509Certificate certificate(byte[] der) throws CertificateException {
    var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(der));
    if (!Arrays.equals(der, certificate.getEncoded())) {
      throw new CertificateException("more than one certificate, or not in DER");
    }
    return certificate;
  }
}
