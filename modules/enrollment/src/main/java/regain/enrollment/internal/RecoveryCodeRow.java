package regain.enrollment.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.enrollment.RecoveryCodes;
import regain.kernel.CaseId;

/** One recovery code. */
@Entity
@Table(name = "recovery_code")
class RecoveryCodeRow {
  @Id UUID id;

  @Column(name = "kit_id") UUID kit;

  String selector;
  String tag;
  int failures;

  @Column(name = "used_at")
  @Nullable Instant usedAt;

  @Column(name = "used_by")
  @Nullable UUID usedBy;

  @SuppressWarnings("NullAway.Init")
  RecoveryCodeRow() {}

  /** Whether it can be shown in this case: unused, or used by this very case. */
  boolean goodFor(CaseId caseId) {
    return failures < RecoveryCodes.MOST_FAILURES && (usedAt == null || caseId.value().equals(usedBy));
  }
}
