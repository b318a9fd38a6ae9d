package regain.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Keys for the demo, made at its first start, so that a restart finds tickets and codes as they were. */
final class DemoKeys {
  private static final int KEY_BYTES = 32;
  private static final int SIGNING_BITS = 2048;

  private DemoKeys() {}

  static Path in(Path data) {
    Path file = data.resolve("demo-keys");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(data);
        Files.writeString(file, "current = demo\ndemo = " + key() + "\npseudonym = " + key() + "\n");
      }
      return file;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A key that signs logouts, in a file of its own. */
  static Path signing(Path data) {
    Path file = data.resolve("demo-signing-keys");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(data);
        Files.writeString(file, "current = demo\ndemo = " + signingKey() + "\n");
      }
      return file;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String signingKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(SIGNING_BITS);
      return Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform makes RSA keys", impossible);
    }
  }

  private static String key() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }
}
