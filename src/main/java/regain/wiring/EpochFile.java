package regain.wiring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import regain.kernel.Keyring;

/**
 * The epoch file: lines that are only ever added, each on the disk before it counts. A line ends with a seal over itself and
 * the seal before, under the key that never rotates, so that a line that was changed or taken out is noticed. A last line
 * that is not whole was never written. Nodes may share the file: whoever reads or writes it holds the lock beside it.
 */
final class EpochFile {
  /** The one thing that may be written here by hand. */
  static final String RESTORED = "restored";
  private static final String KEY = "regain.epoch.file";
  private static final String DOMAIN = "regain/epoch/v1";
  private static final String HEADER = """
      # Regain: the epoch of the database, and what ended. Not in the backup of the database. Do not edit;
      # when an older database was put back and nobody noticed, add one line with the word: restored
      """;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = PosixFilePermissions
      .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path path;
  private final Keyring keyring;
  private EpochBook book = new EpochBook();
  private String seal = "";
  private long end;
  private int line;
  private @Nullable Object identity;

  EpochFile(Path path, Keyring keyring) {
    this.path = path;
    this.keyring = keyring;
  }

  Path path() {
    return path;
  }

  boolean exists() {
    return Files.exists(path);
  }

  /** Work on what the file says now, while nobody else reads or writes it; waits until nobody does. */
  synchronized <T> T alone(Function<EpochBook, T> work) {
    return locked(FileChannel::lock, work);
  }

  /**
   * The same without waiting: a node that hangs must not have the others hang with it.
   *
   * @throws IllegalStateException when another node is at it
   */
  synchronized <T> T aloneOrNotAtAll(Function<EpochBook, T> work) {
    return locked(FileChannel::tryLock, work);
  }

  private interface Locking {
    @Nullable
    FileLock lock(FileChannel channel) throws IOException;
  }

  private <T> T locked(Locking locking, Function<EpochBook, T> work) {
    try (FileChannel channel = FileChannel.open(
        path.resolveSibling(path.getFileName() + ".lock"),
        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        OWNER_ONLY)) {
      if (locking.lock(channel) == null) {
        throw new IllegalStateException("another node is at the epoch file");
      }
      catchUp();
      return work.apply(book);
    } catch (IOException broken) {
      throw unusable(broken);
    }
  }

  private UnsafeSettingsException unusable(IOException broken) {
    return new UnsafeSettingsException(
        KEY + " cannot be used: " + path + ": " + broken.getClass().getSimpleName()
            + "; set it to a file in a folder that the server's account can write");
  }

  /** Reads what was added since, or all of it when it is another file by now. */
  private void catchUp() throws IOException {
    if (!exists()) {
      forget(null);
      return;
    }
    var attributes = Files.readAttributes(path, BasicFileAttributes.class);
    @Nullable Object now = attributes.fileKey();
    if (now == null || !now.equals(identity) || attributes.size() < end) {
      forget(now);
    }
    if (attributes.size() > end) {
      readOn(now);
    }
  }

  /** A file that does not go on where it was left is read from its beginning once more before it is refused. */
  private void readOn(@Nullable Object now) throws IOException {
    try {
      take(read());
    } catch (UnsafeSettingsException otherwise) {
      if (end == 0) {
        throw otherwise;
      }
      forget(now);
      take(read());
    }
  }

  private void forget(@Nullable Object now) {
    book = new EpochBook();
    seal = "";
    end = 0;
    line = 0;
    identity = now;
  }

  private byte[] read() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - end));
      for (int got = 0; got >= 0 && bytes.hasRemaining();) {
        got = channel.read(bytes, end + bytes.position());
      }
      return bytes.array();
    }
  }

  private void take(byte[] bytes) {
    int begin = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        take(new String(bytes, begin, at - begin, StandardCharsets.UTF_8));
        begin = at + 1;
      }
    }
    end += begin;
    if (new String(bytes, begin, bytes.length - begin, StandardCharsets.UTF_8).strip().equals(RESTORED)) {
      book.takeWord();
    }
  }

  private void take(String text) {
    line++;
    if (text.strip().equals(RESTORED)) {
      book.takeWord();
    } else if (!text.isBlank() && !text.startsWith("#")) {
      int at = text.lastIndexOf(' ');
      String sealed = text.substring(0, Math.max(at, 0));
      if (at < 0 || !same(text.substring(at + 1), sealOf(seal, sealed))) {
        throw new UnsafeSettingsException(
            KEY + ": line " + line + " of " + path + " was not written with the pseudonym key of this keys file, or was"
                + " changed; put back the file that belongs here, or follow \"the epoch file is lost\" in the handbook");
      }
      book.take(EpochLine.read(sealed));
      seal = text.substring(at + 1);
    }
  }

  private String sealOf(String before, String text) {
    return keyring.pseudonym(DOMAIN, (before + "\n" + text).getBytes(StandardCharsets.UTF_8));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8),
        other.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds lines, and returns when they are on the disk. Only within {@link #alone}. */
  void append(List<EpochLine> lines) {
    if (lines.isEmpty()) {
      return;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(end);
      write(channel, end, sealed(seal, lines));
      catchUp();
    } catch (IOException broken) {
      throw unusable(broken);
    }
  }

  /** Puts these lines in the place of all others, in one move. Only within {@link #alone}. */
  void replace(List<EpochLine> lines) {
    Path next = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.deleteIfExists(next);
      try (FileChannel channel = FileChannel.open(
          next, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
        byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
        write(channel, 0, header);
        write(channel, header.length, sealed("", lines));
      }
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
      catchUp();
    } catch (IOException broken) {
      throw unusable(broken);
    }
  }

  private static void write(FileChannel channel, long where, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest, where + rest.position());
    }
    channel.force(true);
  }

  private byte[] sealed(String before, List<EpochLine> lines) {
    var bytes = new ByteArrayOutputStream();
    String last = before;
    for (EpochLine each : lines) {
      last = sealOf(last, each.text());
      bytes.writeBytes((each.text() + " " + last + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
