package regain.running;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import regain.demo.DemoTree;
import regain.directory.Slapd;
import regain.grants.Sshd;
import regain.house.Postgres;

/** What an organisation gives privilege on: a real directory, a real database and a real host; and Regain's own database beside them. */
public final class Estate implements AutoCloseable {
  private static final String ROLE_PASSWORD = "of the grants";
  /** The state of SQL in which PostgreSQL refuses a password, also one whose time is over. */
  private static final String WRONG_PASSWORD = "28P01";
  /** What everybody knows who ever had to do with the shop. */
  private static final String KNOWN = "known to many";

  private final Path folder;
  public final Slapd slapd;
  public final Postgres postgres;
  public final Sshd host;

  Estate(Path folder) throws IOException {
    this(folder, Postgres.start(), 0);
  }

  /**
   * @param postgres where both databases are made
   * @param accounts so many more may be given on the host
   */
  public Estate(Path folder, Postgres postgres, int accounts) throws IOException {
    this.postgres = postgres;
    this.folder = folder;
    slapd = Slapd.start(folder.resolve("slapd"));
    host = new Sshd(Files.createDirectories(folder.resolve("host")), accounts);
    postgres.create("regain");
    postgres.create("orders");
    postgres.change("orders", "create table orders (id int)");
    postgres.change("orders", "create role jit_orders nologin");
    postgres.change("orders", "grant select on orders to jit_orders");
    postgres.change("orders", "create role regain_grants login createrole password '" + ROLE_PASSWORD + "'");
    postgres.change("orders", "grant pg_signal_backend to regain_grants");
    postgres.change("orders", "create role shop_a login password '" + KNOWN + "'");
    postgres.change("orders", "create role shop_b nologin");
    Files.createDirectories(secrets());
  }

  /**
   * What a server is told.
   *
   * @param more targets, each after a comma
   * @param entitlements the rest of the file, from its second key on
   */
  public Map<String, String> settings(String more, String entitlements) {
    var settings = new HashMap<>(slapd.settings());
    settings.put("DB_URL", postgres.url("regain"));
    settings.put("DB_USER", Postgres.USER);
    settings.put("DB_PASSWORD", Postgres.PASSWORD);
    settings.put("regain.privileged.file", privileges(more, entitlements).toString());
    return settings;
  }

  private Path privileges(String more, String entitlements) {
    try {
      Path ofDatabase = Files.writeString(folder.resolve("grants-database"), ROLE_PASSWORD);
      String file = """
          {
            "targets": [
              {"name": "terminal", "kind": "directory", "user": "%s", "password-file": "%s", "base": "%s"},
              %s,
              {"name": "orders", "kind": "postgresql", "user": "regain_grants", "password-file": "%s", "url": "%s",
               "secrets-folder": "%s"}%s
            ],
          %s
          }
          """
          .formatted(
              DemoTree.GRANTS_SERVICE, slapd.folder().resolve("service-password"), DemoTree.GRANTS,
              line("cranes", host),
              ofDatabase, postgres.url("orders"), secrets(), more, entitlements);
      return Files.writeString(folder.resolve("privileges.json"), file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A host as a target. */
  static String line(String name, Sshd host) {
    return """
        {"name": "%s", "kind": "openssh", "host": "127.0.0.1", "port": %d, "user": "root", "key-file": "%s",
         "known-hosts": "%s", "ca-file": "%s"}"""
        .formatted(name, host.port, host.file("regain"), host.file("known"), host.file("ca"));
  }

  /** In which groups the directory says somebody is. */
  List<String> memberships(String name) {
    try {
      String[] groups = slapd.administrator()
          .searchForEntry(DemoTree.BASE, SearchScope.SUB, "(uid=" + name + ")", "memberOf")
          .getAttributeValues("memberOf");
      return groups == null ? List.of() : List.of(groups);
    } catch (LDAPException broken) {
      throw new AssertionError(broken);
    }
  }

  /** Takes the secret of a grant on the database from its holder's page, and uses it. */
  Connection use(Browser holder) throws SQLException {
    Key key = key(holder);
    holder.look("privilege-key");
    return connect(key);
  }

  /** What a grant on the database is used with. */
  record Key(String name, String secret) {}

  /** Takes it from its holder's page. */
  static Key key(Browser holder) {
    holder.press("Show it once");
    List<String> shown = List.of(holder.shown("dl.facts").split("\\R"));
    return new Key(
        shown.get(shown.indexOf("Sign in there as") + 1), shown.get(shown.indexOf("With this password") + 1));
  }

  Connection connect(Key key) throws SQLException {
    return DriverManager.getConnection(postgres.url("orders"), key.name(), key.secret());
  }

  /** Whether the database lets somebody in by it. It has to answer. */
  boolean letsIn(Key key) {
    try (Connection connection = connect(key)) {
      return connection.isValid(1);
    } catch (SQLException refused) {
      if (WRONG_PASSWORD.equals(refused.getSQLState())) {
        return false;
      }
      throw new AssertionError(refused);
    }
  }

  /** Whether the role of a grant is there still, and may log in. */
  boolean has(Key key) {
    return postgres.count(
        "orders", "select count(*) from pg_roles where rolcanlogin and rolname = '" + key.name() + "'") == 1;
  }

  /** By which grants a host lets somebody in, as it stands on its disk. */
  static String principals(Sshd host) {
    return host.text("etc-ssh/regain/principals/" + Sshd.ACCOUNT);
  }

  private Path secrets() {
    return folder.resolve("secrets");
  }

  /** The connection of the shop with the password that many know. */
  Connection asEverybodyKnows() throws SQLException {
    return DriverManager.getConnection(postgres.url("orders"), "shop_a", KNOWN);
  }

  /** The connection of the shop by what its file says now. */
  Connection asTheFileSays() throws SQLException, IOException {
    var said = new Properties();
    try (var file = Files.newBufferedReader(secrets().resolve("shop"))) {
      said.load(file);
    }
    return DriverManager.getConnection(postgres.url("orders"), said);
  }

  static Optional<Boolean> ended(Connection connection) {
    try {
      return when(!connection.isValid(1));
    } catch (SQLException broken) {
      throw new AssertionError(broken);
    }
  }

  static Optional<Boolean> when(boolean so) {
    return Optional.of(so).filter(it -> it);
  }

  /** Takes a certificate from its holder's page. */
  static String certificate(Browser holder) {
    holder.press("Take a certificate");
    List<String> shown = List.of(holder.shown("dl.facts").split("\\R"));
    return shown.get(shown.indexOf("The one line of the file") + 1);
  }

  /** A session on the host that stays open until somebody ends it. */
  Process session(String certificate) throws IOException {
    Process session = new ProcessBuilder(
        host.ssh("user", certificate, Sshd.ACCOUNT, "echo in; exec sleep 600")).start();
    if (!"in".equals(session.inputReader().readLine())) {
      throw new IllegalStateException("the host let nobody in");
    }
    return session;
  }

  /** A session on the database: whether it is open still. */
  public BooleanSupplier onDatabase(String name, String secret) {
    try {
      Connection session = connect(new Key(name, secret));
      return () -> ended(session).isEmpty();
    } catch (SQLException refused) {
      throw new AssertionError(refused);
    }
  }

  /** A session on the host: whether it is open still. */
  public BooleanSupplier onHost(String certificate) {
    try {
      return session(certificate)::isAlive;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    host.close();
    postgres.close();
    slapd.close();
  }
}
