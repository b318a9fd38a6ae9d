package regain.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.directory.Slapd;
import regain.house.Postgres;
import regain.kernel.Digest;
import regain.running.OwnServer;
import regain.wiring.TestKeys;

/**
 * Privilege for a while, when the record has 100,000 grants: the pages that people and the security team read, and the look that compares a target
 * with the record while 10,000 of them are in force there.
 */
class GrantBench {
  private static final int PEOPLE = 1000;
  private static final int GRANTS = Integer.getInteger("regain.bench.grants", 100_000);
  private static final int LIVE = Integer.getInteger("regain.bench.live-grants", 10_000);
  private static final int WAITING = 100;
  private static final int BATCH = 1000;
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
          ReviewBench.sessions(regain, now, crowd.ids());
        }
        server.start();
        ReviewBench.pages("privilege_page", server, "/account/privilege");
        ReviewBench.pages("targets_page", server, "/reviews/targets");
      }
      try (Connection connection = DriverManager
          .getConnection(postgres.url("regain"), Postgres.USER, Postgres.PASSWORD)) {
        Bench.statements(connection);
      }
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

  private static String state(int number) {
    return number < LIVE ? "ACTIVE" : number < LIVE + WAITING ? "REQUESTED" : "REVOKED";
  }

  /** To the letter as a request is frozen, so that each is read and compared like a real one. */
  private static String request(int number, UUID person, Instant asked) {
    return """
        regain/grant-request/v1
        grant: %s
        entitlement: orders-support
        target: orders
        is: jit_orders
        says: Read and mend orders
        holder: %s
        name: person (person%d)
        lasts: PT8H
        approved-by: owners
        asked-at: %s
        answered-by: %s
        because: Orders hang.
        """.formatted(id(number), person, number % PEOPLE, asked, asked.plus(Duration.ofHours(4)));
  }

  private static void seed(Connection database, Instant now, List<UUID> people) throws SQLException {
    database.setAutoCommit(false);
    try (Statement statement = database.createStatement()) {
      statement.executeUpdate(
          "insert into signed_statement values ('" + id(0) + "', 'bench', 'bench', '', '" + people.getFirst()
              + "', '', '', '', '', current_timestamp)");
    }
    try (PreparedStatement grants = database.prepareStatement(
        "insert into privilege_grant (id, entitlement, target, holder, request, request_digest, state, asked_at,"
            + " answered_by, issued_at, given_at, ends_at, over_at, ending, tries, turn)"
            + " values (?, 'orders-support', 'orders', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)");
        PreparedStatement agreed = database.prepareStatement(
            "insert into grant_approval (grant_id, group_name, approver, holder, statement_id, text_digest, language,"
                + " signed_at) values (?, 'owners', ?, ?, ?, 'none', 'en', ?)")) {
      for (int i = 0; i < GRANTS; i++) {
        UUID person = people.get(i % PEOPLE);
        UUID other = people.get((i + PEOPLE / 2) % PEOPLE);
        boolean live = i < LIVE;
        boolean over = state(i).equals("REVOKED");
        Instant asked = over ? now.minus(Duration.ofMinutes(2L * i)) : now.minus(Duration.ofMinutes(10));
        Timestamp then = Timestamp.from(asked);
        Timestamp hourLater = Timestamp.from(asked.plus(Duration.ofHours(1)));
        String text = request(i, person, asked);
        set(grants, id(i), person, text, Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex(), state(i), then,
            Timestamp.from(asked.plus(Duration.ofHours(4))), live || over ? then : null, live || over ? then : null,
            live ? Timestamp.from(now.plus(Duration.ofHours(7))) : over ? hourLater : null, over ? hourLater : null,
            over ? "EXPIRED" : null);
        grants.addBatch();
        if (live || over) {
          set(agreed, id(i), other, person, id(0), then);
          agreed.addBatch();
        }
        if (i % BATCH == BATCH - 1) {
          grants.executeBatch();
          agreed.executeBatch();
        }
      }
      grants.executeBatch();
      agreed.executeBatch();
      database.commit();
    }
    database.setAutoCommit(true);
    try (Statement statement = database.createStatement()) {
      statement.execute("analyze");
    }
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

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
