package regain.signals.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import regain.signals.Thresholds;
import regain.signals.Thresholds.Counter;

/** Closes the day: what is too old goes, and of each series is learned what is usual. A look closes a part of it. */
@Dependent
class Closing {
  private static final int AT_ONCE = 200;
  /** For so long after its end a day is left open: what was told in it may be committed later. */
  private static final Duration LATE = Duration.ofHours(1);
  /** After so many half-lives nothing is left of a count. */
  private static final int DECAYED = 10;

  private final EntityManager database;

  @Inject
  Closing(EntityManager database) {
    this.database = database;
  }

  List<Finding> close(WatchRow watch, Instant now, Thresholds thresholds) {
    Instant today = now.minus(LATE).truncatedTo(ChronoUnit.DAYS);
    Instant start = today.minus(Duration.ofDays(7L * thresholds.trainingWeeks()));
    if (!today.equals(watch.tidiedFor)) {
      tidy(now, start, thresholds);
      begin(thresholds.floor());
      watch.tidiedFor = today;
    }
    List<BaselineRow> open = database
        .createQuery("from BaselineRow where closedUntil < :today order by closedUntil, series", BaselineRow.class)
        .setParameter("today", today)
        .setMaxResults(AT_ONCE)
        .getResultList();
    if (open.isEmpty()) {
      return List.of();
    }
    Map<String, int[]> hours = hours(open, start, today);
    var found = new ArrayList<Finding>();
    for (BaselineRow each : open) {
      int[] seen = hours.getOrDefault(each.series, new int[0]);
      if (Arrays.stream(seen).sum() < thresholds.floor()) {
        database.remove(each);
      } else {
        each.close(today, seen, thresholds).ifPresent(found::add);
      }
    }
    return found;
  }

  private void tidy(Instant now, Instant start, Thresholds thresholds) {
    Duration halfLife = thresholds.counters().stream().map(Counter::halfLife).max(Duration::compareTo).orElseThrow();
    delete("delete from HourRow where beginsAt < :before", start);
    delete("delete from RecentRow where keptUntil < :before", now);
    delete("delete from CounterRow where at < :before", now.minus(halfLife.multipliedBy(DECAYED)));
  }

  private void delete(String query, Instant before) {
    database.createQuery(query).setParameter("before", before).executeUpdate();
  }

  /** A series of which there are too few has no baseline: next to nothing is expected of it. */
  private void begin(int floor) {
    database
        .createQuery(
            "select h.series, min(h.beginsAt) from HourRow h"
                + " where not exists (select 1 from BaselineRow b where b.series = h.series)"
                + " group by h.series having sum(h.seen) >= :floor",
            Object[].class)
        .setParameter("floor", floor)
        .getResultList()
        .forEach(it -> database.persist(new BaselineRow(Series.of((String) it[0]), (Instant) it[1])));
  }

  private Map<String, int[]> hours(List<BaselineRow> rows, Instant start, Instant end) {
    int length = (int) Duration.between(start, end).toHours();
    var hours = new HashMap<String, int[]>();
    database
        .createQuery(
            "select series, beginsAt, seen from HourRow"
                + " where series in :series and beginsAt >= :start and beginsAt < :end",
            Object[].class)
        .setParameter("series", rows.stream().map(it -> it.series).toList())
        .setParameter("start", start)
        .setParameter("end", end)
        .getResultStream()
        .forEach(
            it -> hours.computeIfAbsent((String) it[0], any -> new int[length])[index(start,
                (Instant) it[1])] = (int) it[2]);
    return hours;
  }

  private static int index(Instant start, Instant hour) {
    return (int) Duration.between(start, hour).toHours();
  }
}
