package regain.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import regain.directory.Slapd;
import regain.house.Postgres;
import regain.house.SoftPasskey;
import regain.mail.MailSink;
import regain.running.OwnServer;
import regain.running.Production;

/**
 * Whole recoveries over HTTP by eight people at a time, from the start page to the receipt, until every duty of every case is
 * done: the production WAR, a real slapd, PostgreSQL that writes to the disk, a mail server that takes everything. Prints
 * what it measured, one line for each figure.
 */
@Isolated("it measures time")
class Bench {
  private static final int CLIENTS = 8;
  private static final int CROWD = Integer.getInteger("regain.bench.people", 10_000);
  private static final long WARM_SECONDS = Long.getLong("regain.bench.warm-up", 180);
  private static final long MEASURED_SECONDS = Long.getLong("regain.bench.measured", 60);
  private static final int GUESSES = 500;
  /** For a look with a profiler; none by default. */
  private static final String JVM_ARGS = System.getProperty("regain.bench.jvm-args", "");
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final PrintStream OUT = System.out;

  @TempDir private Path folder;

  @Test
  void on_postgresql() throws SQLException {
    Crowd crowd = Crowd.of(CROWD);
    try (Postgres postgres = Postgres.durable();
        Slapd directory = Slapd.start(folder.resolve("directory"), crowd.entries());
        MailSink mail = new MailSink()) {
      postgres.create("regain");
      postgres.change("regain", "create extension pg_stat_statements");
      Map<String, String> settings = Production
          .settings(folder, postgres.url("regain"), directory.settings(), mail.port());
      settings.put("JVM_ARGS", JVM_ARGS);
      try (var server = new OwnServer(folder.resolve("server"), settings, System.getProperty("regain.war"))) {
        measure("", crowd, new Place(server, Production.ORIGIN, postgres.url("regain"), "postgres"));
      }
      assertThat(mail.letters()).as("two letters for each of them went out").isPositive();
    }
  }

  /** The demo's WAR, because the other one refuses H2. Its letters go to its outbox. */
  @Test
  void on_h2() throws SQLException {
    Crowd crowd = Crowd.of(CROWD);
    String database = "jdbc:h2:file:" + folder.resolve("regain")
        + ";WRITE_DELAY=0;REUSE_SPACE=FALSE;LOCK_TIMEOUT=10000;AUTO_SERVER=TRUE";
    try (Slapd directory = Slapd.start(folder.resolve("directory"), crowd.entries())) {
      Map<String, String> settings = new HashMap<>(directory.settings());
      settings.putAll(
          Map.of(
              "JVM_ARGS", JVM_ARGS, "regain.trusted-proxies", "127.0.0.1", "DB_URL", database, "DB_USER", Postgres.USER,
              "DB_PASSWORD",
              Postgres.PASSWORD));
      try (var server = new OwnServer(folder.resolve("server"), settings)) {
        measure("h2_", crowd, new Place(server, server.origin(), database, "none"));
      }
    }
  }

  /** What is measured, and where it is reached. */
  private record Place(OwnServer server, String origin, String database, String databaseProcess) {
    Wire wire() {
      return new Wire(server.port, origin);
    }

    Connection connect() throws SQLException {
      return DriverManager.getConnection(database, Postgres.USER, Postgres.PASSWORD);
    }
  }

  private static void measure(String prefix, Crowd crowd, Place place) throws SQLException {
    place.server().start();
    place.server().kill();
    try (Connection connection = place.connect()) {
      crowd.settle(connection, InstantSource.system().instant());
    }
    figure(prefix + "start_seconds", Timed.nanos(() -> firstPage(place)) / SECOND, "s");
    load(prefix, crowd, place);
    startPage(prefix, place);
    guess(prefix, crowd, place);
  }

  private static void firstPage(Place place) {
    place.server().start();
    try (Wire wire = place.wire()) {
      assertThat(wire.get("/", "").status()).isEqualTo(200);
    }
  }

