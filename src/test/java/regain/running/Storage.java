package regain.running;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import regain.house.Postgres;

/**
 * Where a server of a test's own keeps what it knows. The journeys divide themselves between the two databases; all of them
 * run on one of them with {@code -Dregain.it.database=h2} or {@code postgresql}.
 */
enum Storage {
  H2,
  POSTGRESQL;

  /** @param usual the one that is taken unless the build says otherwise */
  static Open begin(Storage usual) {
    String asked = System.getProperty("regain.it.database", "");
    Storage chosen = asked.isEmpty() ? usual : valueOf(asked.toUpperCase(Locale.ROOT));
    return new Open(chosen == POSTGRESQL ? Optional.of(Postgres.start()) : Optional.empty());
  }

  /** @param postgres empty when the server keeps a file of its own */
  record Open(Optional<Postgres> postgres) implements AutoCloseable {
    /** The settings that lead to it. */
    Map<String, String> settings() {
      postgres.ifPresent(it -> it.create("regain"));
      return postgres
          .map(it -> Map.of("DB_URL", it.url("regain"), "DB_USER", Postgres.USER, "DB_PASSWORD", Postgres.PASSWORD))
          .orElseGet(Map::of);
    }

    @Override
    public void close() {
      postgres.ifPresent(Postgres::close);
    }
  }
}
