package regain.signals.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.Chance;
import regain.signals.Alarm;

/** Knows which findings are news. */
@Dependent
class Alarms {
  private final EntityManager database;
  private final Chance chance;

  @Inject
  Alarms(EntityManager database, Chance chance) {
    this.database = database;
    this.chance = chance;
  }

  /** Writes them down, and returns those that are no more of the same. */
  List<Alarm> raise(List<Finding> found, Instant now, Duration quiet) {
    List<AlarmRow> open = open(found, quiet);
    var raised = new ArrayList<Alarm>();
    for (Finding each : found) {
      Optional<AlarmRow> same = open.stream().filter(it -> it.goesOn(each, quiet)).findFirst();
      same.ifPresentOrElse(it -> it.more(each), () -> {
        var row = new AlarmRow(chance.uuid(), each, now);
        database.persist(row);
        open.add(row);
        raised.add(row.alarm());
      });
    }
    return raised;
  }

  private List<AlarmRow> open(List<Finding> found, Duration quiet) {
    return found.isEmpty()
        ? new ArrayList<>()
        : new ArrayList<>(
            database.createQuery("from AlarmRow where series in :series and endsAt >= :since", AlarmRow.class)
                .setParameter("series", found.stream().map(it -> it.series().text()).distinct().toList())
                .setParameter(
                    "since",
                    found.stream().map(Finding::to).min(Instant::compareTo).orElseThrow().minus(quiet))
                .getResultList());
  }

  List<Alarm> since(Instant since, int most) {
    return database.createQuery("from AlarmRow where raisedAt >= :since order by raisedAt desc, id", AlarmRow.class)
        .setParameter("since", since)
        .setMaxResults(most)
        .getResultStream()
        .map(AlarmRow::alarm)
        .toList();
  }

  Optional<Alarm> find(UUID id) {
    @Nullable AlarmRow row = database.find(AlarmRow.class, id);
    return Optional.ofNullable(row).map(AlarmRow::alarm);
  }
}
