package regain.privileged.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import regain.kernel.PersonId;

/** That somebody of a group has agreed. The database takes no second one of a group or a person, and none of the holder. */
@Entity
@Table(name = "grant_approval")
@IdClass(ApprovalKey.class)
class ApprovalRow {
  @Id
  @Column(name = "grant_id") UUID grant;

  @Id
  @Column(name = "group_name") String group;

  UUID approver;

  UUID holder;

  @Column(name = "statement_id") UUID statement;

  @Column(name = "text_digest") String digest;

  String language;

  @Column(name = "signed_at") Instant signedAt;

  @SuppressWarnings("NullAway.Init")
  ApprovalRow() {}

  ApprovalRow(GrantRow of, String group, PersonId approver, UUID statement, String digest, String language,
      Instant now) {
    this.grant = of.id;
    this.group = group;
    this.approver = approver.value();
    this.holder = of.holder;
    this.statement = statement;
    this.digest = digest;
    this.language = language;
    this.signedAt = now;
  }

  PersonId by() {
    return new PersonId(approver);
  }
}
