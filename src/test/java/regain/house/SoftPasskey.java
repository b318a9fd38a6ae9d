package regain.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * An authenticator in software, for tests: ES256, resident, without an attestation or with
 * that of a {@link TestMaker} (WebAuthn Level 3 section 6). Every part of an answer can be made wrong on purpose.
 */
public final class SoftPasskey {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UP = 0x01;
  private static final int UV = 0x04;
  private static final int BE = 0x08;
  private static final int BS = 0x10;
  private static final int AT = 0x40;

  private final Optional<TestMaker> maker;
  private final KeyPair keys;
  private final byte[] id;
  private byte[] userHandle = {};

  public SoftPasskey(int number) {
    this(number, Optional.empty());
  }

  SoftPasskey(int number, TestMaker maker) {
    this(number, Optional.of(maker));
  }

  private SoftPasskey(int number, Optional<TestMaker> maker) {
    this.maker = maker;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
    id = sha256(("credential " + number + keys.getPublic().hashCode()).getBytes(StandardCharsets.UTF_8));
  }

  /** What may be wrong about an answer. */
  record Lie(String origin, String type, boolean verified, boolean crossOrigin, boolean otherChallenge,
      boolean backup, boolean backedUp, int counter) {
    static final Lie NONE = new Lie("http://localhost:9080", "", true, false, false, false, false, 0);

    Lie from(String another) {
      return new Lie(another, type, verified, crossOrigin, otherChallenge, backup, backedUp, counter);
    }

    Lie typed(String another) {
      return new Lie(origin, another, verified, crossOrigin, otherChallenge, backup, backedUp, counter);
    }

    Lie unverified() {
      return new Lie(origin, type, false, crossOrigin, otherChallenge, backup, backedUp, counter);
    }

    /** A key that may be copied to other devices (flag BE): this never changes in the life of a passkey. */
    Lie eligibleForBackup() {
      return new Lie(origin, type, verified, crossOrigin, otherChallenge, true, backedUp, counter);
    }

    /** A key of which its provider keeps a copy (flag BS). Without {@link #eligibleForBackup} that cannot be. */
    Lie backedUpNow() {
      return new Lie(origin, type, verified, crossOrigin, otherChallenge, backup, true, counter);
    }

    Lie counting(int shown) {
      return new Lie(origin, type, verified, crossOrigin, otherChallenge, backup, backedUp, shown);
    }

    Lie framed() {
      return new Lie(origin, type, verified, true, otherChallenge, backup, backedUp, counter);
    }

    Lie withAnotherChallenge() {
      return new Lie(origin, type, verified, crossOrigin, true, backup, backedUp, counter);
    }
  }

  public String create(String options) {
    return create(options, Lie.NONE);
  }

  public String create(String options, String origin) {
    return create(options, Lie.NONE.from(origin));
  }

  String create(String options, Lie lie) {
    JsonNode key = read(options).get("publicKey");
    userHandle = Base64.getUrlDecoder().decode(key.get("user").get("id").asText());
    byte[] client = client("webauthn.create", key.get("challenge").asText(), lie);
    byte[] data = authenticatorData(key.get("rp").get("id").asText(), lie, attested());
    return write(
        Map.of(
            "id", url(id),
            "rawId", url(id),
            "type", "public-key",
            "clientExtensionResults", Map.of(),
            "response",
            Map.of("clientDataJSON", url(client), "attestationObject", url(attestation(data, sha256(client))))));
  }

  public String get(String options) {
    return get(options, Lie.NONE);
  }

  public String get(String options, String origin) {
    return get(options, Lie.NONE.from(origin));
  }

  String get(String options, Lie lie) {
    JsonNode key = read(options).get("publicKey");
    byte[] client = client("webauthn.get", key.get("challenge").asText(), lie);
    byte[] data = authenticatorData(key.get("rpId").asText(), lie, new byte[0]);
    return write(
        Map.of(
            "id", url(id),
            "rawId", url(id),
            "type", "public-key",
            "clientExtensionResults", Map.of(),
            "response",
            Map.of(
                "clientDataJSON", url(client),
                "authenticatorData", url(data),
                "signature", url(sign(data, sha256(client))),
                "userHandle", url(userHandle))));
  }

  /** One that was made for somebody some other way. */
  public SoftPasskey of(byte[] handle) {
    userHandle = handle.clone();
    return this;
  }

  public byte[] id() {
    return id.clone();
  }

  /** Its public key in COSE, as it was registered. */
  public byte[] publicKey() {
    return cose();
  }

  /** Its credential id, as the browser writes it. */
  String credential() {
    return url(id);
  }

  /** The user handle that it was made for, as the browser writes it. */
  String user() {
    return url(userHandle);
  }

  private static byte[] client(String type, String challenge, Lie lie) {
    String shown = lie.otherChallenge() ? url(new byte[32]) : challenge;
    return write(
        Map.of(
            "type", lie.type().isEmpty() ? type : lie.type(),
            "challenge", shown,
            "origin", lie.origin(),
            "crossOrigin", lie.crossOrigin()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] authenticatorData(String rpId, Lie lie, byte[] attested) {
    int flags = UP | (lie.verified() ? UV : 0) | (lie.backup() ? BE : 0) | (lie.backedUp() ? BS : 0)
        | (attested.length > 0 ? AT : 0);
    return ByteBuffer.allocate(37 + attested.length)
        .put(sha256(rpId.getBytes(StandardCharsets.UTF_8)))
        .put((byte) flags)
        .putInt(lie.counter())
        .put(attested)
        .array();
  }

  private byte[] attested() {
    byte[] key = cose();
    return ByteBuffer.allocate(18 + id.length + key.length)
        .put(maker.map(TestMaker::aaguid).orElseGet(() -> new byte[16]))
        .putShort((short) id.length)
        .put(id)
        .put(key)
        .array();
  }

  /** COSE (RFC 9052): EC2, ES256, P-256, x, y. */
  private byte[] cose() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[]{(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32});
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    out.writeBytes(fixed(key.getW().getAffineX().toByteArray()));
    out.writeBytes(new byte[]{0x22, 0x58, 32});
    out.writeBytes(fixed(key.getW().getAffineY().toByteArray()));
    return out.toByteArray();
  }

  private static byte[] fixed(byte[] number) {
    byte[] fixed = new byte[32];
    int length = Math.min(32, number.length);
    System.arraycopy(number, number.length - length, fixed, 32 - length, length);
    return fixed;
  }

  /** CBOR (RFC 8949): fmt, the statement, the data. */
  private byte[] attestation(byte[] data, byte[] clientHash) {
    byte[] format = maker.isPresent()
        ? new byte[]{0x66, 'p', 'a', 'c', 'k', 'e', 'd'}
        : new byte[]{0x64, 'n', 'o', 'n', 'e'};
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[]{(byte) 0xa3, 0x63, 'f', 'm', 't'});
    out.writeBytes(format);
    out.writeBytes(new byte[]{0x67, 'a', 't', 't', 'S', 't', 'm', 't'});
    out.writeBytes(maker.map(it -> it.statement(data, clientHash)).orElseGet(() -> new byte[]{(byte) 0xa0}));
    out.writeBytes(new byte[]{0x68, 'a', 'u', 't', 'h', 'D', 'a', 't', 'a', 0x58, (byte) data.length});
    out.writeBytes(data);
    return out.toByteArray();
  }

  private byte[] sign(byte[]... parts) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      for (byte[] part : parts) {
        signature.update(part);
      }
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String write(Map<String, ?> json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
