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

  /** What it is there, as it was when it was owed: what policy says since then is about another. */
  @Column(name = "is_there") String is;

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
    this.is = secret.is();
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

  /** @param asked before the target was: whoever looked after that may have seen the new one */
  void rotated(Instant asked, @Nullable String before) {
    rotatedAt = asked;
    former = before;
    tries = 0;
    why = null;
  }

  /** What the target calls the one before stays, so that it is retired also when somebody has said meanwhile that they did it. */
  void done(Instant now) {
    doneAt = now;
    // Of somebody's word it is not known since when it is so.
    rotatedAt = rotatedAt == null ? owedAt : rotatedAt;
    why = null;
  }

  void retired() {
    former = null;
  }

  /** Whether somebody's word about it is wanted. */
  boolean isForPeople() {
    return doneAt == null && (byHand || tries >= GrantRow.STUCK_AFTER);
  }
}
