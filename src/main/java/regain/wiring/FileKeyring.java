package regain.wiring;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import regain.kernel.Keyring;

/**
 * Keys from a file that lies outside database and backup ({@code regain.keys.file}). A line is {@code id = 32 bytes in
 * base64}; {@code current} names the key that tags, {@code pseudonym} is the one key that never rotates.
 */
final class FileKeyring implements Keyring {
  static final int KEY_BYTES = 32;
  static final String CURRENT = "current";
  static final String PSEUDONYM = "pseudonym";
  private static final int PSEUDONYM_BYTES = 16;

  private final Map<String, byte[]> keys;
  private final String current;

  /**
   * @throws UnsafeSettingsException when a key is missing, short or unreadable
   */
  FileKeyring(Map<String, String> lines) {
    String named = lines.getOrDefault(CURRENT, "");
    Map<String, byte[]> read = new HashMap<>();
    lines.forEach(
        (id, value) -> {
          if (!id.equals(CURRENT)) {
            read.put(id, key(id, value));
          }
        });
    if (!read.containsKey(named) || !read.containsKey(PSEUDONYM) || named.equals(PSEUDONYM)) {
      throw new UnsafeSettingsException(
          "regain.keys.file needs a line 'current = ID', a key of that id, and a key 'pseudonym'");
    }
    this.keys = Map.copyOf(read);
    this.current = named;
  }

  private static byte[] key(String id, String value) {
    try {
      byte[] key = Base64.getDecoder().decode(value);
      if (key.length == KEY_BYTES && id.matches("[A-Za-z0-9-]{1,30}")) {
        return key;
      }
    } catch (IllegalArgumentException unreadable) {
      // falls through to the one message, which shows no key
    }
    throw new UnsafeSettingsException("regain.keys.file: the key '" + id + "' is not 32 bytes in base64");
  }

  @Override
  public String tag(String domain, byte[] message) {
    return current + "." + encode(mac(current, domain, message).orElseThrow());
  }

  @Override
  public boolean verify(String domain, byte[] message, String tag) {
    int dot = tag.indexOf('.');
    if (dot < 0) {
      return false;
    }
    String id = tag.substring(0, dot);
    Optional<byte[]> expected = id.equals(PSEUDONYM) ? Optional.empty() : mac(id, domain, message);
    return expected
        .map(it -> encode(it).getBytes(StandardCharsets.US_ASCII))
        .filter(it -> MessageDigest.isEqual(it, tag.substring(dot + 1).getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }

  @Override
  public String pseudonym(String domain, byte[] message) {
    return encode(Arrays.copyOf(mac(PSEUDONYM, domain, message).orElseThrow(), PSEUDONYM_BYTES));
  }

  private Optional<byte[]> mac(String id, String domain, byte[] message) {
    byte @Nullable [] key = keys.get(id);
    if (key == null) {
      return Optional.empty();
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(domain.getBytes(StandardCharsets.US_ASCII));
      mac.update((byte) 0);
      return Optional.of(mac.doFinal(message));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", impossible);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
