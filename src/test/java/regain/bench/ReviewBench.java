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
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import regain.directory.Slapd;
import regain.house.Postgres;
import regain.kernel.CaseId;
import regain.kernel.Keyring;
import regain.running.OwnServer;
import regain.wiring.TestKeys;

/**
 * Eight reviewers read the first page of the queue, and cases, while 100,000 items wait and the record has a million events.
 * Each has a session and reads one page after the other over one connection.
 */
@Isolated("it measures time")
class ReviewBench {
  private static final int PEOPLE = 1000;
  private static final int ITEMS = Integer.getInteger("regain.bench.items", 100_000);
  private static final int BATCH = 1000;
  private static final int DUTIES_EACH = 8;
  /** In each so manieth case there is an agent of the desk, one of so many. */
  private static final int DESK = 20;
  private static final int AGENTS = 16;
  /** And in as many others the supervisor has vouched: everybody has one whom so many others have, too. */
  private static final int VOUCHED_FOR = 13;
  private static final int REPORTS = 10;
  /** A sign-in before it, and what a recovery in a browser that nobody knows leaves on record. */
  private static final List<String> EVENTS = List.of(
      "SignedIn", "CaseOpened", "ProofAccepted", "CaseIdentified", "ProofAccepted", "CaseDecided", "PasskeyIntended",
      "SessionsRevoked", "PasskeyActivated", "CaseCompleted");
  private static final String FACTS = """
      {"purpose":"RECOVERY","population":{"state":"KNOWN","value":"EMPLOYEE"},
      "eligibility":{"state":"KNOWN","value":"ELIGIBLE"},"enrolled":true,"evidence":[
      {"method":"RECOVERY_CODE","means":"RECOVERY_CODE:1","openedByAccount":false,
      "provenAt":"2026-07-17T07:31:00Z","freshUntil":"2026-07-19T07:31:00Z"},
      {"method":"CONTACT_CODE","means":"mailbox:1","openedByAccount":false,
      "provenAt":"2026-07-17T07:31:01Z","freshUntil":"2026-07-19T07:31:01Z"}],
      "browserRecognised":{"state":"KNOWN","value":false},"networkSeen":{"state":"KNOWN","value":false},
      "countryUsual":{"state":"NOT_CONFIGURED"},"recentFailures":0,"earlierCases":1,"openedAt":"2026-07-17T07:31:00Z",
      "asOf":"2026-07-17T08:02:00Z","now":"2026-07-17T08:02:00Z"}""";

