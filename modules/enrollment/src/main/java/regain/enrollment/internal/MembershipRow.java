package regain.enrollment.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** That somebody is in a group, and since when that was seen; or was. What is over is kept, for what was said in it. */
@Entity
@Table(name = "membership")
@IdClass(MembershipKey.class)
class MembershipRow {
  /** The end of what has none yet. */
  static final Instant OPEN = Instant.parse("9999-12-31T00:00:00Z");

  @Id
  @Column(name = "person_id") UUID person;

  @Id
  @Column(name = "group_name") String group;

  @Id Instant since;

  @Column(name = "until_at") Instant until;

  @SuppressWarnings("NullAway.Init")
  MembershipRow() {}

  MembershipRow(Member who, Instant since) {
    this.person = who.person();
    this.group = who.group();
    this.since = since;
    this.until = OPEN;
  }

  /** Somebody in a group. */
  record Member(UUID person, String group) {}

  Member who() {
    return new Member(person, group);
  }
}
