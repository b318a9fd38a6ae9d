package regain.privileged.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import regain.enrollment.Signing.Signature;
import regain.kernel.PersonId;

/**
 * That somebody of a group has agreed. The database takes no second one of a group or a person, none of the holder, of somebody for whom the
 * holder has agreed lately, or of somebody who is not in the group.
 */
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

  /** Since when they had been in the group. The end of that comes to this row by itself. */
  @Column(name = "member_since") Instant memberSince;

  @Column(name = "pair_id") UUID pair;

  /** The passkey that signed it; empty for what was signed before this was kept. */
  @Column(name = "signed_with")
  @Nullable UUID signedWith;

  @SuppressWarnings("NullAway.Init")
  ApprovalRow() {}

  /** @param memberSince since when they have been in the group */
  ApprovalRow(UUID grant, String group, AgreedPair pair, Instant memberSince, Signature.Signed signed, String digest,
      String language, Instant now) {
    this.grant = grant;
    this.group = group;
    this.approver = pair.approver;
    this.holder = pair.holder;
    this.pair = pair.id;
    this.memberSince = memberSince;
    this.statement = signed.statement();
    this.signedWith = signed.passkey();
    this.digest = digest;
    this.language = language;
    this.signedAt = now;
  }

  PersonId by() {
    return new PersonId(approver);
  }
}