  private static void load(String prefix, Crowd crowd, Place place) throws SQLException {
    run(WARM_SECONDS, place, crowd::recoverOne);
    drain(place);
    Meter process = Meter.of(place.server().process());
    List<Meter> others = List.of(Meter.here(), Meter.named("slapd"),
        Meter.named(place.databaseProcess()));
    double[] before = cpu(process, others);
    long began = System.nanoTime();
    long[] flows = run(MEASURED_SECONDS, place, crowd::recoverOne);
    drain(place);
    double took = (System.nanoTime() - began) / SECOND;
    double[] after = cpu(process, others);
    figure(prefix + "recoveries", flows.length, "recoveries");
    figure(prefix + "recoveries_per_second", flows.length / took, "1/s");
    figure(prefix + "server_cpu_ms_per_recovery", 1000 * (after[0] - before[0]) / flows.length, "ms");
    figure(prefix + "driver_cpu_ms_per_recovery", 1000 * (after[1] - before[1]) / flows.length, "ms");
    figure(prefix + "slapd_cpu_ms_per_recovery", 1000 * (after[2] - before[2]) / flows.length, "ms");
    figure(prefix + "database_cpu_ms_per_recovery", 1000 * (after[3] - before[3]) / flows.length, "ms");
    figure(prefix + "flow_p50_ms", percentile(flows, 50), "ms");
    figure(prefix + "flow_p95_ms", percentile(flows, 95), "ms");
    figure(prefix + "rss_mib", process.residentMebibytes(), "MiB");
    if (place.databaseProcess().equals("postgres")) {
      try (Connection connection = place.connect()) {
        statements(connection);
      }
    }
  }

  /** Which statements the database was busy with, the dearest first. */
  static void statements(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(
            "select calls, total_exec_time / 1000, query from pg_stat_statements order by total_exec_time desc limit 20")) {
      while (result.next()) {
        OUT.printf(
            Locale.ROOT, "statement %d times, %.1f s: %.150s%n", result.getLong(1), result.getDouble(2),
            result.getString(3).replaceAll("select .*? from", "select … from").replace('\n', ' '));
      }
    }
  }

  static double[] cpu(Meter server, List<Meter> others) {
    double[] all = new double[1 + others.size()];
    all[0] = server.cpuSeconds();
    for (int i = 0; i < others.size(); i++) {
      all[i + 1] = others.get(i).cpuSeconds();
    }
    return all;
  }

  private static void startPage(String prefix, Place place) {
    Consumer<Wire> one = it -> assertThat(it.get("/", "Accept-Language: en\r\n").status()).isEqualTo(200);
    run(MEASURED_SECONDS / 4, place, one);
    long began = System.nanoTime();
    long[] pages = run(MEASURED_SECONDS / 4, place, one);
    figure(prefix + "start_page_per_second", pages.length / ((System.nanoTime() - began) / SECOND), "1/s");
  }

  /**
   * Known and unknown names in an order of chance, each asked in a browser that was never here before, and then the
   * threshold that would have told them apart best.
   */
  private static void guess(String prefix, Crowd crowd, Place place) {
    List<Boolean> order = new ArrayList<>(Collections.nCopies(GUESSES, true));
    order.addAll(Collections.nCopies(GUESSES, false));
    Collections.shuffle(order, new Random(GUESSES));
    List<Long> known = new ArrayList<>();
    List<Long> unknown = new ArrayList<>();
    try (Wire wire = place.wire()) {
      for (int i = 0; i < order.size(); i++) {
        String name = crowd.names().get(i);
        var stranger = new Claimant("stranger", new SoftPasskey(i), 0x100000 + i);
        if (order.get(i)) {
          known.add(Timed.nanos(() -> stranger.begin(wire, name)));
        } else {
          unknown.add(Timed.nanos(() -> stranger.begin(wire, "nobody" + name.substring(6))));
        }
      }
    }
    figure(prefix + "enumeration_guess_percent", Guess.bestPercent(known, unknown), "%");
  }

  /** Has eight do it again and again for so long. Gives how long each took, in nanoseconds. */
  private static long[] run(long seconds, Place place, Consumer<Wire> one) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<Worker> workers = IntStream.range(0, CLIENTS).mapToObj(it -> new Worker(place, one, end)).toList();
    workers.forEach(Thread::start);
    return workers.stream().flatMapToLong(Worker::times).toArray();
  }

  private static final class Worker extends Timed {
    private final Place place;
    private final Consumer<Wire> one;

    Worker(Place place, Consumer<Wire> one, long end) {
      super(end);
      this.place = place;
      this.one = one;
    }

    @Override
    void all(Consumer<Runnable> timed) {
      try (Wire wire = place.wire()) {
        while (goesOn()) {
          timed.accept(() -> one.accept(wire));
        }
      }
    }
  }

  /** Until nothing is owed that can be done now. */
  private static void drain(Place place) throws SQLException {
    try (Connection connection = place.connect(); Statement statement = connection.createStatement()) {
      LongSupplier owed = () -> {
        try (ResultSet result = statement.executeQuery(
            "select count(*) from duty where done_at is null and due_at <= current_timestamp")) {
          result.next();
          return result.getLong(1);
        } catch (SQLException broken) {
          throw new IllegalStateException(broken);
        }
      };
      while (owed.getAsLong() > 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    }
  }

  static double percentile(long[] nanos, int percent) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
  }

  static void figure(String name, double value, String unit) {
    OUT.printf(Locale.ROOT, "figure %s %.1f %s%n", name, value, unit);
  }
}
