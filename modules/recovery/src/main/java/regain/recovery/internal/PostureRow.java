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
import regain.kernel.PersonId;
import regain.policy.Narrowing;
import regain.policy.Posture;
import regain.recovery.Postures;

/** A change of the posture: written down, proposed by one, confirmed by another. The newest that is confirmed counts. */
@Entity
@Table(name = "posture_change")
class PostureRow {
  @Id UUID id;

  /** With commas in between; empty for an end. */
  String narrows;

  /** In seconds. */
  long lasts;

  String because;

  @Column(name = "drafted_by") UUID draftedBy;

  @Column(name = "drafted_at") Instant draftedAt;

  @Column(name = "proposal_id")
  @Nullable UUID proposal;

  @Column(name = "proposed_at")
  @Nullable Instant proposedAt;

  @Column(name = "confirmed_by")
  @Nullable UUID confirmedBy;

  @Column(name = "confirmation_id")
  @Nullable UUID confirmation;

  @Column(name = "confirmed_at")
  @Nullable Instant confirmedAt;

  @Column(name = "ends_at")
  @Nullable Instant until;

  @SuppressWarnings("NullAway.Init")
  PostureRow() {}

  PostureRow(UUID id, Set<Narrowing> narrows, Duration lasts, String because, PersonId by, Instant now) {
    this.id = id;
    this.narrows = narrows.stream().sorted().map(Narrowing::name).collect(Collectors.joining(","));
    this.lasts = lasts.toSeconds();
    this.because = because;
    this.draftedBy = by.value();
    this.draftedAt = now;
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

  /** Whether this person may sign it now: whoever wrote it proposes, and anybody else confirms. */
  boolean isOpenTo(PersonId person, Instant now) {
    boolean own = draftedBy.equals(person.value());
    Instant since = proposedAt == null ? draftedAt : proposedAt;
    return confirmedAt == null && own == (proposedAt == null) && now.isBefore(since.plus(Postures.OPEN));
  }

  void propose(UUID statement, Instant now) {
    proposal = statement;
    proposedAt = now;
  }

  void confirm(PersonId by, UUID statement, Instant now) {
    confirmedBy = by.value();
    confirmation = statement;
    confirmedAt = now;
    until = isEnd() ? now : now.plusSeconds(lasts);
  }

  Optional<Posture> posture(Instant now) {
    return until == null || isEnd() || !now.isBefore(until)
        ? Optional.empty()
        : Optional.of(new Posture(narrowings(), until));
  }
}
