package regain.house;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jspecify.annotations.Nullable;
import regain.kernel.Transactions;

/**
 * The real schema in a database of its own, with transactions of its own: in H2, or in PostgreSQL when the system property
 * {@code regain.house.postgres} says so.
 */
final class TestDatabase implements Transactions, AutoCloseable {
  static final boolean ON_POSTGRES = Boolean.getBoolean("regain.house.postgres");
  private static final Pattern CLASS = Pattern.compile("<class>([^<]+)</class>");
  private static final String OURS = "classpath:db/migration";
  private static final String IN_MEMORY = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1";
  private static final AtomicInteger BACKUP = new AtomicInteger();
  private static final Path FOLDER = folder();
  private static final int MOST_CONNECTIONS = 20;
  private static final String TABLES = "select table_name from information_schema.tables where table_schema"
      + (ON_POSTGRES ? " = 'public'" : " = 'PUBLIC'");
  private static final ThreadLocal<@Nullable EntityManager> CURRENT = new ThreadLocal<>();

  /** Databases that a test has left, emptied again: to make one takes longer than most tests. */
  private static final Queue<TestDatabase> LEFT = new ConcurrentLinkedQueue<>();

  private final String name;
  private final String url;
  private final EntityManagerFactory factory;
  /** What the migrations have put into it; empty when nobody takes it over after this test. */
  private final Optional<Emptied> emptied;
  private volatile boolean unplugged;
  private int commitsLeft = -1;
  private boolean diesAtOnce;
  private Optional<String> refused = Optional.empty();
  private volatile boolean altered;
  private volatile boolean closed;

  /** With the schema of this release, and nothing in it but what its migrations put there. */
  static TestDatabase fresh(String name) {
    @Nullable TestDatabase left = LEFT.poll();
    if (left != null) {
      return new TestDatabase(left.name, left.url, left.factory, left.emptied);
    }
    String url = ON_POSTGRES ? Cluster.copy(name) : inMemory(name);
    return new TestDatabase(name, url, factory(name, url), Optional.of(Emptied.now(url)));
  }

  /** A database that is put back from a backup. */
  static TestDatabase from(Path backup, String name) {
    if (ON_POSTGRES) {
      Cluster.POSTGRES.create(name);
      Cluster.POSTGRES.restore(name, backup);
      return new TestDatabase(name, Cluster.POSTGRES.url(name));
    }
    String url = IN_MEMORY.formatted(name);
    ask(url, "runscript from '" + backup + "'");
    return new TestDatabase(name, url);
  }

  /** One that was there before and stays: brought to this release's schema, as every start of a node does. */
  static TestDatabase at(String url, String name) {
    migrate(url, OURS);
    return new TestDatabase(name, url);
  }

  /** A database of an earlier release, as its address; nothing runs on it. */
  static String earlier(String name, String version) {
    if (ON_POSTGRES) {
      Cluster.POSTGRES.create(name);
    }
    String url = ON_POSTGRES ? Cluster.POSTGRES.url(name) : IN_MEMORY.formatted(name);
    Flyway.configure()
        .dataSource(url, Postgres.USER, Postgres.PASSWORD)
        .locations(OURS)
        .target(version)
        .load()
        .migrate();
    return url;
  }

  /** As operations.md has it: by the database's own means, while the house runs. */
  Path backup() {
    String file = name + "-" + BACKUP.incrementAndGet();
    if (ON_POSTGRES) {
      return Cluster.POSTGRES.dump(name, file);
    }
    Path script = FOLDER.resolve(file);
    ask(url, "script to '" + script + "'");
    return script;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("regain-backups");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  static void ask(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url, Postgres.USER, Postgres.PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException broken) {
      throw new IllegalStateException(sql, broken);
    }
  }

  private TestDatabase(String name, String url) {
    this(name, url, factory(name, url), Optional.empty());
    validate();
  }

  private TestDatabase(String name, String url, EntityManagerFactory factory, Optional<Emptied> emptied) {
    this.name = name;
    this.url = url;
    this.factory = factory;
    this.emptied = emptied;
  }

