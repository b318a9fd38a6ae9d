package regain.applications;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Keys that sign logouts, made once for all tests. */
public final class TestSigningKeys {
  static final String ONE = key(2048);
  static final String TWO = key(2048);

  private TestSigningKeys() {}

  static String key(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Two keys, of which {@code current} signs. */
  static SigningKeys both(String current) {
    return new SigningKeys(Map.of("current", current, "one", ONE, "two", TWO));
  }

  static SigningKeys only(String id, String key) {
    return new SigningKeys(Map.of("current", id, id, key));
  }

  /** A keys file with one key. */
  public static Path file(Path folder) {
    try {
      String lines = Map.of("current", "one", "one", ONE).entrySet().stream()
          .map(it -> it.getKey() + " = " + it.getValue() + "\n")
          .collect(Collectors.joining());
      return Files.writeString(folder.resolve("signing-keys"), lines);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
