package regain.signals.internal;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import regain.signals.Calibration;
import regain.signals.Dial;
import regain.signals.Thresholds;

/** The sets of numbers, in the database. */
@Dependent
class Calibrations implements Calibration {
  private static final InForce SHIPPED = new InForce(Optional.empty(), 1, true, Thresholds.FIRST, Optional.empty());
  private static final int MOST_SHOWN = 100;

  private final EntityManager database;
  private final InstantSource clock;

  @Inject
  Calibrations(EntityManager database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public InForce now() {
    return adopted(1).findFirst().orElse(SHIPPED);
  }

  @Override
  public List<InForce> history() {
    return Stream.concat(adopted(MOST_SHOWN), Stream.of(SHIPPED)).toList();
  }

  private Stream<InForce> adopted(int most) {
    return database
        .createQuery("from CalibrationRow where version is not null order by version desc", CalibrationRow.class)
        .setMaxResults(most)
        .getResultStream()
        .map(CalibrationRow::inForce);
  }

  @Override
  public void draft(UUID change, boolean on, Map<Dial, Double> turned) {
    InForce now = now();
    Map<Dial, Double> before = dials(now.thresholds());
    Map<Dial, Double> after = dials(now.thresholds().turned("draft", turned));
    if (on == now.on() && after.equals(before)) {
      throw new IllegalArgumentException("nothing would change");
    }
    database.persist(new CalibrationRow(change, now.version(), on, after));
  }

  private static Map<Dial, Double> dials(Thresholds thresholds) {
    var all = new EnumMap<Dial, Double>(Dial.class);
    Arrays.stream(Dial.values()).forEach(it -> all.put(it, thresholds.at(it)));
    return all;
  }

  private Optional<CalibrationRow> current(UUID change) {
    @Nullable CalibrationRow row = database.find(CalibrationRow.class, change);
    return Optional.ofNullable(row).filter(it -> it.version == null && it.base == now().version());
  }

  @Override
  public Optional<Draft> draft(UUID change) {
    InForce now = now();
    return current(change).map(row -> {
      Map<Dial, Double> after = row.dials();
      return new Draft(
          now.on(),
          row.on,
          Arrays.stream(Dial.values())
              .map(it -> new Turn(it, now.thresholds().at(it), after.getOrDefault(it, now.thresholds().at(it))))
              .filter(it -> it.from() != it.to())
              .toList());
    });
  }

  @Override
  public InForce adopt(UUID change) {
    InForce adopted = current(change)
        .orElseThrow(() -> new IllegalStateException("made for a set that is no longer in force"))
        .adopt(clock.instant());
    database.flush();
    return adopted;
  }
}
