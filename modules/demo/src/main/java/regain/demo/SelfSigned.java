package regain.demo;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.util.OID;
import com.unboundid.util.ObjectPair;
import com.unboundid.util.ssl.cert.CertException;
import com.unboundid.util.ssl.cert.PublicKeyAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.SignatureAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.X509Certificate;
import com.unboundid.util.ssl.cert.X509CertificateExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key that lives as long as this process, and a certificate for one loopback address. */
record SelfSigned(SSLContext context, String pem) {
  /** RFC 5280 section 4.2.1.6: its number, and the tags of a DNS name and an address. */
  private static final OID SUBJECT_ALTERNATIVE_NAME = new OID("2.5.29.17");

  private static final byte DNS_NAME = (byte) 0x82;
  private static final byte IP_ADDRESS = (byte) 0x87;

  static SelfSigned make(InetAddress address, Instant now) {
    try {
      ObjectPair<X509Certificate, KeyPair> made = X509Certificate.generateSelfSignedCertificate(
          SignatureAlgorithmIdentifier.SHA_256_WITH_ECDSA,
          PublicKeyAlgorithmIdentifier.EC,
          256,
          new DN(new RDN("CN", "localhost"), new RDN("O", "Nordhafen Logistics (demo)")),
          now.minus(Duration.ofDays(1)).toEpochMilli(),
          now.plus(Duration.ofDays(365)).toEpochMilli(),
          names(address));
      return new SelfSigned(context(made), made.getFirst().toPEMString());
    } catch (CertException | GeneralSecurityException | IOException wrong) {
      throw new IllegalStateException("no certificate for the demo's directory", wrong);
    }
  }

  private static X509CertificateExtension names(InetAddress address) {
    var names = new ASN1Sequence(
        new ASN1OctetString(DNS_NAME, "localhost"), new ASN1OctetString(IP_ADDRESS, address.getAddress()));
    return new X509CertificateExtension(SUBJECT_ALTERNATIVE_NAME, false, names.encode());
  }

  private static SSLContext context(ObjectPair<X509Certificate, KeyPair> made)
      throws GeneralSecurityException, IOException {
    char[] none = new char[0];
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain = {made.getFirst().toCertificate()};
    store.setKeyEntry("directory", made.getSecond().getPrivate(), none, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, none);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
