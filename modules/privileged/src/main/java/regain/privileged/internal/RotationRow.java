package regain.privileged.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.kernel.CaseId;
import regain.kernel.PersonId;
import regain.privileged.Secrets.Stage;
import regain.privileged.port.SharedSecret;

/** That a secret has to be renewed, because somebody who came back could know it. */
@Entity
@Table(name = "secret_rotation")
class RotationRow {
  @Id UUID id;

  @Column(name = "case_id") UUID caseId;

  /** Who could know it. */
  UUID holder;

  @Column(name = "secret_name") String secret;

  String target;

  @Column(name = "owed_at") Instant owedAt;

  @Column(name = "by_hand") boolean byHand;

  /** When there was a new one. */
  @Column(name = "rotated_at")
  @Nullable Instant rotatedAt;

  /** What the target calls the one before, while that works on. */
  @Nullable String former;

  /** When the one before was over. */
  @Column(name = "done_at")
  @Nullable Instant doneAt;

  /** Who says so, if the target does not. */
  @Column(name = "done_by")
  @Nullable UUID doneBy;

  int tries;

  @Nullable String why;

  @SuppressWarnings("NullAway.Init")
  RotationRow() {}

  RotationRow(UUID id, CaseId caseId, PersonId holder, SharedSecret secret, Instant now) {
    this.id = id;
    this.caseId = caseId.value();
    this.holder = holder.value();
    this.secret = secret.name();
    this.target = secret.target();
    this.owedAt = now;
  }

  CaseId recovery() {
    return new CaseId(caseId);
  }

  PersonId person() {
    return new PersonId(holder);
  }

  boolean isDone() {
    return doneAt != null;
  }

  /** Whether the recovery waits for it: what only people can do keeps nobody locked. */
  boolean holds() {
    return doneAt == null && !byHand;
  }

  Stage stage() {
    if (byHand) {
      return Stage.BY_HAND;
    }
    if (tries >= GrantRow.STUCK_AFTER) {
      return Stage.STUCK;
    }
    return rotatedAt == null ? Stage.TRIED : Stage.OVERLAPS;
  }

  void failed(String reason) {
    tries++;
    why = reason;
  }

  void rotated(Instant now, @Nullable String before) {
    rotatedAt = now;
    former = before;
    tries = 0;
    why = null;
  }

  void done(Instant now) {
    doneAt = now;
    rotatedAt = rotatedAt == null ? now : rotatedAt;
    former = null;
    why = null;
  }
}
