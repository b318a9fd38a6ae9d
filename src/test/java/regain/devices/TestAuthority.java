package regain.devices;

import com.unboundid.asn1.ASN1BigInteger;
import com.unboundid.asn1.ASN1BitString;
import com.unboundid.asn1.ASN1Boolean;
import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1ObjectIdentifier;
import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.asn1.ASN1Sequence;
import com.unboundid.asn1.ASN1UTCTime;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/** Who issues certificates of computers, in tests: also such as no authority should issue, and lists of what was revoked. */
public final class TestAuthority {
  public static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  public static final Instant FAR_OFF = Instant.parse("2049-01-01T00:00:00Z");
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final KeyPair keys = keys();
  private final X500Principal name;
  private final X509Certificate certificate;

  public TestAuthority(String name) {
    this(name, LONG_AGO, FAR_OFF);
  }

  TestAuthority(String name, Instant from, Instant until) {
    this.name = new X500Principal("CN=" + name);
    this.certificate = certificate(
        this.name, keys, new Wish("", from, until, true, List.of(), List.of(5, 6), List.of()));
  }

  /**
   * What is asked for.
   *
   * @param subject a distinguished name, in which Java knows {@code SERIALNUMBER}
   * @param authority whether it says that it is one itself
   * @param purposes of extended key usage; none for no such extension
   * @param usage bits of key usage; none for no such extension
   * @param others names of DNS, for a server
   */
  public record Wish(
      String subject, Instant from, Instant until, boolean authority, List<String> purposes, List<Integer> usage,
      List<String> others) {

    /** As a device management has it issued. */
    public static Wish computer(String serialNumber) {
      return new Wish(
          "CN=computer, SERIALNUMBER=\"" + serialNumber + "\"", LONG_AGO, FAR_OFF, false,
          List.of("1.3.6.1.5.5.7.3.2"), List.of(0), List.of());
    }

    /** For the proxy itself. */
    public static Wish server(String host) {
      return new Wish("CN=" + host, LONG_AGO, FAR_OFF, false, List.of("1.3.6.1.5.5.7.3.1"), List.of(0), List.of(host));
    }

    Wish called(String other) {
      return new Wish(other, from, until, authority, purposes, usage, others);
    }

    Wish valid(Instant since, Instant to) {
      return new Wish(subject, since, to, authority, purposes, usage, others);
    }

    Wish asAuthority() {
      return new Wish(subject, from, until, true, purposes, usage, others);
    }

    Wish forPurposes(String... other) {
      return new Wish(subject, from, until, authority, List.of(other), usage, others);
    }

    Wish using(Integer... other) {
      return new Wish(subject, from, until, authority, purposes, List.of(other), others);
    }
  }

  /** A certificate with its key. */
  public record Issued(X509Certificate certificate, PrivateKey key) {
    public String pem() {
      return TestAuthority.pem("CERTIFICATE", encoded(certificate))
          + TestAuthority.pem("PRIVATE KEY", key.getEncoded());
    }

    /** As a proxy hands it on (RFC 9440 section 2.1). */
    public String header() {
      return ":" + Base64.getEncoder().encodeToString(encoded(certificate)) + ":";
    }
  }

  public Issued issue(Wish wish) {
    KeyPair own = keys();
    return new Issued(certificate(new X500Principal(wish.subject()), own, wish), own.getPrivate());
  }

  public String pem() {
    return pem("CERTIFICATE", encoded(certificate));
  }

  /** RFC 5280 section 5.1. */
  public String revoked(Instant from, Instant until, X509Certificate... revoked) {
    List<ASN1Element> entries = Stream.of(revoked)
        .<ASN1Element>map(it -> new ASN1Sequence(new ASN1BigInteger(it.getSerialNumber()), time(from)))
        .toList();
    var content = new ArrayList<ASN1Element>(
        List.of(new ASN1Integer(1), algorithm(), der(name.getEncoded()), time(from), time(until)));
    if (!entries.isEmpty()) {
      content.add(new ASN1Sequence(entries));
    }
    return pem("X509 CRL", signed(new ASN1Sequence(content)));
  }

  private X509Certificate certificate(X500Principal subject, KeyPair own, Wish wish) {
    var content = new ASN1Sequence(
        new ASN1Element((byte) 0xa0, new ASN1Integer(2).encode()),
        new ASN1BigInteger(BigInteger.valueOf(NUMBERS.incrementAndGet())),
        algorithm(),
        der(name.getEncoded()),
        new ASN1Sequence(time(wish.from()), time(wish.until())),
        der(subject.getEncoded()),
        der(own.getPublic().getEncoded()),
        new ASN1Element((byte) 0xa3, new ASN1Sequence(extensions(wish)).encode()));
    try {
      return (X509Certificate) CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(signed(content)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static List<ASN1Element> extensions(Wish wish) {
    var all = new ArrayList<ASN1Element>();
    all.add(
        extension(
            "2.5.29.19",
            wish.authority() ? new ASN1Sequence(new ASN1Boolean(true)) : new ASN1Sequence()));
    if (!wish.usage().isEmpty()) {
      boolean[] bits = new boolean[9];
      wish.usage().forEach(it -> bits[it] = true);
      all.add(extension("2.5.29.15", new ASN1BitString(bits)));
    }
    if (!wish.purposes().isEmpty()) {
      all.add(extension("2.5.29.37", new ASN1Sequence(wish.purposes().stream().map(TestAuthority::id).toList())));
    }
    if (!wish.others().isEmpty()) {
      all.add(
          extension(
              "2.5.29.17",
              new ASN1Sequence(
                  wish.others().stream().<ASN1Element>map(it -> new ASN1OctetString((byte) 0x82, it)).toList())));
    }
    return all;
  }

  private static ASN1Element extension(String id, ASN1Element value) {
    return new ASN1Sequence(id(id), new ASN1Boolean(true), new ASN1OctetString(value.encode()));
  }

  private byte[] signed(ASN1Element content) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(content.encode());
      byte[] octets = signature.sign();
      byte[] bits = new byte[octets.length + 1];
      System.arraycopy(octets, 0, bits, 1, octets.length);
      return new ASN1Sequence(content, algorithm(), new ASN1Element((byte) 3, bits)).encode();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ASN1Element algorithm() {
    return new ASN1Sequence(id("1.2.840.10045.4.3.2"));
  }

  private static ASN1Element time(Instant instant) {
    return new ASN1UTCTime(Date.from(instant));
  }

  private static ASN1Element id(String dotted) {
    try {
      return new ASN1ObjectIdentifier(dotted);
    } catch (ASN1Exception wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  private static ASN1Element der(byte[] encoded) {
    try {
      return ASN1Element.decode(encoded);
    } catch (ASN1Exception wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + what
        + "-----\n";
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
