package regain.duties.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.duties.Duties;
import regain.duties.Duty;
import regain.kernel.CaseId;

/** A duty and how it stands. Rows are never deleted: what was done stays on record. */
@Entity
@Table(name = "duty")
class DutyRow {
  private static final Duration FIRST_DELAY = Duration.ofSeconds(5);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
  private static final int NOTE_LENGTH = 200;

  @Id UUID id;
  String kind;

  @Column(name = "duty_key") String key;

  @Column(name = "case_id")
  @Nullable UUID caseId;

  @Column(length = 4000) String details;

  @Column(name = "owed_at") Instant owedAt;

  @Column(name = "due_at") Instant dueAt;

  @Column(name = "claimed_until")
  @Nullable Instant claimedUntil;

  @Column(name = "done_at")
  @Nullable Instant doneAt;

  int tries;
  String note = "";

  @SuppressWarnings("NullAway.Init")
  DutyRow() {}

  DutyRow(UUID id, Duty duty, Instant owedAt, Instant dueAt) {
    this.id = id;
    this.kind = duty.kind();
    this.key = duty.key();
    this.caseId = duty.caseId().map(CaseId::value).orElse(null);
    this.details = Details.write(duty.details());
    this.owedAt = owedAt;
    this.dueAt = dueAt;
  }

  boolean claim(Instant now, Duration lease) {
    if (doneAt != null || dueAt.isAfter(now) || claimedUntil != null && claimedUntil.isAfter(now)) {
      return false;
    }
    claimedUntil = now.plus(lease);
    return true;
  }

  /** For the request that owes it: the first try need not wait until everybody else may. */
  boolean claimAttended(Instant now, Duration lease) {
    if (tries == 0 && claimedUntil == null && doneAt == null) {
      dueAt = now;
    }
    return claim(now, lease);
  }

  /** Owed once more, because nobody knows whether what was done still holds. */
  void reopen(Instant due) {
    doneAt = null;
    dueAt = due;
    tries = 0;
    note = "";
  }

  /** Doubles the delay with each try, up to five minutes, for ever. */
  void again(Instant now, String why) {
    Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(tries, 10));
    tries++;
    dueAt = now.plus(delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay);
    claimedUntil = null;
    note = shortened(why);
  }

  Duty duty() {
    return new Owed(kind, key, caseId, details, owedAt).duty();
  }

  /** What was owed and since when: a month of them is read at a start, and none of it is looked over for changes. */
  record Owed(String kind, String key, @Nullable UUID caseId, String details, Instant at) {
    static final String OF_DUTY = "select kind, key, caseId, details, owedAt from DutyRow";

    Duty duty() {
      return new Duty(kind, key, Optional.ofNullable(caseId).map(CaseId::new), Details.read(details));
    }
  }

  Duties.Status status() {
    return new Duties.Status(duty(), tries, Optional.ofNullable(doneAt), dueAt, note);
  }

  static String shortened(String text) {
    return text.length() > NOTE_LENGTH ? text.substring(0, NOTE_LENGTH) : text;
  }
}
