package regain.grants;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import regain.kernel.Chance;
import regain.kernel.Secret;
import regain.policy.Fact;
import regain.privileged.Grant;
import regain.privileged.port.GrantConnector;
import regain.privileged.port.GrantTag;

/**
 * A PostgreSQL server: each grant is a role of its own that can log in until its end, in the one role that the entitlement names. It has no
 * password until its holder takes one, of which the server is only ever sent the SCRAM verifier (RFC 5803). PostgreSQL lets nobody in by password
 * after VALID UNTIL, and does not end who is in: that is ours to do.
 *
 * <p>The account that does this has CREATEROLE and is a member of pg_signal_backend, and nothing else.
 */
final class PostgresRoles implements GrantConnector {
  private static final Logger LOG = System.getLogger(PostgresRoles.class.getName());
  private static final Pattern ROLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,62}");
  /** More than anybody gives; a server with more is asked no further. */
  private static final int MOST = 20_000;
  /** Whoever is in by a role that was dropped: nothing else leaves such sessions behind. */
  private static final String ORPHANS = "a.usesysid is not null and not exists (select 1 from pg_roles r where r.oid = a.usesysid)";

  private final String name;
  private final PostgresServer server;
  private final Optional<AlternatingRoles> shared;
  private final boolean strict;
  private final Chance chance;

  /** @param secrets where whatever uses a shared secret reads it; empty when people renew those */
  PostgresRoles(String name, PostgresServer server, Optional<Path> secrets, boolean strict, Chance chance) {
    this.name = name;
    this.server = server;
    this.shared = secrets.map(it -> new AlternatingRoles(server, it, chance));
    this.strict = strict;
    this.chance = chance;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "PostgreSQL";
  }

  @Override
  public boolean strict() {
    return strict;
  }

  @Override
  public boolean ends() {
    return true;
  }

  @Override
  public Grant.Key keyed() {
    return Grant.Key.SECRET;
  }

  private String said(SQLException refused) {
    LOG.log(Level.WARNING, "The target {0} did not do it: {1}", name, refused.getSQLState());
    LOG.log(Level.DEBUG, "Why it did not", refused);
    return "SQLSTATE " + refused.getSQLState();
  }

  @Override
  public Issued issue(Order order) {
    if (!ROLE.matcher(order.is()).matches()) {
      return new Issued.Refused("not the name of a role");
    }
    try {
      return server.connected(it -> issue(it, order));
    } catch (SQLException refused) {
      String why = said(refused);
      // Class 42: what was asked for is wrong, and stays so; 0LP01 and 28: it may not.
      String state = String.valueOf(refused.getSQLState());
      return state.startsWith("42") || state.startsWith("0L") ? new Issued.Refused(why) : new Issued.Unclear(why);
    }
  }

  private static Issued issue(Connection connection, Order order) throws SQLException {
    connection.setAutoCommit(false);
    String role = PostgresServer.quoted(order.tag().text());
    try (Statement statement = connection.createStatement()) {
      if (oid(connection, order.tag()).isEmpty()) {
        statement.execute("create role " + role + " nologin");
      }
      // Members of nothing but the one role that was agreed to, and with it for as long as was agreed to.
      statement.execute("grant " + PostgresServer.quoted(order.is()) + " to " + role);
      statement.execute(
          "alter role " + role + " login connection limit 2 valid until '"
              + order.until().truncatedTo(ChronoUnit.MICROS) + "'");
    }
    Optional<Instant> until = until(connection, order.tag());
    connection.commit();
    return new Issued.Done(until);
  }

  private static Optional<Long> oid(Connection connection, GrantTag tag) throws SQLException {
    try (PreparedStatement asked = connection.prepareStatement("select oid from pg_roles where rolname = ?")) {
      asked.setString(1, tag.text());
      try (ResultSet found = asked.executeQuery()) {
        return found.next() ? Optional.of(found.getLong(1)) : Optional.empty();
      }
    }
  }

  private static Optional<Instant> until(Connection connection, GrantTag tag) throws SQLException {
    try (
        PreparedStatement asked = connection.prepareStatement("select rolvaliduntil from pg_roles where rolname = ?")) {
      asked.setString(1, tag.text());
      try (ResultSet found = asked.executeQuery()) {
        return found.next() ? Optional.ofNullable(found.getTimestamp(1)).map(Timestamp::toInstant) : Optional.empty();
      }
    }
  }

  @Override
  public Seen observe(GrantTag tag) {
    try {
      return server.connected(
          it -> new Seen(oid(it, tag).isPresent() ? Presence.PRESENT : Presence.ABSENT, sessions(it, tag)));
    } catch (SQLException silent) {
      said(silent);
      return Seen.unknown();
    }
  }

  private static int sessions(Connection connection, GrantTag tag) throws SQLException {
    try (PreparedStatement asked = connection.prepareStatement(
        "select count(*) from pg_stat_activity a where a.usename = ? or (" + ORPHANS + ")")) {
      asked.setString(1, tag.text());
      try (ResultSet found = asked.executeQuery()) {
        found.next();
        return found.getInt(1);
      }
    }
  }

  @Override
  public Answer block(GrantTag tag) {
    return changed(it -> {
      if (oid(it, tag).isPresent()) {
        PostgresServer.execute(it, "alter role " + PostgresServer.quoted(tag.text()) + " nologin password null");
      }
      return new Answer.Done();
    });
  }

  private Answer changed(PostgresServer.Work<Answer> work) {
    try {
      return server.connected(work);
    } catch (SQLException refused) {
      return new Answer.Again(said(refused));
    }
  }

  @Override
  public Fact<Integer> killSessions(GrantTag tag) {
    try {
      return server.connected(it -> Fact.known(kill(it, tag)));
    } catch (SQLException refused) {
      said(refused);
      return Fact.unavailable();
    }
  }

  /** Each is given a second to go: PostgreSQL waits for it where it is told to. */
  private static int kill(Connection connection, GrantTag tag) throws SQLException {
    try (PreparedStatement asked = connection.prepareStatement(
        "select count(*) filter (where pg_terminate_backend(a.pid, 1000)) from pg_stat_activity a where a.usename = ?"
            + " or (" + ORPHANS + ")")) {
      asked.setString(1, tag.text());
      try (ResultSet found = asked.executeQuery()) {
        found.next();
        return found.getInt(1);
      }
    }
  }

  /** What the role made goes to the role that it was in: nobody's work is lost, and nothing keeps the role. */
  @Override
  public Answer revoke(GrantTag tag) {
    return changed(it -> {
      if (oid(it, tag).isPresent()) {
        it.setAutoCommit(false);
        String role = PostgresServer.quoted(tag.text());
        for (String above : above(it, tag)) {
          PostgresServer.execute(it, "grant " + role + " to current_user");
          PostgresServer.execute(it, "grant " + PostgresServer.quoted(above) + " to current_user");
          PostgresServer.execute(it, "reassign owned by " + role + " to " + PostgresServer.quoted(above));
          PostgresServer.execute(it, "revoke " + PostgresServer.quoted(above) + " from current_user");
        }
        PostgresServer.execute(it, "drop owned by " + role);
        PostgresServer.execute(it, "drop role " + role);
        it.commit();
      }
      return new Answer.Done();
    });
  }

  private static List<String> above(Connection connection, GrantTag tag) throws SQLException {
    var roles = new ArrayList<String>();
    try (PreparedStatement asked = connection.prepareStatement(
        "select above.rolname from pg_auth_members m join pg_roles below on below.oid = m.member"
            + " join pg_roles above on above.oid = m.roleid where below.rolname = ?")) {
      asked.setString(1, tag.text());
      try (ResultSet found = asked.executeQuery()) {
        while (found.next()) {
          roles.add(found.getString(1));
        }
      }
    }
    return roles;
  }

  @Override
  public Fact<List<Found>> inventory() {
    try {
      return server.connected(PostgresRoles::inventory);
    } catch (SQLException silent) {
      said(silent);
      return Fact.unavailable();
    }
  }

  private static Fact<List<Found>> inventory(Connection connection) throws SQLException {
    var all = new ArrayList<Found>();
    try (PreparedStatement asked = connection.prepareStatement(
        "select rolname, rolvaliduntil from pg_roles where starts_with(rolname, ?) order by rolname limit ?")) {
      asked.setString(1, GrantTag.PREFIX);
      asked.setInt(2, MOST);
      try (ResultSet found = asked.executeQuery()) {
        while (found.next()) {
          Optional<Instant> until = Optional.ofNullable(found.getTimestamp(2)).map(Timestamp::toInstant);
          all.add(new Found(found.getString(1), until, true));
        }
      }
    }
    return all.size() < MOST ? Fact.known(all) : Fact.unavailable();
  }

  @Override
  public Optional<Secret> key(GrantTag tag, Instant until, Map<String, String> values) {
    String key = PostgresServer.password(chance);
    try {
      server.connected(it -> {
        it.unwrap(PGConnection.class).alterUserPassword(tag.text(), key.toCharArray(), "scram-sha-256");
        return key;
      });
      return Optional.of(Secret.of(key));
    } catch (SQLException refused) {
      said(refused);
      return Optional.empty();
    }
  }

  @Override
  public Rotated rotate(String is) {
    if (shared.isEmpty()) {
      return new Rotated.ByHand();
    }
    try {
      return new Rotated.Done(Optional.of(shared.get().rotate(is)));
    } catch (SQLException refused) {
      return new Rotated.Again(said(refused));
    } catch (IOException unwritten) {
      return new Rotated.Again("what uses it could not be told");
    }
  }

  @Override
  public Answer retire(String is, String before) {
    try {
      return shared.isPresent() && !shared.get().retire(is, before)
          ? new Answer.Again("somebody is in by it still")
          : new Answer.Done();
    } catch (SQLException refused) {
      return new Answer.Again(said(refused));
    } catch (IOException unread) {
      return new Answer.Again("it cannot be read which is used");
    }
  }
}
