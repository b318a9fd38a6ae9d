package regain.house;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.UUID;

/**
 * A maker of authenticators, for tests: a root, a certificate under it as WebAuthn Level 3 section 8.2.1 wants it, and what
 * they sign: "packed" attestations, and files as FIDO's Metadata Service publishes them.
 */
public final class TestMaker {
  private static final byte[] ECDSA = {0x30, 10, 6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2};

  final UUID make;
  private final KeyPair keys = keys();
  private final byte[] root;
  private final byte[] certificate;

  public TestMaker(UUID make) {
    this.make = make;
    KeyPair rootKeys = keys();
    byte[] rootName = name("Test Root");
    root = certificate(rootName, rootName, rootKeys, rootKeys.getPrivate(), true);
    certificate = certificate(name("Test Key"), rootName, keys, rootKeys.getPrivate(), false);
  }

  /** The root, as PEM. */
  public String pem() {
    return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(root)
        + "\n-----END CERTIFICATE-----\n";
  }

  byte[] aaguid() {
    return ByteBuffer.allocate(16).putLong(make.getMostSignificantBits()).putLong(make.getLeastSignificantBits())
        .array();
  }

  /** CBOR: alg ES256, sig, x5c with one certificate. */
  byte[] statement(byte[] data, byte[] clientHash) {
    byte[] signature = sign("SHA256withECDSA", keys.getPrivate(), data, clientHash);
    var out = new ByteArrayOutputStream();
    out.writeBytes(
        new byte[]{(byte) 0xa3, 0x63, 'a', 'l', 'g', 0x26, 0x63, 's', 'i', 'g', 0x58, (byte) signature.length});
    out.writeBytes(signature);
    out.writeBytes(new byte[]{0x63, 'x', '5', 'c', (byte) 0x81, 0x59});
    out.writeBytes(new byte[]{(byte) (certificate.length >> 8), (byte) certificate.length});
    out.writeBytes(certificate);
    return out.toByteArray();
  }

  /** A metadata file of which this is the publisher, with one make in it that another may have made. */
  public String metadata(TestMaker listed, String status) {
    String header = "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"x5c\":[\"" + base64(certificate) + "\"]}";
    String payload = """
        {"legalHeader":"test","no":1,"nextUpdate":"2030-01-01","entries":[{"aaguid":"%1$s",
        "statusReports":[{"status":"%2$s","effectiveDate":"2024-01-01"}],"timeOfLastStatusChange":"2024-01-01",
        "metadataStatement":{"aaguid":"%1$s","description":"Test","authenticatorVersion":1,"protocolFamily":"fido2",
        "schema":3,"upv":[{"major":1,"minor":0}],"authenticationAlgorithms":["secp256r1_ecdsa_sha256_raw"],
        "publicKeyAlgAndEncodings":["cose"],"attestationTypes":["basic_full"],
        "userVerificationDetails":[[{"userVerificationMethod":"passcode_internal"}]],"keyProtection":["hardware"],
        "matcherProtection":["on_chip"],"tcDisplay":[],"attestationRootCertificates":["%3$s"]}}]}
        """.formatted(listed.make, status, base64(listed.root));
    String signed = url(header.getBytes(StandardCharsets.UTF_8)) + "." + url(payload.getBytes(StandardCharsets.UTF_8));
    return signed + "."
        + url(sign("SHA256withECDSAinP1363Format", keys.getPrivate(), signed.getBytes(StandardCharsets.US_ASCII)));
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

  private static byte[] sign(String algorithm, PrivateKey key, byte[]... parts) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      for (byte[] part : parts) {
        signature.update(part);
      }
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** X.509 version 3 (RFC 5280) with basic constraints, valid for as long as any test may take. */
  private static byte[] certificate(byte[] subject, byte[] issuer, KeyPair keys, PrivateKey signer, boolean ca) {
    byte[] constraints = der(0x30, ca ? der(1, new byte[]{-1}) : new byte[0]);
    byte[] extension = der(0x30, der(6, new byte[]{0x55, 0x1d, 0x13}), der(1, new byte[]{-1}), der(4, constraints));
    byte[] content = der(
        0x30,
        der(0xa0, der(2, new byte[]{2})),
        der(2, new byte[]{1}),
        ECDSA,
        issuer,
        der(0x30, der(0x17, ascii("200101000000Z")), der(0x17, ascii("491231235959Z"))),
        subject,
        keys.getPublic().getEncoded(),
        der(0xa3, der(0x30, extension)));
    byte[] signature = sign("SHA256withECDSA", signer, content);
    return der(0x30, content, ECDSA, der(3, new byte[1], signature));
  }

  private static byte[] name(String common) {
    return der(0x30, part(6, "DE"), part(10, "Test"), part(11, "Authenticator Attestation"), part(3, common));
  }

  private static byte[] part(int type, String text) {
    return der(0x31, der(0x30, der(6, new byte[]{0x55, 4, (byte) type}), der(0x13, ascii(text))));
  }

  private static byte[] der(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length > 0xff) {
      out.writeBytes(new byte[]{(byte) 0x82, (byte) (length >> 8), (byte) length});
    } else if (length > 0x7f) {
      out.writeBytes(new byte[]{(byte) 0x81, (byte) length});
    } else {
      out.write(length);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
