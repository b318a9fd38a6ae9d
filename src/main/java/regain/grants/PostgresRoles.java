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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static final int AT_ONCE = 50;
  /** For all that are ended at once. */
  private static final int ALL_SECONDS = 10;
  /** Who else is in which role. Each question about the two goes by one of them: about both at once it is every pair that is looked at. */
  private static final String IN_ROLES = "select m.rolname, g.rolname from pg_auth_members a"
      + " join pg_roles m on m.oid = a.member join pg_roles g on g.oid = a.roleid"
      + " where m.rolname <> current_user and ";
  /** Whoever is in by a role that was dropped: nothing else leaves such sessions behind. */
  private static final String ORPHANS = "a.usesysid is not null and not exists (select 1 from pg_roles r where r.oid = a.usesysid)";

  private final String name;
  private final PostgresServer server;
  private final Set<String> given;
  private final Optional<AlternatingRoles> shared;
  private final boolean strict;
  private final Chance chance;

  /**
   * @param given the roles that entitlements name: nobody else should be a member of one
   * @param secrets where whatever uses a shared secret reads it; empty when people renew those
   */
  PostgresRoles(
      String name, PostgresServer server, Set<String> given, Optional<Path> secrets, boolean strict, Chance chance) {
    this.name = name;
    this.server = server;
    this.given = given;
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
      return server.connected(it -> seen(it, tag));
    } catch (SQLException silent) {
      said(silent);
      return Seen.unknown();
    }
  }

  private static Seen seen(Connection connection, GrantTag tag) throws SQLException {
    Presence presence = oid(connection, tag).isPresent() ? Presence.PRESENT : Presence.ABSENT;
    return new Seen(presence, sessions(connection, tag));
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
      block(it, tag);
      return new Answer.Done();
    });
  }

  private static void block(Connection connection, GrantTag tag) throws SQLException {
    if (oid(connection, tag).isPresent()) {
      PostgresServer.execute(connection, "alter role " + PostgresServer.quoted(tag.text()) + " nologin password null");
    }
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
      revoke(it, tag);
      return new Answer.Done();
    });
  }

  private static void revoke(Connection connection, GrantTag tag) throws SQLException {
    if (oid(connection, tag).isPresent()) {
      connection.setAutoCommit(false);
      String role = PostgresServer.quoted(tag.text());
      for (String above : above(connection, tag)) {
        PostgresServer.execute(connection, "grant " + role + " to current_user");
        PostgresServer.execute(connection, "grant " + PostgresServer.quoted(above) + " to current_user");
        PostgresServer.execute(connection, "reassign owned by " + role + " to " + PostgresServer.quoted(above));
        PostgresServer.execute(connection, "revoke " + PostgresServer.quoted(above) + " from current_user");
      }
      PostgresServer.execute(connection, "drop owned by " + role);
      PostgresServer.execute(connection, "drop role " + role);
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  /** Over one connection, as block, kill, revoke, kill and observe do one: to come in costs the most. What is left undone keeps no other. */
  @Override
  public List<Ended> end(List<GrantTag> tags) {
    try {
      return server.connected(it -> end(it, tags));
    } catch (SQLException refused) {
      String why = said(refused);
      return tags.stream().map(it -> (Ended) new Ended.Not(it, why)).toList();
    }
  }

  @Override
  public int atOnce() {
    return AT_ONCE;
  }

  private List<Ended> end(Connection connection, List<GrantTag> tags) throws SQLException {
    var all = new ArrayList<Ended>();
    long until = System.nanoTime() + Duration.ofSeconds(ALL_SECONDS).toNanos();
    for (GrantTag each : tags) {
      if (System.nanoTime() > until || connection.isClosed()) {
        break;
      }
      all.add(end(connection, each));
    }
    return all;
  }

  /** Whoever cannot be kept out is put out all the same. */
  private Ended end(Connection connection, GrantTag tag) throws SQLException {
    Optional<String> open = tried(connection, it -> block(it, tag));
    try {
      int first = kill(connection, tag);
      Optional<String> not = tried(connection, it -> revoke(it, tag)).or(() -> open);
      int second = kill(connection, tag);
      return not.isPresent()
          ? new Ended.Not(tag, not.get())
          : Ended.of(tag, seen(connection, tag), Fact.known(first), Fact.known(second), Fact::unavailable);
    } catch (SQLException refused) {
      return new Ended.Not(tag, said(refused));
    }
  }

  private interface Step {
    void on(Connection connection) throws SQLException;
  }

  /** Why it could not be done, if it could not. */
  private Optional<String> tried(Connection connection, Step step) throws SQLException {
    try {
      step.on(connection);
      return Optional.empty();
    } catch (SQLException refused) {
      if (!connection.isClosed() && !connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      return Optional.of(said(refused));
    }
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
      return server.connected(this::inventory);
    } catch (SQLException silent) {
      said(silent);
      return Fact.unavailable();
    }
  }

  private Fact<List<Found>> inventory(Connection connection) throws SQLException {
    var all = new ArrayList<Found>();
    try (PreparedStatement asked = connection.prepareStatement(
        "select r.rolname, r.rolvaliduntil,"
            + " not exists (select 1 from pg_auth_members m where m.member = r.oid offset 1)"
            + " and not exists (select 1 from pg_auth_members m join pg_roles g on g.oid = m.roleid"
            + " where m.member = r.oid and cardinality(?) > 0 and g.rolname <> all (?))"
            + " and not (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls)"
            + " from pg_roles r where starts_with(r.rolname, ?) order by r.rolname limit ?")) {
      asked.setArray(1, connection.createArrayOf("text", given.toArray()));
      asked.setArray(2, connection.createArrayOf("text", given.toArray()));
      asked.setString(3, GrantTag.PREFIX);
      asked.setInt(4, MOST);
      try (ResultSet found = asked.executeQuery()) {
        while (found.next()) {
          Optional<Instant> until = Optional.ofNullable(found.getTimestamp(2)).map(Timestamp::toInstant);
          all.add(new Found(found.getString(1), until, found.getBoolean(3)));
        }
      }
    }
    all.addAll(others(connection));
    return all.size() < MOST ? Fact.known(all) : Fact.unavailable();
  }

  /** Who is in a role that is given, or in one of a grant, and is no grant. From PostgreSQL 16 on whoever makes a role is a member of it. */
  private List<Found> others(Connection connection) throws SQLException {
    var all = new ArrayList<Found>();
    try (PreparedStatement asked = connection.prepareStatement(
        IN_ROLES + "g.rolname = any (?) and not starts_with(m.rolname, ?) union " + IN_ROLES
            + "starts_with(g.rolname, ?) order by 1, 2 limit ?")) {
      asked.setArray(1, connection.createArrayOf("text", given.toArray()));
      asked.setString(2, GrantTag.PREFIX);
      asked.setString(3, GrantTag.PREFIX);
      asked.setInt(4, MOST);
      try (ResultSet found = asked.executeQuery()) {
        while (found.next()) {
          all.add(new Found(found.getString(1) + " in " + found.getString(2), Optional.empty(), false));
        }
      }
    }
    return all;
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
      return shared.get().rotate(is).<Rotated>map(it -> new Rotated.Done(Optional.of(it)))
          .orElseGet(Rotated.ByHand::new);
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
          ? new Answer.Again("it is used still, or somebody is in by it")
          : new Answer.Done();
    } catch (SQLException refused) {
      return new Answer.Again(said(refused));
    } catch (IOException unread) {
      return new Answer.Again("it cannot be read which is used");
    }
  }
}
