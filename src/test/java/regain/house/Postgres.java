package regain.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL of the tests' own, from the Debian package: a cluster in a folder of its own, on a free loopback port, owned
 * by a user that is not root, because PostgreSQL refuses root. It ends with this object, and all that is in it.
 */
public final class Postgres implements AutoCloseable {
  public static final String USER = "regain";
  public static final String PASSWORD = "regain";
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final String PACKAGE_USER = "postgres";

  private final Path programs = programs();
  private final Path folder;
  private final int port;
  private final boolean durable;

  private Postgres(Path folder, int port, boolean durable) {
    this.folder = folder;
    this.port = port;
    this.durable = durable;
  }

  /**
   * One that writes nothing through to the disk. The tests kill Regain, never PostgreSQL: what it has not written yet, it
   * has.
   *
   * @throws IllegalStateException when PostgreSQL is not installed, or does not start; it says why
   */
  public static Postgres start() {
    return start(false);
  }

  /** One as in production, whose commits are on the disk. It counts what each statement costs. */
  public static Postgres durable() {
    return start(true);
  }

  private static Postgres start(boolean durable) {
    try {
      var postgres = new Postgres(Files.createTempDirectory("regain-postgres"), free(), durable);
      postgres.make();
      postgres.begin();
      return postgres;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void make() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    if (root()) {
      for (Path each : List.of(folder, password)) {
        var owner = each.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(PACKAGE_USER);
        Files.setOwner(each, owner);
      }
    }
    run("initdb", "-D", data(), "-U", USER, "--pwfile=" + password, "-A", "scram-sha-256", "-E", "UTF8",
        "--locale=C.UTF-8", "--no-sync");
  }

  private void begin() {
    run("pg_ctl", "start", "-w", "-D", data(), "-l", log(), "-o", options());
  }

  /** Ends every connection, and comes back at the same place. */
  public void restart() {
    run("pg_ctl", "stop", "-m", "fast", "-D", data());
    begin();
  }

  /** The two timeouts are those that operations.md asks for. */
  private String options() {
    return "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync="
        + (durable ? "on -c shared_preload_libraries=pg_stat_statements" : "off")
        + " -c lock_timeout=10s -c idle_in_transaction_session_timeout=30s";
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private String log() {
    return folder.resolve("log").toString();
  }

  public int port() {
    return port;
  }

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  public void create(String database) {
    ask("create database " + database);
  }

  /** A copy of another database, to which nobody may be connected. */
  void create(String database, String like) {
    ask("create database " + database + " template " + like);
  }

  void drop(String database) {
    ask("drop database " + database + " with (force)");
  }

  /** A dump as operations.md has it, in a file of this cluster's folder. */
  Path dump(String database, String name) {
    Path file = folder.resolve(name);
    run("pg_dump", "-Fc", "-f", file.toString(), "--dbname=" + client(database));
    return file;
  }

  /** All that is in it, as text. */
  public String rows(String database) {
    return rows(database, "*");
  }

  /** All that is in one table, as text. */
  public String rows(String database, String table) {
    Path file = folder.resolve("rows");
    run("pg_dump", "--data-only", "-t", table, "-f", file.toString(), "--dbname=" + client(database));
    try {
      return Files.readString(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Puts a dump back into an empty database. */
  void restore(String database, Path dump) {
    run("pg_restore", "--exit-on-error", "--no-owner", "--dbname=" + client(database), dump.toString());
  }

  private String client(String database) {
    return "postgresql://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port + "/" + database;
  }

  private void ask(String sql) {
    change("postgres", sql);
  }

  /** Changes a database behind everybody's back. */
  public void change(String database, String sql) {
    try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException broken) {
      throw new IllegalStateException(sql, broken);
    }
  }

  /** One number out of a database. */
  public long count(String database, String query) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException broken) {
      throw new IllegalStateException(query, broken);
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), USER, PASSWORD);
  }

  @Override
  public void close() {
    run("pg_ctl", "stop", "-m", "immediate", "-D", data());
    delete(folder);
  }

  /** With everything in it. */
  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void run(String name, String... arguments) {
    var command = new ArrayList<String>();
    if (root()) {
      command.addAll(List.of("setpriv", "--reuid=" + PACKAGE_USER, "--regid=" + PACKAGE_USER, "--init-groups", "--"));
    }
    command.add(programs.resolve(name).toString());
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(name + " failed: " + said);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  /** Of the newest version that is there. */
  private static Path programs() {
    try (Stream<Path> versions = Files.exists(INSTALLED) ? Files.list(INSTALLED) : Stream.empty()) {
      return versions
          .map(it -> it.resolve("bin"))
          .filter(it -> Files.exists(it.resolve("initdb")))
          .max(Comparator.comparing(it -> Integer.valueOf(it.getParent().getFileName().toString())))
          .orElseThrow(
              () -> new IllegalStateException(
                  "PostgreSQL is not installed: install the Debian package 'postgresql', as test/sh/debian-packages does"));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static int free() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
