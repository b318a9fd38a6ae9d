package regain.web;

import java.nio.charset.StandardCharsets;
import regain.kernel.Digest;

/** The first bytes of a text's SHA-256, for people to compare. */
final class Fingerprint {
  private static final int LENGTH = 16;

  private Fingerprint() {}

  static String of(String text) {
    String hex = Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    return hex.substring(0, LENGTH).replaceAll("(.{4})(?=.)", "$1 ");
  }
}
