package regain.grants;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import regain.kernel.Chance;
import regain.kernel.Secret;

/** A PostgreSQL server, as one account of it. Each connection is for one piece of work, and bounded in time. */
record PostgresServer(String url, String user, Secret password) {
  private static final int SECONDS = 5;
  private static final int PASSWORD_BYTES = 24;

  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  <T> T connected(Work<T> work) throws SQLException {
    var how = new Properties();
    how.setProperty("user", user);
    password.open(it -> how.setProperty("password", new String(it)));
    how.setProperty("loginTimeout", Integer.toString(SECONDS));
    how.setProperty("connectTimeout", Integer.toString(SECONDS));
    how.setProperty("socketTimeout", Integer.toString(SECONDS));
    how.setProperty("ApplicationName", "regain grants");
    @Nullable Connection connection = new Driver().connect(url, how);
    if (connection == null) {
      throw new SQLException("not an address of PostgreSQL", "08001");
    }
    try (connection) {
      return work.on(connection);
    }
  }

  /** An identifier as SQL has it (ISO 9075-2, delimited identifier). */
  static String quoted(String identifier) {
    return "\"" + identifier.replace("\"", "\"\"") + "\"";
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Letters, digits, hyphens and underscores (RFC 4648 section 5): something to copy. */
  static String password(Chance chance) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(chance.bytes(PASSWORD_BYTES));
  }
}
