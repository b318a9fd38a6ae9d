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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jspecify.annotations.Nullable;
import regain.kernel.Transactions;

/** The real schema in an H2 of its own, with transactions of its own. */
final class TestDatabase implements Transactions, AutoCloseable {
  private static final Pattern CLASS = Pattern.compile("<class>([^<]+)</class>");

  private final JdbcDataSource source = new JdbcDataSource();
  private final EntityManagerFactory factory;
  private volatile boolean unplugged;
  private static final ThreadLocal<@Nullable EntityManager> CURRENT = new ThreadLocal<>();

  TestDatabase(String name) {
    source.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
    var configuration = new HibernatePersistenceConfiguration(name);
    configuration.property("hibernate.connection.datasource", source);
    configuration.property("hibernate.hbm2ddl.auto", "none");
    Matcher rows = CLASS.matcher(persistenceXml());
    while (rows.find()) {
      configuration.managedClass(row(rows.group(1)));
    }
    factory = configuration.createEntityManagerFactory();
    factory.unwrap(SessionFactory.class).getSchemaManager().validateMappedObjects();
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

  void plugIn() {
    unplugged = false;
  }

  @Override
  public <T> T begin(Supplier<T> work) {
    if (unplugged) {
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
        manager.getTransaction().commit();
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
  long count(String query) {
    return begin(() -> ((Number) entities().createNativeQuery(query).getSingleResult()).longValue());
  }

  /** Everything that is in the database, as the script that would make it again. */
  String everything() {
    List<?> script = begin(() -> entities().createNativeQuery("script nosettings", String.class).getResultList());
    return script.stream().map(Object::toString).collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    factory.close();
  }
}
