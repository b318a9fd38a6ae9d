package regain.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import regain.bench.GrantRows.Life;
import regain.bench.GrantRows.What;
import regain.bench.GrantRows.Who;
import regain.demo.DemoPeople;
import regain.enrollment.port.Account;
import regain.grants.RealTargets;
import regain.house.Postgres;
import regain.house.SoftPasskey;
import regain.kernel.Digest;
import regain.kernel.PersonId;
import regain.keycloak.Keycloak;
import regain.keycloak.OnePerson;
import regain.keycloak.TestRealm;
import regain.privileged.port.GrantConnector.Issued;
import regain.privileged.port.GrantConnector.Order;
import regain.privileged.port.GrantTag;
import regain.running.Estate;
import regain.running.OwnServer;

/**
 * One person has 200 grants in force, fifty on each of a real directory, a real host, a real database and a real Keycloak. The security team
 * locks the person, and the clock stops when the record says of every one that the target was seen without it.
 */
@Isolated("it measures time")
class RevokeBench {
  private static final String NAME = "b.hansen";
  private static final String ANALYST = "r.engel";
  private static final int EACH = Integer.getInteger("regain.bench.grants-each", 50);
  private static final String TOKEN = "analyst" + "x".repeat(36);
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final double LONGEST = 300;

  @TempDir private Path folder;

  @Test
  void two_hundred_of_one_person_on_four_targets() throws SQLException, IOException {
    PersonId person = new PersonId(id(NAME));
    TestRealm realm = Keycloak.running().realm(person.toString());
    assertThat(realm.admin("POST", "/groups", "{\"name\": \"crane-control\"}").statusCode()).isEqualTo(201);
    try (var estate = new Estate(folder, Postgres.durable(), EACH)) {
      List<What> all = List.of(
          new What("crane-control", "terminal", "ou=cranes", "Change the settings of the cranes"),
          new What("crane-host", "cranes", "crane", "Work on the host of the cranes"),
          new What("orders-support", "orders", "jit_orders", "Read and mend orders"),
          new What("crane-portal", "login", "crane-control", "See the cranes in the portal"));
      Map<String, String> settings = new HashMap<>(estate.settings(
          ",\n{\"name\": \"login\", \"kind\": \"keycloak\"}", "\"entitlements\": []"));
      settings.putAll(realm.settings());
      settings.put("JVM_ARGS", Readers.JVM_ARGS);
      Account account = new OnePerson(NAME).account(person).known().flatMap(it -> it).orElseThrow();
      try (var server = new OwnServer(folder.resolve("server"), settings);
          var targets = new RealTargets(settings, new OnePerson(NAME))) {
        server.start();
        server.kill();
        Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
        Instant ends = now.plus(Duration.ofHours(7));
        try (Connection regain = connect(estate.postgres)) {
          people(regain, now);
          var orders = new HashMap<Order, String>();
          try (var rows = new GrantRows(regain, id(ANALYST))) {
            for (What each : all) {
              for (int i = 0; i < EACH; i++) {
                What what = each.target().equals("cranes")
                    ? new What(each.entitlement(), each.target(), estate.host.accounts.get(i), each.says())
                    : each;
                UUID grant = grant(all.indexOf(each), i);
                rows.add(
                    grant, what, new Who(person.value(), "Birte Hansen (b.hansen)", id(ANALYST)),
                    new Life("ACTIVE", now, ends));
                orders.put(
                    new Order(
                        new GrantTag(grant), account, what.is(), ends, Map.of("ssh-key", estate.host.publicKey())),
                    what.target());
              }
            }
          }
          orders.forEach(
              (order, target) -> assertThat(targets.named(target).issue(order)).isInstanceOf(Issued.Done.class));
          server.start();
          takeBack(server, regain);
        }
        assertThat(targets.all())
            .allSatisfy(it -> assertThat(it.inventory().known()).as(it.name()).contains(List.of()));
      }
    }
  }

