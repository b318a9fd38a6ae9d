package regain.grants;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.Optional;
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
   * Returns the role that was used before; empty when there are no such two, or they are not ours to change. Whoever is in by the other is put out: its
   * password of before may be known as well.
   *
   * @throws IOException when the service could not be told; its password is as it was
   */
  Optional<String> rotate(String name) throws SQLException, IOException {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try {
      return alone(name, it -> Optional.of(rotate(it, name)));
    } catch (SQLException refused) {
      // Class 42: there is no such role, or we may not.
      if (String.valueOf(refused.getSQLState()).startsWith("42")) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private String rotate(Connection connection, String name) throws SQLException, IOException {
    String before = isUsed(name, second(name)) ? second(name) : first(name);
    String next = before.equals(first(name)) ? second(name) : first(name);
    String password = PostgresServer.password(chance);
    connection.unwrap(PGConnection.class).alterUserPassword(next, password.toCharArray(), "scram-sha-256");
    PostgresServer.execute(connection, "alter role " + PostgresServer.quoted(next) + " login");
    kill(connection, next);
    write(folder.resolve(name), USER + next + "\npassword=" + password + "\n");
    return before;
  }

  /**
   * Closes a role and ends who is in by it. Returns whether it was seen to be so: one that the file names still is not closed, because what is
   * read there is not what was written.
   */
  boolean retire(String name, String before) throws SQLException, IOException {
    if (!NAME.matcher(name).matches() || !Set.of(first(name), second(name)).contains(before)) {
      throw new SQLException("not one of the two", "42704");
    }
    return alone(name, it -> {
      if (isUsed(name, before)) {
        return false;
      }
      PostgresServer.execute(it, "alter role " + PostgresServer.quoted(before) + " nologin password null");
      kill(it, before);
      return sessions(it, before) == 0;
    });
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException, IOException;
  }

  /** One at a time on this server, from whichever node, until the connection ends. */
  private <T> T alone(String name, Work<T> work) throws SQLException, IOException {
    try {
      return server.connected(it -> {
        try (PreparedStatement lock = it.prepareStatement("select pg_advisory_lock(hashtext(?))")) {
          lock.setString(1, "regain:" + name);
          lock.executeQuery().close();
        }
        try {
          return work.on(it);
        } catch (IOException broken) {
          throw new UncheckedIOException(broken);
        }
      });
    } catch (UncheckedIOException broken) {
      throw new IOException("the folder of secrets", broken);
    }
  }

  private static String first(String name) {
    return name + "_a";
  }

  private static String second(String name) {
    return name + "_b";
  }

  private boolean isUsed(String name, String role) throws IOException {
    try {
      return Files.readAllLines(folder.resolve(name)).contains(USER + role);
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
      try (FileChannel directory = FileChannel.open(fresh.getParent())) {
        directory.force(true);
      }
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
