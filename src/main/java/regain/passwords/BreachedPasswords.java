package regain.passwords;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of passwords known from breaches, looked up offline: nothing about a password leaves the house. The file is
 * the well-known download of Have I Been Pwned: lines of {@code SHA1:COUNT} in upper-case hex, sorted by hash. It is
 * searched in place, some 30 reads of 128 octets for a thousand million lines; nothing of it is kept in memory. SHA-1
 * is the list's choice of a key, and protects nothing here.
 */
final class BreachedPasswords implements AutoCloseable {
  private static final int WINDOW = 128;
  private static final int HASH = 40;
  private static final Pattern LINE = Pattern.compile("[0-9A-F]{40}(:\\d+)?\r?");

  private final @Nullable FileChannel file;

  private BreachedPasswords(@Nullable FileChannel file) {
    this.file = file;
  }

  /** No list: chosen by the operator, and shown among what is not configured. */
  static BreachedPasswords none() {
    return new BreachedPasswords(null);
  }

  /** @throws IllegalStateException when the file cannot be read, or does not begin and end as a sorted list would */
  static BreachedPasswords in(Path path) {
    try {
      FileChannel file = FileChannel.open(path);
      try {
        var list = new BreachedPasswords(file);
        String first = hash(list.lineAt(file, 0).text());
        String last = hash(list.lineAt(file, Math.max(0, file.size() - 2)).text());
        if (first.compareTo(last) > 0) {
          throw new IOException("not sorted");
        }
        return list;
      } catch (IOException wrong) {
        file.close();
        throw wrong;
      }
    } catch (IOException wrong) {
      throw new IllegalStateException("regain.passwords.breached-file cannot be used: " + path, wrong);
    }
  }

  boolean configured() {
    return file != null;
  }

  /** @throws UncheckedIOException when the list has become unreadable: then no password is let through */
  boolean contains(byte[] password) {
    FileChannel list = file;
    if (list == null) {
      return false;
    }
    try {
      return search(list, HexFormat.of().withUpperCase().formatHex(sha1(password)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  /** The line that is looked for, if it is there, begins at or after {@code low} and before {@code high}. */
  private boolean search(FileChannel list, String wanted) throws IOException {
    long low = 0;
    long high = list.size();
    while (low < high) {
      Line line = lineAt(list, low + (high - low) / 2);
      int order = hash(line.text()).compareTo(wanted);
      if (order == 0) {
        return true;
      }
      low = order < 0 ? line.end() : low;
      high = order < 0 ? high : line.start();
    }
    return false;
  }

  /** The line that the octet at {@code position} belongs to. */
  private Line lineAt(FileChannel list, long position) throws IOException {
    long from = Math.max(0, position - WINDOW);
    var window = ByteBuffer.allocate(2 * WINDOW);
    while (window.hasRemaining() && list.read(window, from + window.position()) >= 0) {
      // A read may give less than was asked for.
    }
    String text = new String(window.array(), 0, window.position(), StandardCharsets.ISO_8859_1);
    int at = (int) (position - from);
    int start = text.lastIndexOf('\n', at - 1) + 1;
    int end = text.indexOf('\n', at);
    int stop = end < 0 ? text.length() : end;
    return new Line(text.substring(start, stop), from + start, from + stop + 1);
  }

  private static String hash(String line) throws IOException {
    String upper = line.toUpperCase(Locale.ROOT);
    if (!LINE.matcher(upper).matches()) {
      throw new IOException("a line is no SHA-1 in hex");
    }
    return upper.substring(0, HASH);
  }

  private static byte[] sha1(byte[] password) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(password);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-1", impossible);
    }
  }

  private record Line(String text, long start, long end) {}
}
