package regain.enrollment.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The drill of one session. */
@Entity
@Table(name = "drill")
class DrillRow {
  @Id
  @Column(name = "session_id") UUID session;

  @Column(name = "person_id") UUID person;

  @Column(name = "code_fitted_at")
  @Nullable Instant codeFittedAt;

  @Column(name = "passed_at")
  @Nullable Instant passedAt;

  @SuppressWarnings("NullAway.Init")
  DrillRow() {}

  DrillRow(UUID session, UUID person) {
    this.session = session;
    this.person = person;
  }
}
