package regain.grants;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import regain.kernel.Chance;

/**
 * The password of a service, renewed without an hour at which nothing works: two roles with the same rights, {@code NAME_a} and {@code NAME_b}, of which
 * the service uses the one that its file names. A new password is put on the other, the file is exchanged, and the first is closed when its
 * time is over. The service reads the file whenever it opens a connection.
 */
final class AlternatingRoles {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,59}");
  private static final String USER = "user=";

  private final PostgresServer server;
  private final Path folder;
  private final Chance chance;

  AlternatingRoles(PostgresServer server, Path folder, Chance chance) {
    this.server = server;
    this.folder = folder;
    this.chance = chance;
  }

  /**
   * Returns the role that was used before.
   *
   * @throws IOException when the service could not be told; its password is as it was
   */
  String rotate(String name) throws SQLException, IOException {
    Path file = file(name);
    String before = isUsed(file, second(name)) ? second(name) : first(name);
    String next = before.equals(first(name)) ? second(name) : first(name);
    String password = PostgresServer.password(chance);
    server.connected(it -> {
      it.unwrap(PGConnection.class).alterUserPassword(next, password.toCharArray(), "scram-sha-256");
      PostgresServer.execute(it, "alter role " + PostgresServer.quoted(next) + " login");
      return next;
    });
    write(file, USER + next + "\npassword=" + password + "\n");
    return before;
  }

  /**
   * Closes a role and ends who is in by it. Returns whether it was seen to be so. One that is used again has had a new password since, and stays.
   */
  boolean retire(String name, String before) throws SQLException, IOException {
    if (!Set.of(first(name), second(name)).contains(before)) {
      throw new SQLException("not one of the two", "42704");
    }
    return isUsed(file(name), before) || server.connected(it -> {
      PostgresServer.execute(it, "alter role " + PostgresServer.quoted(before) + " nologin password null");
      kill(it, before);
      return sessions(it, before) == 0;
    });
  }

  private static String first(String name) {
    return name + "_a";
  }

  private static String second(String name) {
    return name + "_b";
  }

  private Path file(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IOException("not a name of two roles");
    }
    return folder.resolve(name);
  }

  private static boolean isUsed(Path file, String role) throws IOException {
    try {
      return Files.readAllLines(file).contains(USER + role);
    } catch (NoSuchFileException none) {
      return false;
    }
  }

  /** All of it or nothing, also when the machine stops: for the group of the folder to read. */
  private static void write(Path file, String text) throws IOException {
    Path fresh = Files.createTempFile(
        file.toAbsolutePath().getParent(), ".", ".new",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
      }
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r-----"));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void kill(Connection connection, String role) throws SQLException {
    try (PreparedStatement asked = connection.prepareStatement(
        "select count(*) filter (where pg_terminate_backend(pid, 1000)) from pg_stat_activity where usename = ?")) {
      asked.setString(1, role);
      asked.executeQuery().close();
    }
  }

  private static int sessions(Connection connection, String role) throws SQLException {
    try (PreparedStatement asked = connection.prepareStatement(
        "select count(*) from pg_stat_activity where usename = ?")) {
      asked.setString(1, role);
      try (ResultSet found = asked.executeQuery()) {
        found.next();
        return found.getInt(1);
      }
    }
  }
}
