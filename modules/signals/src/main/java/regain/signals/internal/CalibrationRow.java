package regain.signals.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import regain.signals.Calibration.InForce;
import regain.signals.Dial;
import regain.signals.Thresholds;

/** A set of numbers by which alarms are raised. */
@Entity
@Table(name = "calibration")
class CalibrationRow {
  @Id UUID id;

  /** The version that was in force when it was written. */
  int base;

  /** One after its base, once it was adopted: two cannot take the place of the same. */
  @Nullable Integer version;

  @Column(name = "raises") boolean on;

  /** Where each dial stands, one a line. */
  @Column(length = 1000) String dials;

  @Column(name = "adopted_at")
  @Nullable Instant adoptedAt;

  @SuppressWarnings("NullAway.Init")
  CalibrationRow() {}

  CalibrationRow(UUID id, int base, boolean on, Map<Dial, Double> dials) {
    this.id = id;
    this.base = base;
    this.on = on;
    this.dials = dials.entrySet().stream()
        .map(it -> it.getKey() + " " + it.getValue())
        .collect(Collectors.joining("\n"));
  }

  Map<Dial, Double> dials() {
    var all = new EnumMap<Dial, Double>(Dial.class);
    dials.lines()
        .map(it -> it.split(" ", 2))
        .forEach(it -> all.put(Dial.valueOf(it[0]), Double.valueOf(it[1])));
    return all;
  }

  InForce adopt(Instant now) {
    version = base + 1;
    adoptedAt = now;
    return inForce();
  }

  InForce inForce() {
    int number = Optional.ofNullable(version).orElseThrow();
    return new InForce(
        Optional.of(id), number, on, Thresholds.FIRST.turned(String.valueOf(number), dials()),
        Optional.ofNullable(adoptedAt));
  }
}
