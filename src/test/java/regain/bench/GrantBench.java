package regain.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import regain.bench.GrantRows.Life;
import regain.bench.GrantRows.What;
import regain.bench.GrantRows.Who;
import regain.directory.Slapd;
import regain.house.Postgres;
import regain.running.OwnServer;
import regain.wiring.TestKeys;

/**
 * Privilege for a while, when the record has 100,000 grants: the pages that people and the security team read, and the look that compares a target
 * with the record while 10,000 of them are in force there.
 */
@Isolated("it measures time")
class GrantBench {
  private static final int PEOPLE = 1000;
  private static final int GRANTS = Integer.getInteger("regain.bench.grants", 100_000);
  private static final int LIVE = Integer.getInteger("regain.bench.live-grants", 10_000);
  private static final int WAITING = 100;
  private static final int BATCH = 1000;
  private static final int SWEEPS = 3;
  private static final int ROUNDS = 20;
  private static final double MILLIS = 1000;
  private static final String PASSWORD = "of the grants";

  @TempDir private Path folder;

  @Test
  void on_postgresql() throws SQLException, IOException {
    Crowd crowd = Crowd.of(PEOPLE);
    try (Postgres postgres = Postgres.durable();
        Slapd directory = Slapd.start(folder.resolve("directory"), crowd.entries())) {
      postgres.create("regain");
      postgres.create("orders");
      postgres.change("regain", "create extension pg_stat_statements");
      postgres.change("orders", "create role jit_orders nologin");
      postgres.change("orders", "create role regain_grants login createrole password '" + PASSWORD + "'");
      postgres.change("orders", "grant pg_signal_backend to regain_grants");
      var settings = new HashMap<>(directory.settings());
      settings.put("regain.keys.file", written("keys", TestKeys.LINES));
      settings.put("JVM_ARGS", Readers.JVM_ARGS);
      settings.put("DB_URL", postgres.url("regain"));
      settings.put("DB_USER", Postgres.USER);
      settings.put("DB_PASSWORD", Postgres.PASSWORD);
      settings.put("regain.directory.role.security", "(uid=person*)");
      settings.put("regain.directory.groups", "operators,owners");
      settings.put("regain.directory.group.operators", "(uid=person*)");
      settings.put("regain.directory.group.owners", "(uid=person*)");
      settings.put("regain.privileged.file", privileges(postgres));
      try (var server = new OwnServer(folder.resolve("server"), settings)) {
        server.start();
        server.kill();
        Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
        try (Connection regain = DriverManager.getConnection(postgres.url("regain"), Postgres.USER, Postgres.PASSWORD);
            Connection orders = DriverManager
                .getConnection(postgres.url("orders"), Postgres.USER, Postgres.PASSWORD)) {
          crowd.settle(regain, now);
          seed(regain, now, crowd.ids());
          roles(orders, now);
          Readers.sessions(regain, now, crowd.ids());
        }
        server.start();
        pages(server, postgres);
        sweeps(postgres);
      }
      try (Connection connection = DriverManager
          .getConnection(postgres.url("regain"), Postgres.USER, Postgres.PASSWORD)) {
        Bench.statements(connection);
      }
    }
  }

  /** Every page on which grants are read, and the answer in which a secret is. */
  private static void pages(OwnServer server, Postgres postgres) throws SQLException {
    try (Connection regain = DriverManager.getConnection(postgres.url("regain"), Postgres.USER, Postgres.PASSWORD)) {
      Readers.pages("privilege_page", server, (reader, turn) -> "/account/privilege");
      Readers.prove(regain);
      Readers.further("ask_page", server, (reader, turn) -> "/account/privilege/ask/orders-support");
      Readers.further("grant_page", server, (reader, turn) -> own(reader, turn % (GRANTS / PEOPLE)));
      Readers.further(
          "answer_page", server,
          (reader, turn) -> "/account/privilege/" + id(LIVE + Readers.ALL + turn % (WAITING - Readers.ALL))
              + "/answer/agree");
      Readers.further("targets_page", server, (reader, turn) -> "/reviews/targets");
      Readers.prove(regain);
      keys(server, regain);
    }
  }

  /** A secret can be had once, so it is forgotten after each round that it was; the first half warms up. */
  private static void keys(OwnServer server, Connection regain) throws SQLException {
    assertThat(rounds(server, regain, Readers.ALL)).as("to warm up").isNotEmpty();
    Readers.measured("key", server, () -> rounds(server, regain, Readers.ALL));
    Readers.measured("key_alone", server, () -> rounds(server, regain, 1));
  }

