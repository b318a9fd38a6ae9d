package regain.wiring;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceUnit;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;

/** The database: migrated, checked against our rows, and the only clock that decisions go by. */
@ApplicationScoped
class Database implements InstantSource {
  private static final Logger LOG = System.getLogger(Database.class.getName());

  @Produces
  @PersistenceContext(unitName = "regain") private EntityManager entities;

  @PersistenceUnit(unitName = "regain") private EntityManagerFactory factory;

  @Resource(lookup = "jdbc/regain") private DataSource source;

  @Resource private TransactionSynchronizationRegistry transactions;

  @SuppressWarnings("NullAway.Init")
  Database() {}

  /** Migrations expand before they contract, so an older node can run beside a newer schema. */
  void migrate() {
    int done = Flyway.configure(Database.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:db/migration")
        .failOnMissingLocations(true)
        .load()
        .migrate().migrationsExecuted;
    factory.unwrap(SessionFactory.class).getSchemaManager().validateMappedObjects();
    LOG.log(Level.INFO, "The database is ready; {0} migrations were run", done);
  }

  /**
   * The database's clock, so that all nodes share one. It stands still within a transaction, on both databases, and so is
   * asked once in each.
   */
  @Override
  public Instant instant() {
    if (transactions.getTransactionKey() == null) {
      return ask();
    }
    if (transactions.getResource(Database.class) instanceof Instant known) {
      return known;
    }
    Instant asked = ask();
    transactions.putResource(Database.class, asked);
    return asked;
  }

  private Instant ask() {
    return (Instant) entities.createNativeQuery("select current_timestamp", Instant.class).getSingleResult();
  }
}
