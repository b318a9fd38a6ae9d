package regain.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import regain.kernel.Digest;
import regain.running.OwnServer;

/** Eight people who are signed in, each of whom reads one page after the other over one connection. */
final class Readers {
  static final int ALL = 8;
  /** For a look with a profiler; none by default. */
  static final String JVM_ARGS = System.getProperty("regain.bench.jvm-args", "");
  private static final long WARM_SECONDS = Long.getLong("regain.bench.review-warm-up", 30);
  private static final long MEASURED_SECONDS = Long.getLong("regain.bench.review-measured", 30);

  private Readers() {}

  /** Which page a reader reads next. */
  interface Paths {
    String of(int reader, int turn);
  }

  static void pages(String name, OwnServer server, Paths paths) {
    read(server, WARM_SECONDS, paths);
    Meter process = Meter.of(server.process());
    List<Meter> others = List.of(Meter.here(), Meter.named("slapd"), Meter.named("postgres"));
    double[] before = Bench.cpu(process, others);
    long[] nanos = read(server, MEASURED_SECONDS, paths);
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

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /** Eight read at once, each another case every time. Gives how long each page took, in nanoseconds. */
  private static long[] read(OwnServer server, long seconds, Paths paths) {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    List<Reader> readers = IntStream.range(0, ALL).mapToObj(it -> new Reader(server, it, end, paths)).toList();
    readers.forEach(Thread::start);
    return readers.stream().flatMapToLong(Reader::times).toArray();
  }

  private static final class Reader extends Timed {
    private final OwnServer server;
    private final int number;
    private final Paths paths;

    Reader(OwnServer server, int number, long end, Paths paths) {
      super(end);
      this.server = server;
      this.number = number;
      this.paths = paths;
    }

    @Override
    void all(Consumer<Runnable> timed) {
      String headers = "Accept-Language: en\r\nUser-Agent: Regain-Bench\r\nCookie: __Host-session=" + token(number)
          + "\r\n";
      try (var wire = new Wire(server.port, server.origin())) {
        for (int i = 0; goesOn(); i++) {
          String page = paths.of(number, i);
          timed.accept(() -> assertThat(wire.get(page, headers).status()).as(page).isEqualTo(200));
        }
      }
    }
  }
}
