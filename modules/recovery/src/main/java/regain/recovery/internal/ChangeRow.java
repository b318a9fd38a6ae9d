package regain.recovery.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.PersonId;
import regain.recovery.Changes;
import regain.recovery.Changes.Kind;

/** A change under dual control: written down, proposed by whoever wrote it, confirmed by somebody else. */
@Entity
@Table(name = "dual_change")
class ChangeRow {
  @Id UUID id;

  String kind;

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

  @SuppressWarnings("NullAway.Init")
  ChangeRow() {}

  ChangeRow(UUID id, Kind kind, String because, PersonId by, Instant now) {
    this.id = id;
    this.kind = kind.name();
    this.because = because;
    this.draftedBy = by.value();
    this.draftedAt = now;
  }

  Kind kind() {
    return Kind.valueOf(kind);
  }

  /** Whether this person may sign it now: whoever wrote it proposes, and anybody else confirms. */
  boolean isOpenTo(PersonId person, Instant now) {
    boolean own = draftedBy.equals(person.value());
    Instant since = proposedAt == null ? draftedAt : proposedAt;
    return confirmedAt == null && own == (proposedAt == null) && now.isBefore(since.plus(Changes.OPEN));
  }

  void propose(UUID statement, Instant now) {
    proposal = statement;
    proposedAt = now;
  }

  void confirm(PersonId by, UUID statement, Instant now) {
    confirmedBy = by.value();
    confirmation = statement;
    confirmedAt = now;
  }
}