  /** As the service has it: what it writes goes to the end of the file, so that nothing is lost when it is killed. */
  private static final String GROWS_ONLY = ";REUSE_SPACE=FALSE";

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
    String database = "jdbc:h2:file:" + folder.resolve("regain")
        + ";WRITE_DELAY=0" + GROWS_ONLY + ";LOCK_TIMEOUT=10000;AUTO_SERVER=TRUE";
    try (Slapd directory = Slapd.start(folder.resolve("directory"), crowd.entries())) {
      measure("h2_", crowd, directory.settings(), database, "system_range");
    }
  }

  private void measure(String prefix, Crowd crowd, Map<String, String> directory, String database, String series)
      throws SQLException, IOException {
    var settings = new HashMap<>(directory);
    String reviewers = IntStream.range(0, Readers.ALL).mapToObj(it -> "(uid=person" + it + ")").reduce("",
        String::concat);
    settings.put("regain.directory.role.security", "(|" + reviewers + ")");
    settings.put(
        "regain.keys.file",
        Files.writeString(folder.resolve("keys"), TestKeys.LINES, StandardCharsets.US_ASCII).toString());
    settings.put("JVM_ARGS", Readers.JVM_ARGS);
    settings.put("DB_URL", database);
    settings.put("DB_USER", Postgres.USER);
    settings.put("DB_PASSWORD", Postgres.PASSWORD);
    Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
    try (var server = new OwnServer(folder.resolve("server"), settings)) {
      server.start();
      server.kill();
      try (Connection connection = DriverManager
          .getConnection(database.replace(GROWS_ONLY, ""), Postgres.USER, Postgres.PASSWORD)) {
        crowd.settle(connection, now);
        seed(connection, now, crowd.ids(), series);
        Readers.sessions(connection, now, crowd.ids());
        if (database.contains(GROWS_ONLY)) {
          tidy(connection);
        }
      }
      server.start();
      Readers.pages(prefix + "queue", server, (reader, turn) -> "/reviews");
      Readers.pages(prefix + "queue_further", server, (reader, turn) -> further(now, 997L * turn + 12_497L * reader));
      Readers.pages(prefix + "case_page", server, ReviewBench::item);
    }
    if (prefix.isEmpty()) {
      try (Connection connection = DriverManager.getConnection(database, Postgres.USER, Postgres.PASSWORD)) {
        Bench.statements(connection);
      }
    }
  }

  /**
   * Cases of everybody with what a recovery leaves (ten events, three pieces of evidence, the facts, eight duties that are done), an
   * item for each of them, a note at each fifth, the person's computer in each tenth, an agent of the desk in each twentieth and the
   * signed word of the supervisor in as many others.
   */
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
                + " choices, reviewed, case_number, facts) values (?, 'RECOVERY', ?, ?, 'COMPLETED', 5, 4, 2, 0, 0, ?, ?,"
                + " 'Firefox', ?, ?, 4, '', '', true, ?, '" + FACTS + "')");
        PreparedStatement items = database.prepareStatement(
            "insert into review_item (id, case_id, subject_id, cause, opened_at, due_at, escalates_at, case_number)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?)");
        PreparedStatement parts = database.prepareStatement(
            "insert into case_part (case_id, person_id, part, since) values (?, ?, ?, ?)");
        PreparedStatement lines = database.prepareStatement(
            "insert into supervision (person_id, supervisor_id, since) values (?, ?, ?)")) {
      for (int i = 0; i < people.size(); i++) {
        set(someone, people.get(i),
            keyring.pseudonym("regain/person/v1", people.get(i).toString().getBytes(StandardCharsets.US_ASCII)));
        someone.addBatch();
        if (i % REPORTS != 0) {
          set(lines, people.get(i), people.get(supervisor(i)), Timestamp.from(now.minus(Duration.ofDays(100))));
          lines.addBatch();
        }
      }
      someone.executeBatch();
      lines.executeBatch();
      String[] causes = {"RECOVERED", "UNUSUAL", "PROVISIONAL", "REPUDIATED"};
      for (int i = 0; i < ITEMS; i++) {
        UUID id = id(i);
        UUID person = people.get(i % people.size());
        Timestamp then = Timestamp.from(now.minus(Duration.ofSeconds(30L * (ITEMS - i))));
        Timestamp due = Timestamp.from(due(now, i));
        String number = new CaseId(id).number();
        set(cases, id, "person" + i % people.size(), person, then, "10.0." + i / 250 % 250 + "." + i % 250, due, then,
            number);
        cases.addBatch();
        set(items, id, id, person, causes[i % causes.length], then, due, due, number);
        items.addBatch();
        if (i % DESK == 0) {
          set(parts, id, people.get(1 + i / DESK % AGENTS), "DESK", then);
          parts.addBatch();
        } else if (i % DESK == VOUCHED_FOR) {
          set(parts, id, people.get(supervisor(i % people.size())), "ATTESTER", then);
          parts.addBatch();
        }
        if (i % BATCH == BATCH - 1) {
          cases.executeBatch();
          items.executeBatch();
          parts.executeBatch();
          // H2 writes what is to be committed again and again, the more the more there is.
          database.commit();
        }
      }
      cases.executeBatch();
      items.executeBatch();
      parts.executeBatch();
      for (String each : around(series)) {
        statement.executeUpdate(each);
        database.commit();
      }
      for (int i = 0; i < ITEMS; i += BATCH) {
        statement.executeUpdate(
            "insert into audit_event (happened_at, type, case_id, subject, leaf) select c.opened_at, "
                + byNumber(it -> it) + ", c.id, p.pseudonym, " + byNumber(ReviewBench::leaf)
                + " from recovery_case c join bench_person p on p.id = c.subject_id, "
                + series + "(1, " + EVENTS.size() + ") g(n) where c.id >= '" + id(i) + "' and c.id < '" + id(i + BATCH)
                + "'");
        database.commit();
      }
      for (int i = 0; i < ITEMS; i += BATCH) {
        statement.executeUpdate(
            "insert into audit_personal (event_id, field, salt, content) select id, 'address', "
                + (series.startsWith("generate") ? "decode('00', 'hex')" : "x'00'")
                + ", '10.0.0.1' from audit_event where case_id >= '" + id(i) + "' and case_id < '" + id(i + BATCH)
                + "'");
        database.commit();
      }
      database.setAutoCommit(true);
      statement.execute("analyze");
    }
  }

  /** As an operator does it now and then, or else the file is many times as large as what is in it. */
  private static void tidy(Connection h2) throws SQLException {
    try (Statement statement = h2.createStatement()) {
      statement.execute("shutdown compact");
    }
  }

  private static int supervisor(int person) {
    return person / REPORTS * REPORTS;
  }

  private static String byNumber(UnaryOperator<String> what) {
    return IntStream.range(0, EVENTS.size())
        .mapToObj(it -> " when " + (it + 1) + " then '" + what.apply(EVENTS.get(it)) + "'")
        .collect(Collectors.joining("", "case g.n", " end"));
  }

  private static String leaf(String type) {
    return "{\"actor\":\"house:cases\",\"at\":\"2026-11-01T08:00:00Z\",\"method\":\"CONTACT_CODE\",\"purpose\":\"RECOVERY\","
        + "\"rules\":\"UNFAMILIAR\",\"state\":\"READY\",\"connector\":\"regain\",\"ended\":1,\"floor\":8,\"type\":\""
        + type
        + "\"}";
  }

  /** What belongs to a case beside its events. */
  private static List<String> around(String series) {
    boolean postgres = series.startsWith("generate");
    String id = postgres ? "gen_random_uuid()" : "random_uuid()";
    String bytes = postgres ? "decode('00', 'hex')" : "x'00'";
    return List.of(
        "insert into case_evidence (id, case_id, method, means, opened_by_account, address, proven_at, fresh_until) select "
            + id
            + ", c.id, case when g.n = 2 then 'CONTACT_CODE' else 'RECOVERY_CODE' end, 'means ' || g.n, false, null,"
            + " c.opened_at, c.expires_at from recovery_case c, " + series + "(1, 3) g(n)",
        "insert into duty (id, kind, duty_key, case_id, details, owed_at, due_at, done_at, tries, note) select " + id
            + ", 'NOTIFY', g.n || ':' || c.id, c.id,"
            + " 'kind=CASE_OPENED&to=somebody', c.opened_at, c.opened_at, c.opened_at, 0, 'sent'"
            + " from recovery_case c, " + series + "(1, " + DUTIES_EACH + ") g(n)",
        "insert into case_evidence (id, case_id, method, means, opened_by_account, address, proven_at, fresh_until) select "
            + id
            + ", c.id, 'MANAGED_DEVICE', 'computer of ' || c.name, false, null, c.opened_at, c.expires_at"
            + " from recovery_case c where c.name like '%7'",
        "insert into signed_statement (id, domain, content, nonce, person_id, public_key, authenticator_data, client_data,"
            + " signature, signed_at) select p.case_id, 'regain/attestation', 'I have had this person in front of me.', "
            + bytes + ", p.person_id, " + bytes + ", " + bytes + ", " + bytes + ", " + bytes
            + ", p.since from case_part p where p.part = 'ATTESTER'",
        "insert into attestation (id, case_id, subject_id, attester_id, method, found_at, how, content, language,"
            + " statement_id, signed_at) select p.case_id, p.case_id, c.subject_id, p.person_id, 'SUPERVISOR_ATTESTATION',"
            + " p.since, 'IN_PERSON', 'I have had this person in front of me.', 'en', p.case_id, p.since"
            + " from case_part p join recovery_case c on c.id = p.case_id where p.part = 'ATTESTER'",
        "insert into review_note (id, act, noted_by, noted_at, content) select " + id
            + ", c.id, c.subject_id, c.opened_at, 'Spoke to the supervisor, who knows of it.' from recovery_case c"
            + " where c.name like '%5' or c.name like '%0'");
  }

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private static UUID id(long item) {
    return new UUID(0x1234L << 48 | item, 0x8000_0000_0000_0000L | item * 2_654_435_761L & 0xFF_FFFF_FFFFL);
  }

  /** A page of the queue somewhere between its beginning and its end. */
  private static String further(Instant now, long place) {
    long item = place % ITEMS;
    return "/reviews?after=" + due(now, item) + "_" + id(item);
  }

  private static Instant due(Instant now, long item) {
    return now.plus(Duration.ofSeconds(60 + item));
  }

  /** Nobody's own case, and none that somebody else reads at the same time: of everybody in turn, with an agent or without. */
  private static String item(int reader, int turn) {
    long page = (long) Readers.ALL * turn + reader;
    long others = PEOPLE - Readers.ALL;
    long item = Readers.ALL + page % others + PEOPLE * (page / others % (ITEMS / PEOPLE));
    return "/reviews/" + id(item);
  }
}
