package regain.wiring;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceUnit;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/** The database: migrated, checked against our rows, and the only clock that decisions go by. */
@ApplicationScoped
class Database implements InstantSource {
  private static final Logger LOG = System.getLogger(Database.class.getName());
  private static final Duration READING_HOLDS = Duration.ofSeconds(1);

  @Produces
  @PersistenceContext(unitName = "regain") private EntityManager entities;

  @PersistenceUnit(unitName = "regain") private EntityManagerFactory factory;

  @Resource(lookup = "jdbc/regain") private DataSource source;

  @Resource private TransactionSynchronizationRegistry transactions;

  @Inject private Pulse pulse;

  private volatile @Nullable Reading reading;

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
   * The database's clock, so that all nodes share one. It is asked once a second, and carried on by this machine's steady
   * clock in between; within a transaction it stands still.
   */
  @Override
  public Instant instant() {
    if (transactions.getTransactionKey() == null) {
      return now(() -> pulse.asking(this::ask));
    }
    if (transactions.getResource(Database.class) instanceof Instant known) {
      return known;
    }
    Instant now = now(this::ask);
    transactions.putResource(Database.class, now);
    return now;
  }

  private Instant now(InstantSource asked) {
    long steady = System.nanoTime();
    @Nullable Reading last = reading;
    if (last == null || steady - last.steady() > READING_HOLDS.toNanos()) {
      Reading next = new Reading(asked.instant(), steady);
      last = last == null ? next : next.after(last);
      reading = last;
    }
    return last.at(System.nanoTime());
  }

  /** Not the time at which the transaction began: it may have waited for a lock since. H2's clock is this machine's. */
  private Instant ask() {
    return elsewhere()
        ? (Instant) entities.createNativeQuery("select clock_timestamp()", Instant.class).getSingleResult()
        : InstantSource.system().instant();
  }

  /** What its clock says, asked now and not carried on, also where it is this machine's: fails when nobody answers. */
  Instant asked() {
    return pulse.asking(
        () -> (Instant) entities.createNativeQuery("select current_timestamp", Instant.class).getSingleResult());
  }

  private boolean elsewhere() {
    return factory.unwrap(SessionFactoryImplementor.class).getJdbcServices().getDialect() instanceof PostgreSQLDialect;
  }

  /**
   * What the database's clock said, and what the steady one had said before it was asked, in nanoseconds: an answer that
   * takes long makes us late by as much, and never early.
   */
  record Reading(Instant told, long steady) {
    /** A later answer may come from a little earlier, because it took longer; time does not go back for that. */
    private static final Duration TOLERATED = Duration.ofMillis(100);

    Instant at(long now) {
      return told.plusNanos(now - steady).truncatedTo(ChronoUnit.MICROS);
    }

    /** This reading, unless the one before it, carried on, says the same and is only a little further. */
    Reading after(Reading last) {
      Instant carried = last.at(steady);
      return carried.isAfter(told) && carried.isBefore(told.plus(TOLERATED)) ? new Reading(carried, steady) : this;
    }
  }
}
