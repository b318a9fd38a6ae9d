package regain.enrollment.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** That somebody is in a group, and since when that was seen. */
@Entity
@Table(name = "membership")
@IdClass(MembershipKey.class)
class MembershipRow {
  @Id
  @Column(name = "person_id") UUID person;

  @Id
  @Column(name = "group_name") String group;

  Instant since;

  @SuppressWarnings("NullAway.Init")
  MembershipRow() {}

  MembershipRow(MembershipKey key, Instant since) {
    this.person = key.person();
    this.group = key.group();
    this.since = since;
  }

  MembershipKey key() {
    return new MembershipKey(person, group);
  }
}
