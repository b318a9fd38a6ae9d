package regain.recovery.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import regain.policy.Narrowing;
import regain.policy.Posture;

/** What a change of the posture narrows, or that it ends it; in force once it is confirmed. The id is the change's. */
@Entity
@Table(name = "posture")
class PostureRow {
  @Id UUID id;

  /** With commas in between; empty for an end. */
  String narrows;

  /** In seconds. */
  long lasts;

  @Column(name = "begins_at")
  @Nullable Instant begins;

  @Column(name = "ends_at")
  @Nullable Instant until;

  @SuppressWarnings("NullAway.Init")
  PostureRow() {}

  PostureRow(UUID id, Set<Narrowing> narrows, Duration lasts) {
    this.id = id;
    this.narrows = narrows.stream().sorted().map(Narrowing::name).collect(Collectors.joining(","));
    this.lasts = lasts.toSeconds();
  }

  Set<Narrowing> narrowings() {
    return Arrays.stream(narrows.split(",", -1))
        .filter(it -> !it.isEmpty())
        .map(Narrowing::valueOf)
        .collect(Collectors.toUnmodifiableSet());
  }

  Duration duration() {
    return Duration.ofSeconds(lasts);
  }

  boolean isEnd() {
    return narrows.isEmpty();
  }

  /** Returns until when it is in force. */
  Instant begin(Instant now) {
    Instant end = isEnd() ? now : now.plusSeconds(lasts);
    begins = now;
    until = end;
    return end;
  }

  Optional<Posture> posture(Instant now) {
    return until == null || isEnd() || !now.isBefore(until)
        ? Optional.empty()
        : Optional.of(new Posture(narrowings(), until));
  }
}
