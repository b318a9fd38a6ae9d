package regain.bench;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import regain.directory.Slapd;
import regain.house.Postgres;
import regain.kernel.CaseId;
import regain.kernel.Digest;
import regain.kernel.Keyring;
import regain.running.OwnServer;
import regain.wiring.TestKeys;

/**
 * Eight reviewers read the first page of the queue, and cases, while 100,000 items wait and the record has a million events.
 * Each has a session and reads one page after the other over one connection.
 */
class ReviewBench {
  private static final int READERS = 8;
  private static final int PEOPLE = 1000;
  private static final int ITEMS = Integer.getInteger("regain.bench.items", 100_000);
  private static final int EVENTS_EACH = 10;
  private static final int BATCH = 1000;
  /** For a look with a profiler; none by default. */
  private static final String JVM_ARGS = System.getProperty("regain.bench.jvm-args", "");
  private static final long WARM_SECONDS = Long.getLong("regain.bench.review-warm-up", 30);
  private static final long MEASURED_SECONDS = Long.getLong("regain.bench.review-measured", 30);
  private static final String LEAF = "{\"actor\":\"house:cases\",\"at\":\"2026-11-01T08:00:00Z\",\"method\":\"PASSKEY\",\"type\":\"ProofAccepted\"}";

  @TempDir private Path folder;

  @Test
  void on_postgresql() throws SQLException, IOException {
    Crowd crowd = Crowd.of(PEOPLE);
    try (Postgres postgres = Postgres.durable();
        Slapd directory = Slapd.start(folder.resolve("directory"), crowd.entries())) {
      postgres.create("regain");
      postgres.change("regain", "create extension pg_stat_statements");
      measure("", crowd, directory.settings(), postgres.url("regain"), "generate_series");
    }
  }

  @Test
  void on_h2() throws SQLException, IOException {
    Crowd crowd = Crowd.of(PEOPLE);
    String database = "jdbc:h2:file:" + folder.resolve("regain") + ";WRITE_DELAY=0;REUSE_SPACE=FALSE;AUTO_SERVER=TRUE";
    try (Slapd directory = Slapd.start(folder.resolve("directory"), crowd.entries())) {
      measure("h2_", crowd, directory.settings(), database, "system_range");
    }
  }

  private void measure(String prefix, Crowd crowd, Map<String, String> directory, String database, String series)
      throws SQLException, IOException {
    var settings = new HashMap<>(directory);
    String reviewers = IntStream.range(0, READERS).mapToObj(it -> "(uid=person" + it + ")").reduce("", String::concat);
    settings.put("regain.directory.role.security", "(|" + reviewers + ")");
    settings.put(
        "regain.keys.file",
        Files.writeString(folder.resolve("keys"), TestKeys.LINES, StandardCharsets.US_ASCII).toString());
    settings.put("JVM_ARGS", JVM_ARGS);
    settings.put("DB_URL", database);
    settings.put("DB_USER", Postgres.USER);
    settings.put("DB_PASSWORD", Postgres.PASSWORD);
    try (var server = new OwnServer(folder.resolve("server"), settings)) {
      server.start();
      server.kill();
      try (Connection connection = DriverManager.getConnection(database, Postgres.USER, Postgres.PASSWORD)) {
        Instant now = InstantSource.system().instant();
        crowd.settle(connection, now);
        seed(connection, now, crowd.ids(), series);
        sessions(connection, now, crowd.ids());
      }
      server.start();
      pages(prefix + "queue", server, "/reviews");
      pages(prefix + "case_page", server, "/reviews/%s");
    }
    if (prefix.isEmpty()) {
      try (Connection connection = DriverManager.getConnection(database, Postgres.USER, Postgres.PASSWORD)) {
        Bench.statements(connection);
      }
    }
  }

  static void pages(String name, OwnServer server, String path) {
    read(server, WARM_SECONDS, path);
    Meter process = Meter.of(server.process());
    List<Meter> others = List.of(Meter.here(), Meter.named("slapd"), Meter.named("postgres"));
    double[] before = Bench.cpu(process, others);
    long[] nanos = read(server, MEASURED_SECONDS, path);
    double[] after = Bench.cpu(process, others);
    Bench.figure(name + "_pages", nanos.length, "pages");
    List<String> parts = List.of("server", "driver", "slapd", "database");
    for (int i = 0; i < parts.size(); i++) {
      Bench.figure(name + "_" + parts.get(i) + "_cpu_ms", 1000 * (after[i] - before[i]) / nanos.length, "ms");
    }
    Bench.figure(name + "_p50_ms", Bench.percentile(nanos, 50), "ms");
    Bench.figure(name + "_p95_ms", Bench.percentile(nanos, 95), "ms");
  }

