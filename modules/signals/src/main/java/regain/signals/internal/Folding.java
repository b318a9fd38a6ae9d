package regain.signals.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts what was told. A row is read, counted and deleted in one transaction, and no row is looked for by its time: one that
 * is committed late is simply not there before, and is counted in the hour in which it was told.
 */
@Dependent
class Folding {
  private static final int AT_ONCE = 5_000;
  /** What is left over is counted at the next look. */
  private static final int ROUNDS = 10;

  private final EntityManager database;

  @Inject
  Folding(EntityManager database) {
    this.database = database;
  }

  /** Takes what was told: when, for each series. */
  Map<Series, List<Instant>> take() {
    var told = new HashMap<Series, List<Instant>>();
    int taken = AT_ONCE;
    for (int round = 0; round < ROUNDS && taken == AT_ONCE; round++) {
      List<ToldRow> rows = database.createQuery("from ToldRow", ToldRow.class)
          .setMaxResults(AT_ONCE)
          .getResultList();
      rows.forEach(row -> row.series().forEach(it -> told.computeIfAbsent(it, any -> new ArrayList<>()).add(row.at)));
      taken = rows.size();
      if (taken > 0) {
        database.createQuery("delete from ToldRow where id in :ids")
            .setParameter("ids", rows.stream().map(it -> it.id).toList())
            .executeUpdate();
      }
    }
    return told;
  }

  /** Adds it to the hours, and returns all that is in the hours to which something was added. */
  Map<Instant, Map<Series, Integer>> count(Map<Series, List<Instant>> told) {
    var more = new HashMap<HourRow.Key, Integer>();
    told.forEach((series, times) -> {
      if (series.hasVolume()) {
        times.forEach(
            it -> more.merge(new HourRow.Key(series.text(), it.truncatedTo(ChronoUnit.HOURS)), 1, Integer::sum));
      }
    });
    if (more.isEmpty()) {
      return Map.of();
    }
    Map<HourRow.Key, HourRow> rows = rows(
        more.keySet().stream().map(HourRow.Key::beginsAt).collect(Collectors.toSet()));
    more.forEach((key, count) -> rows.computeIfAbsent(key, this::begin).seen += count);
    var hours = new HashMap<Instant, Map<Series, Integer>>();
    rows.forEach(
        (key, row) -> hours.computeIfAbsent(key.beginsAt(), any -> new HashMap<>())
            .put(Series.of(key.series()), row.seen));
    return hours;
  }

  private Map<HourRow.Key, HourRow> rows(Set<Instant> hours) {
    return new HashMap<>(
        database.createQuery("from HourRow where beginsAt in :hours", HourRow.class)
            .setParameter("hours", hours)
            .getResultStream()
            .collect(Collectors.toMap(HourRow::key, it -> it)));
  }

  private HourRow begin(HourRow.Key key) {
    var row = new HourRow(key);
    database.persist(row);
    return row;
  }
}