  /** How long each took, in nanoseconds. */
  private static long[] rounds(OwnServer server, Connection regain, int readers) {
    return IntStream.range(0, ROUNDS).mapToObj(it -> {
      forget(regain);
      return Readers.posts(
          server, readers, "/account/privilege/ask/orders-support", LIVE / PEOPLE,
          (reader, turn) -> own(reader, turn) + "/key");
    }).flatMapToLong(LongStream::of).toArray();
  }

  private static void forget(Connection regain) {
    try (Statement statement = regain.createStatement()) {
      statement.executeUpdate("update privilege_grant set key_taken_at = null where key_taken_at is not null");
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** One of the reader's own, those in force first. */
  private static String own(int reader, int turn) {
    return "/account/privilege/" + id(PEOPLE * turn + reader);
  }

  /** How long the server takes for each of its looks at the target, from the moment that it writes down until the moment at which that can be read. */
  private static void sweeps(Postgres postgres) throws SQLException {
    double[] took = new double[SWEEPS];
    try (Connection regain = DriverManager.getConnection(postgres.url("regain"), Postgres.USER, Postgres.PASSWORD);
        Statement statement = regain.createStatement()) {
      Instant last = asked(statement).at();
      for (int i = 0; i < SWEEPS; i++) {
        Asked now = asked(statement);
        while (now.at().equals(last)) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
          now = asked(statement);
        }
        last = now.at();
        took[i] = Duration.between(now.at(), now.seen()).toMillis() / MILLIS;
        Bench.figure("reconcile_" + LIVE + "_seconds_" + (i + 1), took[i], "s");
      }
    }
    Arrays.sort(took);
    Bench.figure("reconcile_" + LIVE + "_seconds", took[SWEEPS / 2], "s");
    assertThat(postgres.count("regain", "select count(*) from grant_difference")).as("nothing differs").isZero();
  }

  /** @param at when the target was asked last, by the clock of the database, as is the other */
  private record Asked(Instant at, Instant seen) {}

  private static Asked asked(Statement statement) throws SQLException {
    try (ResultSet found = statement.executeQuery("select asked_at, clock_timestamp() from grant_target")) {
      found.next();
      return new Asked(found.getTimestamp(1).toInstant(), found.getTimestamp(2).toInstant());
    }
  }

  private String written(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8).toString();
  }

  private String privileges(Postgres postgres) throws IOException {
    return written("privileges.json", """
        {
          "targets": [{"name": "orders", "kind": "postgresql", "user": "regain_grants", "password-file": "%s", "url": "%s"}],
          "entitlements": [{"name": "orders-support", "target": "orders", "is": "jit_orders", "says": "Read and mend orders",
            "asked-by": ["operators"], "approved-by": ["owners"], "longest": "PT8H", "reviewed": false}]
        }
        """.formatted(written("grants-password", PASSWORD), postgres.url("orders")));
  }

  private static UUID id(int number) {
    return new UUID(0x2345L << 48 | 0x4000 | (long) number << 16, 0x8000_0000_0000_0000L | number);
  }

  private static String tag(UUID id) {
    return "jit-" + id.toString().replace("-", "");
  }

  private static void seed(Connection database, Instant now, List<UUID> people) throws SQLException {
    var what = new What("orders-support", "orders", "jit_orders", "Read and mend orders");
    try (var rows = new GrantRows(database, people.getFirst())) {
      for (int i = 0; i < GRANTS; i++) {
        var who = new Who(
            people.get(i % PEOPLE), "person (person" + i % PEOPLE + ")", people.get((i + 1) % PEOPLE));
        rows.add(id(i), what, who, life(i, now));
      }
    }
  }

  private static Life life(int number, Instant now) {
    Instant lately = now.minus(Duration.ofMinutes(10));
    if (number < LIVE) {
      return new Life("ACTIVE", lately, now.plus(Duration.ofHours(7)));
    }
    Instant asked = now.minus(Duration.ofMinutes(2L * number));
    return number < LIVE + WAITING
        ? new Life("REQUESTED", lately, null)
        : new Life("REVOKED", asked, asked.plus(Duration.ofHours(1)));
  }

  /** What is in force is there. */
  private static void roles(Connection orders, Instant now) throws SQLException {
    orders.setAutoCommit(false);
    try (Statement statement = orders.createStatement()) {
      for (int i = 0; i < LIVE; i++) {
        statement.addBatch(
            String.format(
                Locale.ROOT, "create role \"%s\" login connection limit 2 valid until '%s' in role jit_orders",
                tag(id(i)), now.plus(Duration.ofHours(7))));
        if (i % BATCH == BATCH - 1) {
          statement.executeBatch();
        }
      }
      statement.executeBatch();
      orders.commit();
    }
  }
}
