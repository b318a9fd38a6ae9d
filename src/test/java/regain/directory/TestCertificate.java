package regain.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.OID;
import com.unboundid.util.ssl.cert.CertException;
import com.unboundid.util.ssl.cert.PublicKeyAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.SignatureAlgorithmIdentifier;
import com.unboundid.util.ssl.cert.X509Certificate;
import com.unboundid.util.ssl.cert.X509CertificateExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * A self-signed certificate for 127.0.0.1 and its key, both as PEM; RSA, because GnuTLS does not read Java's EC keys.
 */
record TestCertificate(String certificate, String key) {
  static TestCertificate make() {
    try {
      return generate();
    } catch (CertException | LDAPException wrong) {
      throw new AssertionError(wrong);
    }
  }

  private static TestCertificate generate() throws CertException, LDAPException {
    Instant now = InstantSource.system().instant();
    byte[] loopback = {127, 0, 0, 1};
    var names = new ASN1Sequence(new ASN1OctetString((byte) 0x87, loopback));
    var made = X509Certificate.generateSelfSignedCertificate(
        SignatureAlgorithmIdentifier.SHA_256_WITH_RSA,
        PublicKeyAlgorithmIdentifier.RSA,
        2048,
        new DN("CN=test"),
        now.minus(Duration.ofDays(1)).toEpochMilli(),
        now.plus(Duration.ofDays(1)).toEpochMilli(),
        new X509CertificateExtension(new OID("2.5.29.17"), false, names.encode()));
    byte[] key = made.getSecond().getPrivate().getEncoded();
    String pem = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key);
    return new TestCertificate(
        made.getFirst().toPEMString(), "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n");
  }

  /** For a server that is to be believed by it. */
  KeyManager[] keys() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    String pem = key.replaceAll("-----[A-Z ]+-----", "");
    var its = KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
    Certificate[] chain = {CertificateFactory.getInstance("X.509").generateCertificate(
        new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)))};
    store.setKeyEntry("key", its, "key".toCharArray(), chain);
    KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, "key".toCharArray());
    return factory.getKeyManagers();
  }
}