  /** Cases of everybody, ten events and two pieces of evidence each, and an item for each of them. */
  private static void seed(Connection database, Instant now, List<UUID> people, String series) throws SQLException {
    Keyring keyring = TestKeys.keyring();
    try (Statement statement = database.createStatement()) {
      statement.executeUpdate("create table bench_person (id uuid primary key, pseudonym varchar(60) not null)");
    }
    database.setAutoCommit(false);
    try (Statement statement = database.createStatement();
        PreparedStatement someone = database.prepareStatement("insert into bench_person (id, pseudonym) values (?, ?)");
        PreparedStatement cases = database.prepareStatement(
            "insert into recovery_case (id, purpose, name, subject_id, state, step, stepped_from, generation, failures,"
                + " extensions, opened_at, opened_from, opened_with, expires_at, closed_at, floor_version, spoke,"
                + " choices, reviewed, case_number) values (?, 'RECOVERY', ?, ?, 'COMPLETED', 5, 4, 2, 0, 0, ?, ?,"
                + " 'Firefox', ?, ?, 4, '', '', true, ?)");
        PreparedStatement items = database.prepareStatement(
            "insert into review_item (id, case_id, subject_id, cause, opened_at, due_at, escalates_at, case_number)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (UUID each : people) {
        set(someone, each,
            keyring.pseudonym("regain/person/v1", each.toString().getBytes(StandardCharsets.US_ASCII)));
        someone.addBatch();
      }
      someone.executeBatch();
      String[] causes = {"RECOVERED", "UNUSUAL", "PROVISIONAL", "REPUDIATED"};
      for (int i = 0; i < ITEMS; i++) {
        var id = new UUID(0x1234L << 48 | i, 0x8000_0000_0000_0000L | i * 2_654_435_761L & 0xFF_FFFF_FFFFL);
        UUID person = people.get(i % people.size());
        Timestamp then = Timestamp.from(now.minus(Duration.ofSeconds(30L * (ITEMS - i))));
        Timestamp due = Timestamp.from(now.plus(Duration.ofSeconds(60L + i)));
        String number = new CaseId(id).number();
        set(cases, id, "person" + i % people.size(), person, then, "10.0." + i / 250 % 250 + "." + i % 250, due, then,
            number);
        cases.addBatch();
        set(items, id, id, person, causes[i % causes.length], then, due, due, number);
        items.addBatch();
        if (i % BATCH == BATCH - 1) {
          cases.executeBatch();
          items.executeBatch();
        }
      }
      cases.executeBatch();
      items.executeBatch();
      statement.executeUpdate(
          "insert into audit_event (happened_at, type, case_id, subject, leaf) select c.opened_at,"
              + " case when g.n = 1 then 'SignedIn' else 'ProofAccepted' end, c.id,"
              + " p.pseudonym, '" + LEAF + "' from recovery_case c join bench_person p on p.id = c.subject_id,"
              + " " + series + "(1, " + EVENTS_EACH + ") g(n)");
      statement.executeUpdate(
          "insert into audit_personal (event_id, field, salt, content) select id, 'address', "
              + (series.startsWith("generate") ? "decode('00', 'hex')" : "x'00'")
              + ", '10.0.0.1' from audit_event where case_id is not null");
      database.commit();
      database.setAutoCommit(true);
      statement.execute("analyze");
    }
  }

  /** One session for each reader, with a passkey that is a month old. */
  static void sessions(Connection database, Instant now, List<UUID> people) throws SQLException {
    try (PreparedStatement session = database.prepareStatement(
        "insert into account_session (id, token_digest, person_id, passkey_id, began_at, seen_at, proven_at, address,"
            + " agent) values (?, ?, ?, ?, ?, ?, ?, '127.0.0.1', 'Regain-Bench')")) {
      Timestamp then = Timestamp.from(now);
      for (int i = 0; i < READERS; i++) {
        byte[] digest = Digest.of(token(i).getBytes(StandardCharsets.UTF_8)).bytes();
        set(session, people.get(i), digest, people.get(i), people.get(i), then, then, then);
        session.addBatch();
      }
      session.executeBatch();
    }
  }

  private static String token(int reader) {
    return "reader" + reader + "x".repeat(36);
  }

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /** Eight read at once, each another case every time. Gives how long each page took, in nanoseconds. */
  private static long[] read(OwnServer server, long seconds, String path) {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    List<Reader> readers = IntStream.range(0, READERS).mapToObj(it -> new Reader(server, it, end, path)).toList();
    readers.forEach(Thread::start);
    return readers.stream().flatMapToLong(Reader::times).toArray();
  }

  private static final class Reader extends Timed {
    private final OwnServer server;
    private final int number;
    private final String path;

    Reader(OwnServer server, int number, long end, String path) {
      super(end);
      this.server = server;
      this.number = number;
      this.path = path;
    }

    @Override
    void all(Consumer<Runnable> timed) {
      String headers = "Accept-Language: en\r\nUser-Agent: Regain-Bench\r\nCookie: __Host-session=" + token(number)
          + "\r\n";
      try (var wire = new Wire(server.port, server.origin())) {
        for (int i = 0; goesOn(); i++) {
          // Nobody's own case, and none that somebody else reads at the same time.
          long item = READERS + (long) PEOPLE * (i % (ITEMS / PEOPLE)) + number;
          var id = new UUID(0x1234L << 48 | item, 0x8000_0000_0000_0000L | item * 2_654_435_761L & 0xFF_FFFF_FFFFL);
          String page = String.format(Locale.ROOT, path, id);
          timed.accept(() -> assertThat(wire.get(page, headers).status()).as(page).isEqualTo(200));
        }
      }
    }
  }
}
