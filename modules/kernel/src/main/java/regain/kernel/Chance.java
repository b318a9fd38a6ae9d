package regain.kernel;

import java.util.UUID;

/**
 * The one source of randomness: an approved generator of at least 112 bits of strength (SP 800-63B-4 section 3.2.12).
 * Everything unguessable in the house comes from here, so that tests can see that it does.
 */
@FunctionalInterface
public interface Chance {
  /** {@code length} fresh random bytes. */
  byte[] bytes(int length);

  /** A random id (122 bits). An id is a name and never a secret. */
  default UUID uuid() {
    byte[] random = bytes(16);
    long high = 0;
    long low = 0;
    for (int i = 0; i < 8; i++) {
      high = high << 8 | random[i] & 0xFF;
      low = low << 8 | random[i + 8] & 0xFF;
    }
    return new UUID(high & ~0xF000L | 0x4000L, low & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
  }

  /** A code to be typed: {@code length} characters of Crockford's alphabet, 5 bits each. */
  default String code(int length) {
    return Crockford.encode(bytes(length));
  }
}
