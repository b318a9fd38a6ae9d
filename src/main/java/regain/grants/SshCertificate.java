package regain.grants;

import com.jcraft.jsch.KeyPair;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A certificate of OpenSSH for a user's key (PROTOCOL.certkeys): one principal, which is its id as well, a quarter of an hour at most, a terminal
 * and nothing else: no forwarding of ports, agents or displays.
 *
 * @param key of the user: the type's name, and what follows it
 * @param name id and only principal
 * @param source addresses from which alone it counts, in CIDR notation, separated by commas
 */
record SshCertificate(PublicKey key, long serial, String name, Instant from, Instant until, Optional<String> source) {
  static final Duration LONGEST = Duration.ofMinutes(15);
  /** The host's clock may be behind by so much. */
  private static final Duration BEFORE = Duration.ofMinutes(1);
  private static final int USER = 1;
  private static final int ED25519_BYTES = 32;
  private static final int MOST_LINE = 2_000;

  /** How many strings a key of this type has after its name. Nothing that a large computer breaks, and no RSA. */
  private static final Map<String, Integer> TYPES = Map.of(
      "ssh-ed25519", 1,
      "ecdsa-sha2-nistp256", 2,
      "ecdsa-sha2-nistp384", 2,
      "ecdsa-sha2-nistp521", 2,
      "sk-ssh-ed25519@openssh.com", 2,
      "sk-ecdsa-sha2-nistp256@openssh.com", 3);

  /** @param fields the key as it is on the wire, without the name of its type */
  record PublicKey(String type, List<byte[]> fields) {
    PublicKey {
      fields = List.copyOf(fields);
    }

    /** What the line of one looks like, for whoever types it: a type that is taken, base64, and what they call it. */
    static final String SHAPE = "(ssh-ed25519|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\\.com)"
        + " [A-Za-z0-9+/]{40,400}={0,2}( .*)?";

    /** Reads the line of an {@code id_….pub} file; empty when it is none, or of a type that is not taken. */
    static Optional<PublicKey> parse(String line) {
      String[] words = line.strip().split("\\s+", 3);
      if (line.length() > MOST_LINE || words.length < 2 || !TYPES.containsKey(words[0])) {
        return Optional.empty();
      }
      try {
        ByteBuffer wire = ByteBuffer.wrap(Base64.getDecoder().decode(words[1]));
        if (!words[0].equals(new String(string(wire), StandardCharsets.US_ASCII))) {
          return Optional.empty();
        }
        var fields = new ArrayList<byte[]>();
        while (wire.hasRemaining()) {
          fields.add(string(wire));
        }
        var key = new PublicKey(words[0], fields);
        return key.isWhole() ? Optional.of(key) : Optional.empty();
      } catch (IllegalArgumentException | BufferUnderflowException none) {
        return Optional.empty();
      }
    }

    private static byte[] string(ByteBuffer wire) {
      int length = wire.getInt();
      if (length < 0 || length > wire.remaining()) {
        throw new BufferUnderflowException();
      }
      byte[] bytes = new byte[length];
      wire.get(bytes);
      return bytes;
    }

    private boolean isWhole() {
      return fields.size() == TYPES.getOrDefault(type, -1)
          && fields.stream().noneMatch(it -> it.length == 0)
          && (!type.contains("ed25519") || fields.getFirst().length == ED25519_BYTES);
    }

    /** What a certificate for it is called. */
    String certificate() {
      String plain = type.replace("@openssh.com", "");
      return plain + "-cert-v01@openssh.com";
    }
  }

  /** For as long as it may be, and never longer than the grant. */
  static SshCertificate of(PublicKey key, long serial, String name, Instant now, Instant end, Optional<String> source) {
    Instant until = now.plus(LONGEST);
    return new SshCertificate(key, serial, name, now.minus(BEFORE), until.isBefore(end) ? until : end, source);
  }

  /**
   * The line of an {@code id_…-cert.pub} file.
   *
   * @param nonce of chance
   * @throws IllegalStateException when the key of the authority does not sign
   */
  String signed(KeyPair authority, byte[] nonce) {
    var wire = new Wire();
    wire.text(key.certificate()).string(nonce);
    key.fields().forEach(wire::string);
    wire.number64(serial).number32(USER).text(name);
    wire.string(new Wire().text(name).bytes());
    wire.number64(from.getEpochSecond()).number64(until.getEpochSecond());
    var critical = new Wire();
    source.ifPresent(it -> critical.text("source-address").string(new Wire().text(it).bytes()));
    wire.string(critical.bytes());
    wire.string(new Wire().text("permit-pty").text("").bytes());
    wire.text("");
    wire.string(authority.getPublicKeyBlob());
    byte @Nullable [] signature = authority.getSignature(wire.bytes());
    if (signature == null) {
      throw new IllegalStateException("the key of the authority does not sign");
    }
    wire.string(signature);
    return key.certificate() + " " + Base64.getEncoder().encodeToString(wire.bytes()) + " " + name;
  }

  /** What RFC 4251 section 5 writes. */
  private static final class Wire {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Wire string(byte[] bytes) {
      number32(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    Wire text(String text) {
      return string(text.getBytes(StandardCharsets.UTF_8));
    }

    Wire number32(int number) {
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
      return this;
    }

    Wire number64(long number) {
      out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