  private static Connection connect(Postgres postgres) throws SQLException {
    return DriverManager.getConnection(postgres.url("regain"), Postgres.USER, Postgres.PASSWORD);
  }

  private static UUID id(String name) {
    return DemoPeople.read().person(name).id();
  }

  private static UUID grant(int target, int number) {
    return new UUID(0x3456L << 48 | 0x4000 | (long) target << 32 | (long) number << 16,
        0x8000_0000_0000_0000L | number);
  }

  /** Both are known for a month; one of the security team is signed in. */
  private static void people(Connection database, Instant now) throws SQLException {
    Timestamp then = Timestamp.from(now.minus(Duration.ofDays(30)));
    try (PreparedStatement person = database
        .prepareStatement("insert into person (id, user_handle, known_since) values (?, ?, ?)");
        PreparedStatement passkey = database.prepareStatement(
            "insert into passkey (id, person_id, credential_id, public_key, sign_count, backup_eligible, backed_up,"
                + " aaguid, transports, label, bound_by, bound_from, made_at, pending)"
                + " values (?, ?, ?, ?, 0, false, false, ?, 'internal', 'Passkey', ?, '127.0.0.1', ?, false)");
        PreparedStatement session = database.prepareStatement(
            "insert into account_session (id, token_digest, person_id, passkey_id, began_at, seen_at, proven_at, address,"
                + " agent) values (?, ?, ?, ?, ?, ?, ?, '127.0.0.1', 'Regain-Bench')")) {
      for (String each : List.of(NAME, ANALYST)) {
        UUID id = id(each);
        byte[] handle = Digest.of(each.getBytes(StandardCharsets.UTF_8)).bytes();
        SoftPasskey key = new SoftPasskey(each.length()).of(handle);
        set(person, id, handle, then);
        set(passkey, id, id, key.id(), key.publicKey(), new UUID(0, 0), id, then);
      }
      Timestamp lately = Timestamp.from(now);
      UUID analyst = id(ANALYST);
      set(
          session, analyst, Digest.of(TOKEN.getBytes(StandardCharsets.UTF_8)).bytes(), analyst, analyst, lately, lately,
          lately);
    }
  }

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.executeUpdate();
  }

  private static void takeBack(OwnServer server, Connection database) throws SQLException {
    String headers = "Accept-Language: en\r\nUser-Agent: Regain-Bench\r\nCookie: __Host-session=" + TOKEN;
    try (var wire = new Wire(server.port, server.origin())) {
      Wire.Answer page = wire.get("/reviews/targets", headers + "\r\n");
      Matcher csrf = Readers.CSRF.matcher(page.body());
      assertThat(csrf.find()).as(page.body()).isTrue();
      String cookies = page.cookies().stream().map(it -> "; " + it.split(";", 2)[0]).reduce("", String::concat);
      long began = System.nanoTime();
      Wire.Answer done = wire.post(
          "/reviews/targets/" + grant(0, 0) + "/lock-holder", headers + cookies + "\r\n", "csrf=" + csrf.group(1));
      Bench.figure("lock_" + 4 * EACH + "_seconds", seconds(began), "s");
      assertThat(done.status()).isEqualTo(303);
      await(database, began);
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / SECOND;
  }

  private static void await(Connection database, long began) throws SQLException {
    var open = new ArrayList<>(List.of("terminal", "cranes", "orders", "login"));
    try (Statement statement = database.createStatement()) {
      while (!open.isEmpty()) {
        var left = new ArrayList<String>();
        try (ResultSet found = statement
            .executeQuery("select distinct target from privilege_grant where state <> 'REVOKED'")) {
          while (found.next()) {
            left.add(found.getString(1));
          }
        }
        open.stream().filter(it -> !left.contains(it))
            .forEach(it -> Bench.figure("revoke_" + EACH + "_on_" + it + "_seconds", seconds(began), "s"));
        open.retainAll(left);
        assertThat(seconds(began)).as("%s", open).isLessThan(LONGEST);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
    Bench.figure("revoke_" + 4 * EACH + "_seconds", seconds(began), "s");
  }
}