  private static EntityManagerFactory factory(String name, String url) {
    var configuration = new HibernatePersistenceConfiguration(name);
    configuration.jdbcUrl(url);
    configuration.jdbcCredentials(Postgres.USER, Postgres.PASSWORD);
    configuration.jdbcPoolSize(MOST_CONNECTIONS);
    configuration.property("hibernate.hbm2ddl.auto", "none");
    Matcher rows = CLASS.matcher(persistenceXml());
    while (rows.find()) {
      configuration.managedClass(row(rows.group(1)));
    }
    return configuration.createEntityManagerFactory();
  }

  private static String inMemory(String name) {
    String url = IN_MEMORY.formatted(name);
    migrate(url, OURS);
    return url;
  }

  /** What every start of a node does. */
  void start() {
    migrate(url, OURS);
    validate();
  }

  /** What the start of a node of a later release does. */
  void migrate(String further) {
    altered = true;
    migrate(url, OURS, further);
  }

  String name() {
    return name;
  }

  private void validate() {
    factory.unwrap(SessionFactory.class).getSchemaManager().validateMappedObjects();
  }

  private static void migrate(String url, String... locations) {
    Flyway.configure()
        .dataSource(url, Postgres.USER, Postgres.PASSWORD)
        .locations(locations)
        .load()
        .migrate();
  }

