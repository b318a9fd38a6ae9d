package regain.enrollment.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The one code of a place. */
@Entity
@Table(name = "contact_code")
class CodeRow {
  @Id String binding;
  String address;

  @Column(name = "opened_by_account") boolean openedByAccount;

  @Column(name = "asked_at") Instant askedAt;

  /** Empty while the code is not made yet, and when it is used up. */
  @Nullable String tag;

  @Column(name = "expires_at")
  @Nullable Instant expiresAt;

  int failures;

  @SuppressWarnings("NullAway.Init")
  CodeRow() {}
}
