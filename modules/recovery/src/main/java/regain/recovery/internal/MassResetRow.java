package regain.recovery.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.recovery.MassResets.Condition;
import regain.recovery.MassResets.Wish;

/** A mass reset, under the id of the change that two people sign. */
@Entity
@Table(name = "mass_reset")
class MassResetRow {
  @Id UUID id;

  String condition;

  /** Who would be blocked, when the list was written. */
  int people;

  @Column(name = "wave_size") int waveSize;

  /** In seconds. */
  long pause;

  @Column(name = "remind_days") int days;

  @Column(name = "added_since")
  @Nullable Instant since;

  @Column(name = "list_digest") String digest;

  @Column(name = "started_at")
  @Nullable Instant startedAt;

  /** The wave that came last. */
  int wave;

  /** How often the waves were set going: a timer from before counts no more. */
  int run;

  @Column(name = "next_wave_at")
  @Nullable Instant nextWaveAt;

  @Column(name = "ended_at")
  @Nullable Instant endedAt;

  @Column(name = "ended_by")
  @Nullable UUID endedBy;

  @Column(name = "ended_because")
  @Nullable String endedBecause;

  @SuppressWarnings("NullAway.Init")
  MassResetRow() {}

  MassResetRow(UUID id, Wish wish, int people, String digest) {
    this.id = id;
    this.condition = Condition.DRAFT.name();
    this.people = people;
    this.waveSize = wish.wave();
    this.pause = wish.pause().toSeconds();
    this.days = wish.days();
    this.since = wish.since().orElse(null);
    this.digest = digest;
  }

  CaseId act() {
    return new CaseId(id);
  }

  Condition condition() {
    return Condition.valueOf(condition);
  }

  boolean is(Condition which) {
    return condition() == which;
  }

  Duration pause() {
    return Duration.ofSeconds(pause);
  }

  Optional<Instant> since() {
    return Optional.ofNullable(since);
  }

  /** @throws IllegalStateException before two people have signed it */
  Instant startedAt() {
    return Optional.ofNullable(startedAt).orElseThrow(() -> new IllegalStateException("it was not started"));
  }

  void start(Instant now) {
    condition = Condition.RUNNING.name();
    startedAt = now;
    run++;
    nextWaveAt = now;
  }

  void pauseNow() {
    condition = Condition.PAUSED.name();
    nextWaveAt = null;
  }

  void resume(Instant now) {
    condition = Condition.RUNNING.name();
    run++;
    nextWaveAt = now;
  }

  /** A wave has come; the next one does at this moment, if there is anybody left for it. */
  void waveCame(Optional<Instant> next) {
    wave++;
    nextWaveAt = next.orElse(null);
  }

  void stop() {
    condition = Condition.STOPPED.name();
    nextWaveAt = null;
  }

  void end(Optional<PersonId> by, String because, Instant now) {
    condition = Condition.ENDED.name();
    nextWaveAt = null;
    endedAt = now;
    endedBy = by.map(PersonId::value).orElse(null);
    endedBecause = because;
  }

  /** Whether people are required to recover by it: it was started, and has not ended. */
  boolean isOpen() {
    return switch (condition()) {
      case DRAFT, ENDED -> false;
      case RUNNING, PAUSED, STOPPED -> true;
    };
  }
}
