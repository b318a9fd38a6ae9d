package regain.signals.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.signals.Alarm;

/** An alarm, and what was seen since. Rows stay: how many alarms were right is counted over them. */
@Entity
@Table(name = "volume_alarm")
class AlarmRow {
  @Id UUID id;

  String rule;

  String series;

  @Column(name = "raised_at") Instant raisedAt;

  @Column(name = "began_at") Instant beganAt;

  @Column(name = "ends_at") Instant endsAt;

  double seen;

  double expected;

  @Nullable Double chance;

  @SuppressWarnings("NullAway.Init")
  AlarmRow() {}

  AlarmRow(UUID id, Finding found, Instant now) {
    this.id = id;
    this.rule = found.rule().name();
    this.series = found.series().text();
    this.raisedAt = now;
    this.beganAt = found.from();
    this.endsAt = found.to();
    show(found);
  }

  /** Whether this is more of the same. */
  boolean goesOn(Finding found, Duration quiet) {
    return rule.equals(found.rule().name())
        && series.equals(found.series().text())
        && !endsAt.plus(quiet).isBefore(found.to());
  }

  /** The worst of it is shown. */
  void more(Finding found) {
    endsAt = found.to().isAfter(endsAt) ? found.to() : endsAt;
    if (found.seen() > seen) {
      show(found);
    }
  }

  private void show(Finding found) {
    seen = found.seen();
    expected = found.expected();
    chance = found.chance().orElse(null);
  }

  Alarm alarm() {
    Series told = Series.of(series);
    return new Alarm(
        id,
        Alarm.Rule.valueOf(rule),
        told.what(),
        told.segment(),
        raisedAt,
        beganAt,
        endsAt,
        seen,
        expected,
        Optional.ofNullable(chance));
  }
}
