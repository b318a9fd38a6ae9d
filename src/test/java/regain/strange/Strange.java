package regain.strange;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Changes at random what was well-formed, always the same way from the same seed. How often is said by {@code property.tries}, as for
 * properties: a hundred times as many there are a hundred times as many here.
 */
public final class Strange {
  private static final String LETTERS = "{}[]\":,\\ \u0000\n\u00e9\u0660\uff10A0zZ+-=/_~.%;";
  /** In CBOR and in DER: lengths and numbers that are very long, what has no end, tags, nothing, no number. */
  private static final List<byte[]> OCTETS = List.of(
      new byte[]{0}, new byte[]{-1}, new byte[]{0x7f}, new byte[]{(byte) 0x80},
      new byte[]{0x5f}, new byte[]{(byte) 0x9f}, new byte[]{(byte) 0xbf}, new byte[]{(byte) 0xf6},
      new byte[]{0x1b, -1, -1, -1, -1, -1, -1, -1, -1}, new byte[]{0x5b, 0x7f, -1, -1, -1, -1, -1, -1, -1},
      new byte[]{(byte) 0x9b, 0, 0, 0, 0, 0x7f, -1, -1, -1},
      new byte[]{(byte) 0xfb, 0x7f, (byte) 0xf8, 0, 0, 0, 0, 0, 0},
      new byte[]{(byte) 0xc2, 0x41, 1}, new byte[]{(byte) 0xc3, 0x41, 1}, new byte[]{(byte) 0xa0},
      new byte[]{(byte) 0xa1, 1, 2}, new byte[]{0x30, (byte) 0x84, 0x7f, -1, -1, -1}, new byte[]{0x30, (byte) 0x80});
  private static final int USUAL_TRIES = 1000;

  private Strange() {}

  /** @param usual how often in a build */
  public static int times(int usual) {
    return Math.max(1, Math.toIntExact((long) usual * Integer.getInteger("property.tries", USUAL_TRIES) / USUAL_TRIES));
  }

  /** Something that is done to what chance has changed. */
  @FunctionalInterface
  public interface Try {
    /** @throws Exception like everything else that is thrown, it fails the test */
    void with(SplittableRandom random, int number) throws Exception;
  }

  /**
   * As many tries, of which one that fails says how to have it again.
   *
   * @throws AssertionError whatever was thrown
   */
  public static void each(long seed, int times, Try one) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < times; i++) {
      try {
        one.with(random, i);
      } catch (Throwable thrown) {
        throw new AssertionError("seed " + seed + ", try " + i + ": " + thrown.getMessage(), thrown);
      }
    }
  }

  /** One change: cut off, or a character less, more or another. */
  public static String text(SplittableRandom random, String text) {
    if (text.isEmpty()) {
      return letter(random);
    }
    var changed = new StringBuilder(text);
    int at = random.nextInt(text.length());
    switch (random.nextInt(4)) {
      case 0 -> changed.setLength(at);
      case 1 -> changed.deleteCharAt(at);
      case 2 -> changed.insert(at, letter(random));
      default -> changed.replace(at, at + 1, letter(random));
    }
    return changed.toString();
  }

  private static String letter(SplittableRandom random) {
    return String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length())));
  }

  /** One change or a few, none of them before {@code from}. */
  public static byte[] bytes(SplittableRandom random, byte[] bytes, int from) {
    byte[] changed = bytes;
    for (int i = random.nextInt(3); i >= 0 && changed.length > from; i--) {
      changed = once(random, changed, random.nextInt(from, changed.length));
    }
    return changed;
  }

  private static byte[] once(SplittableRandom random, byte[] bytes, int at) {
    byte[] one = {(byte) random.nextInt(256)};
    byte[] known = OCTETS.get(random.nextInt(OCTETS.size()));
    int until = Math.min(bytes.length, at + 1 + random.nextInt(40));
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> put(bytes, at, at + 1, new byte[]{(byte) (bytes[at] ^ (1 << random.nextInt(8)))});
      case 2 -> put(bytes, at, at + 1, one);
      case 3 -> put(bytes, at, at, one);
      case 4 -> put(bytes, at, until, new byte[0]);
      case 5 -> put(bytes, at, at, Arrays.copyOfRange(bytes, at, until));
      case 6 -> put(bytes, at, at, known);
      default -> put(bytes, at, Math.min(bytes.length, at + known.length), known);
    };
  }

  /** What stands there is put in the place of what stood from the one to the other. */
  private static byte[] put(byte[] bytes, int from, int until, byte[] there) {
    var out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(there);
    out.write(bytes, until, bytes.length - until);
    return out.toByteArray();
  }
}
