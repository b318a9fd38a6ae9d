package regain.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import regain.kernel.Digest;
import regain.running.OwnServer;

/** Eight people who are signed in, each of whom reads one page after the other over one connection. */
final class Readers {
  static final int ALL = 8;
  /** For a look with a profiler; none by default. */
  static final String JVM_ARGS = System.getProperty("regain.bench.jvm-args", "");
  private static final long WARM_SECONDS = Long.getLong("regain.bench.review-warm-up", 180);
  private static final long MEASURED_SECONDS = Long.getLong("regain.bench.review-measured", 30);

  static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  private Readers() {}

  /** Which page a reader reads next. */
  interface Paths {
    String of(int reader, int turn);
  }

  /** Pages that have a target: what they are made of is compiled first, as an hour of work would have it. */
  static void pages(String name, OwnServer server, Paths paths) {
    pages(name, server, paths, WARM_SECONDS);
  }

  /** Pages beside them. */
  static void further(String name, OwnServer server, Paths paths) {
    pages(name, server, paths, WARM_SECONDS / 3);
  }

  private static void pages(String name, OwnServer server, Paths paths, long warm) {
    read(server, warm, paths);
    measured(name, server, () -> read(server, MEASURED_SECONDS, paths));
  }

  static void measured(String name, OwnServer server, Supplier<long[]> reads) {
    Meter process = Meter.of(server.process());
    List<Meter> others = List.of(Meter.here(), Meter.named("slapd"), Meter.named("postgres"));
    double[] before = Bench.cpu(process, others);
    long[] nanos = reads.get();
    double[] after = Bench.cpu(process, others);
    Bench.figure(name + "_pages", nanos.length, "pages");
    List<String> parts = List.of("server", "driver", "slapd", "database");
    for (int i = 0; i < parts.size(); i++) {
      Bench.figure(name + "_" + parts.get(i) + "_cpu_ms", 1000 * (after[i] - before[i]) / nanos.length, "ms");
    }
    Bench.figure(name + "_p50_ms", Bench.percentile(nanos, 50), "ms");
    Bench.figure(name + "_p95_ms", Bench.percentile(nanos, 95), "ms");
  }

  /** One session for each reader, with a passkey that is a month old. */
  static void sessions(Connection database, Instant now, List<UUID> people) throws SQLException {
    try (PreparedStatement session = database.prepareStatement(
        "insert into account_session (id, token_digest, person_id, passkey_id, began_at, seen_at, proven_at, address,"
            + " agent) values (?, ?, ?, ?, ?, ?, ?, '127.0.0.1', 'Regain-Bench')")) {
      Timestamp then = Timestamp.from(now);
      for (int i = 0; i < ALL; i++) {
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

  /** All of them have proven just now that it is they. */
  static void prove(Connection database) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.executeUpdate("update account_session set proven_at = current_timestamp");
    }
  }

  /** So many of them send as many empty forms each as said from one page, and gets a page for each. Gives how long each took, in nanoseconds. */
  static long[] posts(OwnServer server, int readers, String from, int turns, Paths paths) {
    return all(readers,
        it -> new Reader(server, it, turns, Long.MAX_VALUE, new Posts(from, turn -> paths.of(it, turn))));
  }

  /** Sends the forms of a page, which has to be read before. */
  private static final class Posts implements Turn {
    private final String from;
    private final IntFunction<String> path;
    private String cookies = "";
    private String body = "";

    Posts(String from, IntFunction<String> path) {
      this.from = from;
      this.path = path;
    }

    @Override
    public void begin(Wire wire, String headers) {
      Wire.Answer page = wire.get(from, headers + "\r\n");
      Matcher csrf = CSRF.matcher(page.body());
      assertThat(csrf.find()).as(page.body()).isTrue();
      cookies = page.cookies().stream().map(it -> "; " + it.split(";", 2)[0]).reduce("", String::concat);
      body = "csrf=" + csrf.group(1);
    }

    @Override
    public Wire.Answer take(Wire wire, String headers, int turn) {
      return wire.post(path.apply(turn), headers + cookies + "\r\n", body);
    }
  }

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /** Eight read at once, each another case every time. Gives how long each page took, in nanoseconds. */
  private static long[] read(OwnServer server, long seconds, Paths paths) {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    return all(ALL, it -> new Reader(server, it, Integer.MAX_VALUE, end,
        (wire, headers, turn) -> wire.get(paths.of(it, turn), headers + "\r\n")));
  }

  private static long[] all(int readers, IntFunction<Reader> each) {
    List<Reader> all = IntStream.range(0, readers).mapToObj(each).toList();
    all.forEach(Thread::start);
    return all.stream().flatMapToLong(Reader::times).toArray();
  }

  /** What one reader does over and over. */
  private interface Turn {
    /** @param headers without the end of the last line */
    Wire.Answer take(Wire wire, String headers, int turn);

    /** Before the first turn. */
    default void begin(Wire wire, String headers) {}
  }

  private static final class Reader extends Timed {
    private final OwnServer server;
    private final int number;
    private final int turns;
    private final Turn one;

    Reader(OwnServer server, int number, int turns, long end, Turn one) {
      super(end);
      this.server = server;
      this.number = number;
      this.turns = turns;
      this.one = one;
    }

    @Override
    void all(Consumer<Runnable> timed) {
      String headers = "Accept-Language: en\r\nUser-Agent: Regain-Bench\r\nCookie: __Host-session=" + token(number);
      try (var wire = new Wire(server.port, server.origin())) {
        one.begin(wire, headers);
        for (int i = 0; i < turns && goesOn(); i++) {
          int turn = i;
          timed.accept(() -> assertThat(one.take(wire, headers, turn).status()).as("turn %d", turn).isEqualTo(200));
        }
      }
    }
  }
}