  /** One PostgreSQL for all tests of this process, with a migrated database that each of them copies. */
  private static final class Cluster {
    private static final String MIGRATED = "migrated";
    static final Postgres POSTGRES = Postgres.start();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(POSTGRES::close));
      POSTGRES.create(MIGRATED);
      migrate(POSTGRES.url(MIGRATED), OURS);
    }

    static String copy(String name) {
      POSTGRES.create(name, MIGRATED);
      return POSTGRES.url(name);
    }
  }

  private static Class<?> row(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static String persistenceXml() {
    try (InputStream in = TestDatabase.class.getResourceAsStream("/META-INF/persistence.xml")) {
      return new String(Optional.ofNullable(in).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** What the container gives: an entity manager that is the running transaction's. */
  EntityManager entities() {
    return (EntityManager) Proxy.newProxyInstance(
        TestDatabase.class.getClassLoader(),
        new Class<?>[]{EntityManager.class},
        (proxy, method, arguments) -> {
          EntityManager running = CURRENT.get();
          if (running == null) {
            throw new IllegalStateException(method.getName() + " outside a transaction");
          }
          try {
            return method.invoke(running, arguments);
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
          }
        });
  }

  /** From now on nothing can be written or read, as when the process has died. */
  void unplug() {
    unplugged = true;
  }

  /**
   * The process dies at this commit of those that come: at once after it, or when it would begin the next transaction, so that what it does
   * in between is done. Nothing is written from then on, until it is started again.
   */
  void diesAt(int commit, boolean atOnce) {
    commitsLeft = commit;
    diesAtOnce = atOnce;
  }

  /** Refuses the next transaction that leaves anything which this counts, as when it would wait for another that waits for it. */
  void refusesOnceThat(String counts) {
    refused = Optional.of(counts);
  }

  /** Whether none is to be refused any more. */
  boolean hasRefused() {
    return refused.isEmpty();
  }

  private void refuseOnce() {
    if (refused.isPresent()
        && ((Number) entities().createNativeQuery(refused.get()).getSingleResult()).longValue() > 0) {
      refused = Optional.empty();
      throw new PersistenceException("the test has the database refuse it");
    }
  }

  /** Whether it has died since. */
  boolean hasDied() {
    return commitsLeft == 0;
  }

  void plugIn() {
    commitsLeft = -1;
    unplugged = false;
  }

  @Override
  public <T> T begin(Supplier<T> work) {
    if (unplugged || commitsLeft == 0) {
      throw new PersistenceException("the test has unplugged the database");
    }
    if (CURRENT.get() != null) {
      throw new IllegalStateException("a transaction is running already: facades do not nest");
    }
    try (EntityManager manager = factory.createEntityManager()) {
      CURRENT.set(manager);
      manager.getTransaction().begin();
      try {
        T result = work.get();
        refuseOnce();
        manager.getTransaction().commit();
        if (commitsLeft > 0 && --commitsLeft == 0 && diesAtOnce) {
          throw new PersistenceException("the test has killed the process");
        }
        return result;
      } finally {
        CURRENT.remove();
        if (manager.getTransaction().isActive()) {
          manager.getTransaction().rollback();
        }
      }
    }
  }

  /** One number out of the database, for tests that look behind the pages. */
  @Override
  public <T> T beginAgain(Supplier<T> work) {
    try {
      return begin(work);
    } catch (PersistenceException refused) {
      return begin(work);
    }
  }

  long count(String query) {
    return begin(() -> ((Number) entities().createNativeQuery(query).getSingleResult()).longValue());
  }

  /** Words out of the database. */
  String text(String query) {
    return begin(() -> String.valueOf(entities().createNativeQuery(query, Object.class).getSingleResult()));
  }

  /** Changes the database behind the house's back. */
  void change(String statement) {
    altered = altered || statement.startsWith("alter ");
    run(() -> entities().createNativeQuery(statement).executeUpdate());
  }

  /** Everything that is in the database, a line for each row; bytes are shown as the characters that they could be. */
  String everything() {
    return begin(
        () -> texts(TABLES).flatMap(it -> texts("select * from \"" + it + "\"")).collect(Collectors.joining("\n")));
  }

  private Stream<String> texts(String query) {
    List<?> rows = entities().createNativeQuery(query, Object[].class).getResultList();
    return rows.stream()
        .map(it -> Arrays.stream((Object[]) it).map(TestDatabase::text).collect(Collectors.joining("|")));
  }

  private static String text(@Nullable Object value) {
    return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : String.valueOf(value);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (emptied.isPresent() && !altered) {
      emptied.get().again(url);
      LEFT.add(this);
      return;
    }
    factory.close();
    if (ON_POSTGRES) {
      Cluster.POSTGRES.drop(name);
    } else if (url.equals(IN_MEMORY.formatted(name))) {
      ask(url, "shutdown");
    }
  }

  /** How a database was before its first test. */
  private record Emptied(List<String> tables, List<Row> rows) {
    private record Row(String table, List<@Nullable Object> values) {}

    static Emptied now(String url) {
      try (Connection connection = DriverManager.getConnection(url, Postgres.USER, Postgres.PASSWORD);
          Statement statement = connection.createStatement()) {
        var tables = new ArrayList<String>();
        try (ResultSet names = statement.executeQuery(TABLES)) {
          while (names.next()) {
            if (!names.getString(1).startsWith("flyway")) {
              tables.add("\"" + names.getString(1) + "\"");
            }
          }
        }
        var rows = new ArrayList<Row>();
        for (String table : tables) {
          try (ResultSet found = statement.executeQuery("select * from " + table)) {
            while (found.next()) {
              var values = new ArrayList<@Nullable Object>();
              for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                values.add(found.getObject(i));
              }
              rows.add(new Row(table, values));
            }
          }
        }
        return new Emptied(tables, rows);
      } catch (SQLException broken) {
        throw new IllegalStateException(url, broken);
      }
    }

    void again(String url) {
      try (Connection connection = DriverManager.getConnection(url, Postgres.USER, Postgres.PASSWORD);
          Statement statement = connection.createStatement()) {
        if (ON_POSTGRES) {
          statement.execute("truncate " + String.join(", ", tables) + " restart identity");
        } else {
          statement.execute("set referential_integrity false");
          for (String table : tables) {
            statement.execute("truncate table " + table + " restart identity");
          }
          statement.execute("set referential_integrity true");
        }
        for (Row row : rows) {
          insert(connection, row);
        }
      } catch (SQLException broken) {
        throw new IllegalStateException(url, broken);
      }
    }

    private static void insert(Connection connection, Row row) throws SQLException {
      String marks = row.values().stream().map(it -> "?").collect(Collectors.joining(", "));
      try (PreparedStatement statement = connection
          .prepareStatement("insert into " + row.table() + " values (" + marks + ")")) {
        for (int i = 0; i < row.values().size(); i++) {
          statement.setObject(i + 1, row.values().get(i));
        }
        statement.executeUpdate();
      }
    }
  }
}
