package regain.grants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import regain.grants.SshCertificate.PublicKey;
import regain.strange.Strange;

/** The line of a key that somebody types, changed in its text and in its bytes: it is one that is kept as it was typed, or none. */
class StrangeKeyTest {
  private static final int TIMES = Strange.times(20_000);
  private static final List<byte[]> KEYS = List.of(
      key("ssh-ed25519", new byte[32]),
      key("ecdsa-sha2-nistp256", "nistp256".getBytes(StandardCharsets.US_ASCII), new byte[65]),
      key("sk-ssh-ed25519@openssh.com", new byte[32], "ssh:".getBytes(StandardCharsets.US_ASCII)));

  private static byte[] key(String type, byte[]... fields) {
    var out = new ByteArrayOutputStream();
    put(out, type.getBytes(StandardCharsets.US_ASCII));
    for (byte[] field : fields) {
      put(out, field);
    }
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, byte[] bytes) {
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }

  private static String line(String type, byte[] wire) {
    return type + " " + Base64.getEncoder().encodeToString(wire) + " somebody@their-laptop";
  }

  private static String type(byte[] wire) {
    return new String(wire, 4, ByteBuffer.wrap(wire).getInt(), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whatever_is_typed_for_a_key_is_one_or_none(long seed) {
    Set<Boolean> seen = new HashSet<>();
    Strange.each(seed, TIMES, (random, number) -> {
      byte[] good = KEYS.get(random.nextInt(KEYS.size()));
      String line = random.nextBoolean()
          ? line(type(good), Strange.bytes(random, good, 0))
          : Strange.text(random, line(type(good), good));

      Optional<PublicKey> key = PublicKey.parse(line);

      seen.add(key.isPresent());
      key.ifPresent(it -> assertThat(it).as(line).satisfies(read -> {
        String[] words = line.strip().split("\\s+", 3);
        assertThat(words[0]).isEqualTo(read.type());
        assertThat(Base64.getDecoder().decode(words[1]))
            .isEqualTo(key(read.type(), read.fields().toArray(byte[][]::new)));
      }));
    });
    assertThat(seen).hasSize(2);
  }
}
